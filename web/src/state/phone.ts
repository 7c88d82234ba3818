/** The phone of somebody in the field: orders as last seen, and steps that are sent when the network is back. */

import { computed, ref, shallowRef } from 'vue'
import { answer, api, putChunk, send } from '../api/client'
import type { OrderKind, PoliceClass, PoliceOrder, Session, WorkOrder } from '../api/model'
import { Problem } from '../api/problem'
import { text } from '../messages'
import { chunksOf } from '../rules/attachments'
import { laneOf, nextOf, partAfter, restAfter, verdict, type FieldEvent, type FieldOrder, type Lane, type Queued } from '../rules/field'
import { freshKey } from '../rules/register'
import { classes, loadClasses } from './classes'
import { serverNow } from './now'
import { all, amend, drop, get, keep, put } from './phoneStore'
import { can, session } from './session'

const ROWS = 50
const TRIES = 3
const AGAIN_MS = 10_000
const LOCK = 'twinline.field'
/** So long the phone believes without the server that the same person holds it. */
const BELIEVE_MS = 12 * 3_600_000

export const orders = shallowRef<FieldOrder[]>([])
export const queue = shallowRef<Queued[]>([])
export const online = ref(navigator.onLine)
export const seenAt = ref<string | null>(null)
export const problem = ref('')

const mine = (one: Queued): boolean => one.account === session.value?.account_id
export const waiting = computed(() => queue.value.filter((one) => mine(one) && !one.became))
/** What was settled in another way than asked, until it has been read. */
export const reports = computed(() => queue.value.filter((one) => mine(one) && one.became))
export const waitingFor = (order: string): Queued[] => waiting.value.filter((one) => one.order_id === order)

interface Self {
  session: Session
  at: number
}

/** Who was signed in here when the server was last asked, while it cannot be. */
export async function recalled(): Promise<Session | null> {
  const self = await get<Self>('self').catch(() => undefined)
  return self && Date.now() - self.at < BELIEVE_MS ? self.session : null
}

/** Show what is kept, then what is new. */
export async function start(): Promise<void> {
  const self = await get<Self>('self')
  const own = session.value?.account_id
  const before = await all<FieldOrder>('orders')
  if (self?.session.account_id === own) orders.value = before
  else await Promise.all(before.map((one) => drop('orders', one.id)))
  classes.value = (await get<PoliceClass[]>('classes')) ?? classes.value
  seenAt.value = (await get<string>('seen')) ?? null
  await read()
  await refresh()
}

async function read(): Promise<void> {
  queue.value = await all<Queued>('queue')
}

let again: ReturnType<typeof setTimeout> | undefined

/** Send what waits and look for what is new; called whenever the network may be back. */
export async function refresh(): Promise<void> {
  if (!session.value) return
  await reaching(async () => {
    const { account_id } = await answer(api.GET('/api/v1/session'))
    // Somebody else has signed in elsewhere in this browser: what waits is not theirs to send.
    if (account_id !== session.value?.account_id) return location.assign('/field')
    await along('help')
    await along('step')
    void reaching(() => along('photo'))
    await look()
    online.value = true
    problem.value = ''
  })
}

/** Do something that needs the network, and come back later where it was not there. */
async function reaching(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const lost = isLost(error)
    online.value = !lost
    await Promise.all(lost ? waiting.value.filter((one) => !one.late).map((one) => amend(one.n, { late: true })) : [])
    await read()
    problem.value = lost ? '' : error instanceof Problem ? error.sentence() : text('problem.unreachable')
  }
  comeBack()
}

/** Steps that the server failed at: how often in a row, and until when they rest. */
const failures = new Map<string, { times: number; until: number }>()
const rests = (one: Queued): boolean => (failures.get(one.key)?.until ?? 0) > Date.now()

function comeBack(): void {
  clearTimeout(again)
  const open = waiting.value.filter((one) => !one.refused)
  if (online.value && !open.length) return
  const until = online.value ? Math.min(...open.map((one) => failures.get(one.key)?.until ?? Date.now() + AGAIN_MS)) : Date.now() + AGAIN_MS
  again = setTimeout(() => void refresh(), Math.max(until - Date.now(), 1_000))
}

/** Two pages must not send the same step at once; without the lock, on plain HTTP, its key makes it harmless. */
async function along(lane: Lane): Promise<void> {
  await ('locks' in navigator ? navigator.locks.request(`${LOCK}.${lane}`, () => drain(lane)) : drain(lane))
}

/** No answer, or one that says nothing about the step: it is sent again. */
function isLost(error: unknown): boolean {
  return error instanceof Problem && (error.status === 0 || error.status === 429 || error.status >= 500)
}

