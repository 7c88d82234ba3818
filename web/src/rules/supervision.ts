/** What a supervisor looks at: filters, order, and which steps press it. Pure. */

import type { PressRow } from '../api/model'
import type { Target } from './steps'

export const REASONS = ['late', 'near', 'returned', 'silent', 'urgent'] as const
export type Reason = (typeof REASONS)[number]
export const SORTS = ['due', 'silent', 'urges', 'unit'] as const
export type Sort = (typeof SORTS)[number]
/** Longer lists are cut on the screen; filters and tabs lead to the rest. */
export const SHOWN_MAX = 200

export interface Chosen {
  reason: Reason | 'all'
  unit: string
  side: '' | '12345' | '110'
  sort: Sort
}

/** The reasons by now: what was nearly late when it was read may be late. */
export function reasonsOf(row: PressRow, now: number): Reason[] {
  const late = row.due_at !== null && Date.parse(row.due_at) <= now
  const given = late ? row.reasons.map((r) => (r === 'near' ? 'late' : r)) : row.reasons
  return REASONS.filter((r) => given.includes(r))
}

export function shown(rows: readonly PressRow[], chosen: Chosen, now: number): PressRow[] {
  const kept = rows.filter(
    (row) =>
      (chosen.reason === 'all' || reasonsOf(row, now).includes(chosen.reason)) &&
      (!chosen.unit || row.unit_id === chosen.unit) &&
      (!chosen.side || row.owes === chosen.side),
  )
  return kept.sort(ORDERS[chosen.sort])
}

const due = (row: PressRow): number => (row.due_at ? Date.parse(row.due_at) : Infinity)
const last = (row: PressRow): number => (row.last_step_at ? Date.parse(row.last_step_at) : 0)
const danger = (a: PressRow, b: PressRow): number => Number(b.danger) - Number(a.danger)
/** Infinity less infinity is no number, and no order. */
const lower = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1)

const ORDERS: Record<Sort, (a: PressRow, b: PressRow) => number> = {
  due: (a, b) => danger(a, b) || lower(due(a), due(b)) || a.id.localeCompare(b.id),
  silent: (a, b) => lower(last(a), last(b)) || a.id.localeCompare(b.id),
  urges: (a, b) => b.urges - a.urges || lower(due(a), due(b)) || a.id.localeCompare(b.id),
  unit: (a, b) => (a.unit ?? '').localeCompare(b.unit ?? '', 'zh') || lower(due(a), due(b)) || a.id.localeCompare(b.id),
}

/** How many rows each reason has. */
export function counts(rows: readonly PressRow[], now: number): Record<Reason | 'all', number> {
  const found = { all: rows.length, late: 0, near: 0, returned: 0, silent: 0, urgent: 0 }
  for (const row of rows) for (const reason of reasonsOf(row, now)) found[reason] += 1
  return found
}

/** The units that have something to be pressed, by name. */
export function unitsOf(rows: readonly PressRow[]): { id: string; name: string; count: number }[] {
  const found = new Map<string, { id: string; name: string; count: number }>()
  for (const row of rows) {
    if (!row.unit_id) continue
    const one = found.get(row.unit_id) ?? { id: row.unit_id, name: row.unit ?? row.unit_id, count: 0 }
    one.count += 1
    found.set(row.unit_id, one)
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh'))
}

/** What the step is taken on. */
export function targetOf(row: PressRow): Target {
  const kind = row.kind as Target['kind']
  return { kind, id: row.id, order: { kind: row.kind, id: row.id, version: row.version } }
}
