/** The replays of one edition: the newest is followed until it is over. */

import { onScopeDispose, ref, shallowRef } from 'vue'
import { answer, api } from '../api/client'
import type { Replay, ReplayCase, ReplayResult } from '../api/model'
import { sentenceOf } from '../api/problem'
import { text } from '../messages'
import { isOver } from '../rules/whatif'

const AGAIN_AFTER_MS = 1_500
const CASES = 50

export type MatrixField = 'owner' | 'department' | 'danger' | 'type'
export interface Chosen {
  field: MatrixField | 'dispute'
  from: string
  to: string
}

export function useWhatIf(number: number) {
  const path = { edition: String(number) }
  const earlier = shallowRef<Replay[]>([])
  const replay = shallowRef<ReplayResult | null>(null)
  const chosen = shallowRef<Chosen | null>(null)
  const cases = shallowRef<ReplayCase[]>([])
  const next = ref<string | null>(null)
  const loading = ref(true)
  const problem = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let following = ''

  async function attempt(take: () => Promise<void>): Promise<void> {
    try {
      await take()
      problem.value = ''
    } catch (error) {
      problem.value = sentenceOf(error, text('problem.unreachable'))
    }
  }

  async function load(): Promise<void> {
    await attempt(async () => {
      earlier.value = (await answer(api.GET('/api/v1/rules/editions/{edition}/replays', { params: { path, query: { limit: 20 } } }))).items
      const newest = earlier.value[0]
      if (newest) await show(newest.id)
    })
    loading.value = false
  }

  async function show(id: string): Promise<void> {
    following = id
    chosen.value = null
    cases.value = []
    await follow(id)
  }

  async function follow(id: string): Promise<void> {
    clearTimeout(timer)
    await attempt(async () => {
      const got = await answer(api.GET('/api/v1/rules/replays/{replay_id}', { params: { path: { replay_id: id } } }))
      if (following === id) replay.value = got
    })
    if (following === id && (problem.value || (replay.value && !isOver(replay.value)))) timer = setTimeout(() => void follow(id), AGAIN_AFTER_MS)
    else earlier.value = earlier.value.map((one) => (one.id === id && replay.value ? replay.value : one))
  }

  const begin = (days: number): Promise<void> =>
    attempt(async () => {
      const made = await answer(api.POST('/api/v1/rules/editions/{edition}/replays', { params: { path }, body: { days } }))
      replay.value = null
      await load()
      await show(made.id)
    })

  async function cancel(reason: string): Promise<void> {
    const id = replay.value?.id
    if (!id) return
    await answer(api.POST('/api/v1/rules/replays/{replay_id}/cancel', { params: { path: { replay_id: id } }, body: { reason } }))
    await follow(id)
  }

  /** The texts of one cell; further ones with `more`. */
  async function open(cell: Chosen, more = false): Promise<void> {
    const id = replay.value?.id
    if (!id) return
    if (!more) {
      chosen.value = cell
      cases.value = []
      next.value = null
    }
    await attempt(async () => {
      const query = { ...cell, limit: CASES, ...(more && next.value ? { cursor: next.value } : {}) }
      const got = await answer(api.GET('/api/v1/rules/replays/{replay_id}/cases', { params: { path: { replay_id: id }, query } }))
      if (chosen.value !== cell) return
      cases.value = more ? [...cases.value, ...got.items] : got.items
      next.value = got.next
    })
  }
  onScopeDispose(() => {
    clearTimeout(timer)
    following = ''
  })
  return { earlier, replay, chosen, cases, next, loading, problem, load, show, begin, cancel, open }
}
