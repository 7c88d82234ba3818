/** The rows of the board: appeals with the caller's own order of each. Pure. */

import type { AppealRow, OrderKind, OrderRow } from '../api/model'
import type { Key } from '../messages'
import { pressure } from './times'

export interface BoardRow {
  appeal: AppealRow
  order: OrderRow | null
}

export interface Filters {
  receiver: '' | '12345' | '110'
  owner: '' | '12345' | '110'
  danger: boolean
  late: boolean
  mine: boolean
}

export const NO_FILTERS: Readonly<Filters> = { receiver: '', owner: '', danger: false, late: false, mine: false }

/** Appeals, newest first, each with its order that is open, or else its newest. */
export function join(appeals: readonly AppealRow[], orders: readonly OrderRow[]): BoardRow[] {
  const own = new Map<string, OrderRow>()
  for (const order of orders) {
    const before = own.get(order.appeal_id)
    if (!before || (before.closed_at && !order.closed_at)) own.set(order.appeal_id, order)
  }
  return appeals.map((appeal) => ({ appeal, order: own.get(appeal.id) ?? null }))
}

export function passes(row: BoardRow, filters: Filters, mine: ReadonlySet<string>, now: number): boolean {
  const { appeal, order } = row
  return (
    (!filters.receiver || appeal.first_receiver === filters.receiver) &&
    (!filters.owner || appeal.owner === filters.owner) &&
    (!filters.danger || appeal.danger) &&
    (!filters.late || pressure(order?.due_at ?? null, now) === 'late') &&
    (!filters.mine || (order !== null && mine.has(order.id)))
  )
}

export const machineOf = (platform: string): OrderKind => (platform === '12345' ? 'case' : 'incident')

/** The next place when moving by `by` in a list; stays inside it. */
export function step(at: number, by: number, length: number): number {
  if (length === 0) return -1
  return Math.min(length - 1, Math.max(0, at + by))
}

export const BOARD_KEYS: readonly (readonly [string, Key])[] = [
  ['j', 'keys.down'],
  ['k', 'keys.up'],
  ['Enter', 'keys.open'],
  ['/', 'keys.search'],
  ['n', 'keys.seat'],
  ['?', 'keys.help'],
]
