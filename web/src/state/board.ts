/** What the board shows, kept in line with the city: fetched once, then moved on by the stream. */

import { computed, onScopeDispose, reactive, ref, shallowRef } from 'vue'
import { answer, api } from '../api/client'
import type { AppealRow, Board, Change, HandoverRow, JointRow, OrderRow } from '../api/model'
import { sentenceOf } from '../api/problem'
import { text } from '../messages'
import { join, machineOf, NO_FILTERS, passes, type Filters } from '../rules/board'
import { merge, pace } from '../rules/changes'
import { onChanges } from './live'
import { now } from './now'
import { can, platform } from './session'

const ROWS = 100
const FIGURES_EVERY_MS = 5_000
const LINKAGE = ['handover', 'joint']

/** The newest own orders; both kinds have what the board needs. */
export async function ownOrders(query: { mine?: boolean; limit: number }): Promise<OrderRow[]> {
  if (platform() === '12345' && can('case.read')) {
    return (await answer(api.GET('/api/v1/work-orders', { params: { query } }))).items
  }
  if (platform() === '110' && can('incident.read')) {
    return (await answer(api.GET('/api/v1/police-orders', { params: { query } }))).items
  }
  return []
}

export function useBoard() {
  const appeals = shallowRef<AppealRow[]>([])
  const orders = shallowRef<OrderRow[]>([])
  const handovers = shallowRef<HandoverRow[]>([])
  const joints = shallowRef<JointRow[]>([])
  const figures = shallowRef<Board | null>(null)
  const mine = shallowRef<ReadonlySet<string>>(new Set())
  const filters = reactive<Filters>({ ...NO_FILTERS })
  const search = ref('')
  const problem = ref('')
  const loading = ref(true)
  const kind = machineOf(platform() ?? '12345')

  const rows = computed(() => join(appeals.value, orders.value).filter((r) => passes(r, filters, mine.value, now.value)))

  async function guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work()
      problem.value = ''
    } catch (error) {
      problem.value = sentenceOf(error, text('problem.unreachable'))
    }
  }

  const loadRows = (): Promise<void> =>
    guarded(async () => {
      const q = search.value.trim()
      const [found, own, given] = await Promise.all([
        answer(api.GET('/api/v1/appeals', { params: { query: { limit: ROWS, ...(q ? { q } : {}) } } })),
        ownOrders({ limit: 200 }),
        filters.mine ? ownOrders({ limit: 200, mine: true }) : Promise.resolve(null),
      ])
      appeals.value = found.items
      orders.value = given ? unite(own, given) : own
      if (given) mine.value = new Set(given.map((o) => o.id))
      loading.value = false
    })

  const loadLinkage = (): Promise<void> =>
    guarded(async () => {
      const query = { params: { query: { open: true, limit: 50 } } }
      if (can('handover.read')) handovers.value = (await answer(api.GET('/api/v1/handovers', query))).items
      if (can('joint.read')) {
        const all = (await answer(api.GET('/api/v1/joint-actions', query))).items
        joints.value = all.filter((j) => j.acknowledged_at === null)
      }
    })

  let figuresAt = 0
  const loadFigures = (): Promise<void> =>
    guarded(async () => {
      figuresAt = Date.now()
      figures.value = await answer(api.GET('/api/v1/board'))
    })

  // Fetches are spaced: what the stream says by itself is shown at once, the rest follows at a bearable pace.
  let waiting = 0
  let rowsStale = false
  let linkageStale = false
  let timer: ReturnType<typeof setTimeout> | undefined
  function soon(): void {
    timer ??= setTimeout(() => void refresh(), pace(waiting, Math.random()))
  }
  async function refresh(): Promise<void> {
    const [wantRows, wantLinkage] = [rowsStale, linkageStale]
    waiting = 0
    rowsStale = linkageStale = false
    await Promise.all([wantRows ? loadRows() : undefined, wantLinkage ? loadLinkage() : undefined])
    timer = undefined
    if (rowsStale || linkageStale) soon()
  }

  function take(changes: readonly Change[], reload: boolean): void {
    const merged = merge(orders.value, changes, [kind])
    orders.value = merged.rows
    waiting += changes.length
    rowsStale ||= reload || changes.length > 0
    linkageStale ||= reload || changes.some((c) => LINKAGE.includes(c.subject_kind))
    if (rowsStale || linkageStale) soon()
  }

  const beat = setInterval(() => {
    if (Date.now() - figuresAt >= FIGURES_EVERY_MS && !document.hidden) void loadFigures()
  }, 1_000)
  onScopeDispose(() => {
    clearInterval(beat)
    clearTimeout(timer)
  })
  onChanges(take)

  const load = (): Promise<unknown> => Promise.all([loadRows(), loadLinkage(), loadFigures()])
  return { rows, handovers, joints, figures, filters, search, problem, loading, kind, load, loadRows }
}

function unite(own: OrderRow[], given: OrderRow[]): OrderRow[] {
  const known = new Set(own.map((o) => o.id))
  return [...own, ...given.filter((o) => !known.has(o.id))]
}
