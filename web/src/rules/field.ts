/** What an officer or a clerk in the field may do next, and what becomes of a step that waited for the network. Pure. */

import type { OrderKind } from '../api/model'

export type FieldEvent = 'sign' | 'set_out' | 'arrive' | 'feed_back' | 'unit_return' | 'begin' | 'reply' | 'co_reply' | 'ask_help' | 'escalate' | 'photo'

/** An order as the phone keeps it: what one needs on the way, and no more. `part` is the own unit's state. */
export interface FieldOrder {
  id: string
  kind: OrderKind
  appeal_id: string
  number: string
  version: number
  part: string
  ended: boolean
  title: string
  words: string
  address: string
  caller: string
  phone: string
  danger: boolean
  urgent: boolean
  class_code: string
  due_at: string | null
  stamps: Partial<Record<string, string>>
}

/** A step that waits, or that was refused. `late`: it could not be sent when it was done. `became`: it was settled in
 *  another way than asked, which the person is still to read. */
export interface Queued {
  n: number
  key: string
  account: string
  order_id: string
  appeal_id: string
  kind: OrderKind
  number: string
  event: FieldEvent
  body: Record<string, unknown>
  at: string
  late: boolean
  refused?: string
  became?: string
  file?: Blob
  upload?: { id: string; chunk: number; next: number }
}

const WAY: Record<OrderKind, readonly [from: string, event: FieldEvent][]> = {
  incident: [
    ['dispatched', 'sign'],
    ['signed', 'set_out'],
    ['en_route', 'arrive'],
    ['on_scene', 'feed_back'],
    ['fed_back', 'photo'],
  ],
  case: [
    ['dispatched', 'sign'],
    ['signed', 'begin'],
    ['handling', 'reply'],
    ['replied', 'photo'],
  ],
}
const CO = 'co'
/** What may be done beside the way, wherever one is on it. */
const FREE: readonly FieldEvent[] = ['ask_help', 'escalate', 'photo']
const HELP: readonly FieldEvent[] = ['ask_help', 'escalate']

const at = (kind: OrderKind, part: string): number => WAY[kind].findIndex(([from]) => from === part)
const from = (kind: OrderKind, event: FieldEvent): number => WAY[kind].findIndex(([, one]) => one === event)

/** The big button: the one step that comes next. */
export function nextStep(kind: OrderKind, part: string): FieldEvent | null {
  if (part === CO) return 'co_reply'
  const next = WAY[kind][at(kind, part)]?.[1]
  return next && next !== 'photo' ? next : null
}

/** Where the own unit is, once what waits has been sent. */
export function partAfter(kind: OrderKind, part: string, waiting: readonly Pick<Queued, 'event'>[]): string {
  return waiting.reduce((now, { event }) => {
    if (event === 'co_reply') return 'co_replied'
    if (event === 'unit_return') return 'released'
    const place = from(kind, event)
    return FREE.includes(event) || place < 0 ? now : (WAY[kind][place + 1]?.[0] ?? now)
  }, part)
}

/** What to do with a waiting step now that the order is known anew: send it, drop it as done, or ask the person. */
export function verdict(order: Pick<FieldOrder, 'kind' | 'part' | 'ended'> | null, event: FieldEvent): 'send' | 'done' | 'gone' | 'changed' {
  if (event === 'photo') return order ? 'send' : 'gone'
  if (!order || order.ended || order.part === 'released') return 'gone'
  if (FREE.includes(event)) return 'send'
  if (event === 'co_reply') return order.part === CO ? 'send' : 'done'
  const [here, wanted] = [at(order.kind, order.part), from(order.kind, event)]
  if (event === 'unit_return') return here >= 0 && here < 2 ? 'send' : 'changed'
  if (event === 'feed_back' && here > 0 && here < wanted) return 'send'
  return here === wanted ? 'send' : here > wanted ? 'done' : 'changed'
}

/** Ways to the server that never wait for each other. */
export type Lane = 'help' | 'step' | 'photo'
export const laneOf = (event: FieldEvent): Lane => (HELP.includes(event) ? 'help' : event === 'photo' ? 'photo' : 'step')

/** What goes next in a lane. A step waits for the earlier ones of its order; calls for help and photos for nothing. */
export function nextOf<T extends Pick<Queued, 'n' | 'order_id' | 'event' | 'refused'>>(queue: readonly T[], lane: Lane, rests: (one: T) => boolean): T | undefined {
  const held = new Set<string>()
  return [...queue]
    .sort((a, b) => a.n - b.n)
    .find((one) => {
      if (laneOf(one.event) !== lane || held.has(one.order_id)) return false
      if (!one.refused && !rests(one)) return true
      if (lane === 'step') held.add(one.order_id)
      return false
    })
}

const REST_MS = 10_000
const REST_MAX_MS = 300_000

/** How long a step rests after the server failed at it so many times in a row; a call for help never rests long. */
export const restAfter = (failures: number, lane: Lane): number => (lane === 'help' ? REST_MS : Math.min(REST_MS * 2 ** (failures - 1), REST_MAX_MS))