async function look(): Promise<void> {
  if (!session.value) return
  const kind: OrderKind = can('incident.read') ? 'incident' : 'case'
  const query = { mine: true, open: true, limit: ROWS }
  const rows = kind === 'incident' ? await answer(api.GET('/api/v1/police-orders', { params: { query } })) : await answer(api.GET('/api/v1/work-orders', { params: { query } }))
  const known = new Map(orders.value.map((one) => [one.id, one]))
  const found: FieldOrder[] = []
  for (const row of rows.items) {
    const before = known.get(row.id)
    const next = before?.version === row.version ? { ...before, due_at: row.due_at } : await whole(kind, row.id, row.due_at)
    if (next) found.push(next)
  }
  const gone = orders.value.filter((one) => !found.some((row) => row.id === one.id))
  await Promise.all([...found.map((one) => put('orders', one)), ...gone.map((one) => drop('orders', one.id))])
  if (!session.value) return
  orders.value = found
  seenAt.value = new Date(serverNow()).toISOString()
  await Promise.all([keep('self', { session: session.value, at: Date.now() } satisfies Self), keep('seen', seenAt.value)])
  if (kind === 'incident' && !classes.value.length) {
    await loadClasses()
    await keep('classes', classes.value)
  }
}

/** An order with what belongs to it; null when it is no longer the own unit's. */
async function whole(kind: OrderKind, id: string, due: string | null = null): Promise<FieldOrder | null> {
  try {
    const params = { params: { path: { order_id: id } } }
    const order = kind === 'incident' ? await answer(api.GET('/api/v1/police-orders/{order_id}', params)) : await answer(api.GET('/api/v1/work-orders/{order_id}', params))
    const appeal = await answer(api.GET('/api/v1/appeals/{appeal_id}', { params: { path: { appeal_id: order.appeal_id } } }))
    const own = order.kind === 'incident' ? policePart(order) : casePart(order)
    const { contact } = appeal
    return {
      id, kind, appeal_id: order.appeal_id, number: order.number, version: order.version, ended: order.closed_at !== null, title: order.title,
      words: appeal.words, address: appeal.address, caller: contact.caller ?? '', phone: contact.phone ?? '', danger: order.danger, urgent: order.urgent,
      class_code: order.kind === 'incident' ? order.class_current : '', due_at: due, ...own,
    } // prettier-ignore
  } catch (error) {
    if (error instanceof Problem && (error.status === 404 || error.status === 403)) return null
    throw error
  }
}

function policePart(order: PoliceOrder): Pick<FieldOrder, 'part' | 'stamps'> {
  const part = order.dispatches.find((one) => one.unit_id === session.value?.unit.id && !one.released_at)
  const stamps = part && { sign: part.signed_at, set_out: part.set_out_at, arrive: part.arrived_at, feed_back: part.fed_back_at }
  return { part: part?.state ?? 'released', stamps: known(stamps ?? {}) }
}

function casePart(order: WorkOrder): Pick<FieldOrder, 'part' | 'stamps'> {
  const part = order.handlers.find((one) => one.unit_id === session.value?.unit.id && !one.released_at)
  const stamps = known({ sign: part?.signed_at ?? null, reply: part?.replied_at ?? null })
  if (!part) return { part: 'released', stamps }
  return { part: part.role === 'lead' ? order.state : part.replied_at ? 'co_replied' : 'co', stamps }
}

const known = (stamps: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(stamps).filter((pair): pair is [string, string] => pair[1] !== null))

/** Take a step: it is written down first, then sent. */
export async function take(order: FieldOrder, event: FieldEvent, body: Record<string, unknown> = {}, file?: Blob): Promise<void> {
  const one: Omit<Queued, 'n'> = {
    key: freshKey(),
    account: session.value?.account_id ?? '',
    order_id: order.id,
    appeal_id: order.appeal_id,
    kind: order.kind,
    number: order.number,
    event,
    body,
    at: new Date(serverNow()).toISOString(),
    late: !online.value,
    ...(file ? { file } : {}),
  }
  await put('queue', one)
  await read()
  await refresh()
}

/** Try a refused step once more. */
export async function retry(one: Queued): Promise<void> {
  await amend(one.n, { refused: undefined })
  await read()
  await refresh()
}

/** Give a step up, or have read what became of it. */
export async function discard(one: Queued): Promise<void> {
  await drop('queue', one.n)
  await read()
}

async function drain(lane: Lane): Promise<void> {
  await read()
  for (let one = nextOf(waiting.value, lane, rests); one; one = nextOf(waiting.value, lane, rests)) {
    await settle(one)
    await read()
  }
}

