/** The attachments of one appeal: listed, asked for again while one is on its way, and sent in chunks. */

import { onScopeDispose, ref, shallowRef } from 'vue'
import { answer, api, putChunk } from '../api/client'
import type { Attachment } from '../api/model'
import { sentenceOf } from '../api/problem'
import { text } from '../messages'
import { chunksOf, refusedEarly } from '../rules/attachments'

const LOOK_MS = 5_000
const TRIES = 3

export interface Sending {
  name: string
  sent: number
  chunks: number
  problem: string
}

export function useAttachments(appealId: string) {
  const items = shallowRef<Attachment[]>([])
  const sending = ref<Sending[]>([])
  const problem = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))

  async function load(): Promise<void> {
    clearTimeout(timer)
    try {
      const found = await answer(api.GET('/api/v1/appeals/{appeal_id}/attachments', { params: { path: { appeal_id: appealId } } }))
      items.value = found.items
      problem.value = ''
    } catch (error) {
      problem.value = sentenceOf(error, text('problem.unreachable'))
    }
    if (items.value.some((one) => !one.whole)) timer = setTimeout(() => void load(), LOOK_MS)
  }

  async function send(file: File, personal: boolean): Promise<void> {
    sending.value.push({ name: file.name, sent: 0, chunks: 1, problem: '' })
    const shown = sending.value[sending.value.length - 1] as Sending
    const wrong = refusedEarly(file.size)
    if (wrong) {
      shown.problem = text(wrong)
      return
    }
    try {
      const body = { name: file.name, bytes: file.size, personal }
      const begun = await answer(api.POST('/api/v1/appeals/{appeal_id}/attachments', { params: { path: { appeal_id: appealId } }, body }))
      shown.chunks = begun.chunks
      for (const [n, from, to] of chunksOf(file.size, begun.chunk_bytes)) {
        await patiently(() => putChunk(begun.id, n, file.slice(from, to)))
        shown.sent += 1
      }
      sending.value = sending.value.filter((one) => one !== shown)
      await load()
    } catch (error) {
      shown.problem = sentenceOf(error, text('problem.unreachable'))
    }
  }

  function dismiss(one: Sending): void {
    sending.value = sending.value.filter((other) => other !== one)
  }

  return { items, sending, problem, load, send, dismiss }
}

/** Once more when the line broke: a chunk that arrived twice counts once. */
async function patiently(call: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await call()
      return
    } catch (error) {
      const status = (error as { status?: number }).status
      if (tries >= TRIES || (status !== undefined && status !== 0 && status < 500)) throw error
      await new Promise((done) => setTimeout(done, 1_000 * tries))
    }
  }
}