/** Send one step. What the server fails at rests and the others go on; only where there is no network all wait. */
async function settle(one: Queued): Promise<void> {
  try {
    const became = await (laneOf(one.event) === 'help' ? sendHelp(one) : sendOne(one))
    failures.delete(one.key)
    // What was sent no longer waits, and is seen as taken until the order is read anew.
    orders.value = orders.value.map((row) => (row.id === one.order_id ? taken(row, one) : row))
    await Promise.all(orders.value.filter((row) => row.id === one.order_id).map((row) => put('orders', row)))
    await (became ? amend(one.n, { became, refused: undefined }) : drop('queue', one.n))
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 0 || error.status === 401) throw error
    if (!isLost(error)) return void (await amend(one.n, { refused: error.sentence() }))
    const times = (failures.get(one.key)?.times ?? 0) + 1
    failures.set(one.key, { times, until: Date.now() + restAfter(times, laneOf(one.event)) })
    await amend(one.n, { late: true })
  }
}

const taken = (row: FieldOrder, one: Queued): FieldOrder => ({ ...row, part: partAfter(row.kind, row.part, [one]), stamps: { ...row.stamps, [one.event]: one.at } })

const NAMES: Record<OrderKind, string> = { incident: 'police-orders', case: 'work-orders' }

/** Call for help, in the order's name or, where that is refused or fails, as danger of the appeal, which needs no order. */
async function sendHelp(one: Queued): Promise<string | undefined> {
  try {
    return await sendOne(one)
  } catch (error) {
    if (!(error instanceof Problem) || error.status === 0 || error.status === 401) throw error
  }
  try {
    await send(`/api/v1/appeals/${one.appeal_id}/danger`, { reason: one.body['reason'] }, headersOf(one, '.danger'))
    return text('phone.help_around', { number: one.number })
  } catch (error) {
    if (!(error instanceof Problem) || isLost(error) || error.status === 401) throw error
    throw refusal(text('phone.help_nobody'))
  }
}

const headersOf = (one: Queued, way = ''): Record<string, string> => ({ 'Idempotency-Key': one.key + way, ...(one.late ? { 'X-Occurred-At': one.at } : {}) })

/** Tells what became of the step where that is not what was asked for. */
async function sendOne(one: Queued): Promise<string | undefined> {
  for (let tries = 1; ; tries += 1) {
    const order = await whole(one.kind, one.order_id)
    const say = verdict(order, one.event)
    if (say === 'done') return text('phone.done_already', { number: one.number })
    if (say !== 'send' || !order) throw refusal(text(say === 'changed' ? 'phone.changed' : 'phone.gone'))
    try {
      await (one.file ? sendPhoto(one, one.file) : send(`/api/v1/${NAMES[one.kind]}/${one.order_id}/${one.event}`, { ...one.body, version: order.version }, headersOf(one)))
      return undefined
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'kernel.stale_version' || tries >= TRIES) throw error
    }
  }
}

const refusal = (said: string): Problem => new Problem({ title: '', status: 409, detail: said, code: 'page.refused', request_id: '' })

/** Sent in chunks; which were sent is kept, so that a photo goes on where the network broke. */
async function sendPhoto(one: Queued, file: Blob): Promise<void> {
  if (!one.upload) {
    const path = { appeal_id: one.appeal_id }
    const body = { name: String(one.body['name']), bytes: file.size, personal: true }
    const begun = await answer(api.POST('/api/v1/appeals/{appeal_id}/attachments', { params: { path }, body }))
    one.upload = { id: begun.id, chunk: begun.chunk_bytes, next: 0 }
    await amend(one.n, { upload: one.upload })
  }
  const { id, chunk } = one.upload
  for (const [n, first, end] of chunksOf(file.size, chunk)) {
    if (n < one.upload.next) continue
    await putChunk(id, n, file.slice(first, end))
    one.upload.next = n + 1
    await amend(one.n, { upload: one.upload })
  }
}

/** Hear of the network; tells how to stop. */
export function watchPhone(): () => void {
  const back = (): void => {
    failures.clear()
    void refresh()
  }
  const away = (): void => void (online.value = false)
  const seen = (): void => {
    if (!document.hidden) void refresh()
  }
  addEventListener('online', back)
  addEventListener('offline', away)
  document.addEventListener('visibilitychange', seen)
  return () => {
    clearTimeout(again)
    removeEventListener('online', back)
    removeEventListener('offline', away)
    document.removeEventListener('visibilitychange', seen)
  }
}

/** Keep the page's shell, so that it opens without network; nothing of any person is in it. */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register('/field-sw.js', { scope: '/field' })
  const parts = performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)
  const wanted = new Set(['/field', '/favicon.svg', ...parts.filter((path) => path.startsWith('/assets/'))])
  const cache = await caches.open(SHELL)
  const had = new Set((await cache.keys()).map((one) => new URL(one.url).pathname))
  await cache.addAll([...wanted].filter((path) => !had.has(path) || path === '/field'))
  await Promise.all([...had].filter((path) => !wanted.has(path)).map((path) => cache.delete(path)))
}
const SHELL = 'twinline.field'
