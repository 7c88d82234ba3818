/** What a change on the stream means for rows that are on the screen. Pure: state before + events = state after. */

import type { Change } from '../api/model'

export interface Row {
  id: string
  appeal_id: string
  state: string
  version: number
}

export interface Merged<R> {
  rows: R[]
  /** Appeals with news that the rows cannot show by themselves: fetch them. */
  unknown: Set<string>
  /** Whether any row changed. */
  changed: boolean
}

/** Rows with the states that the changes report. Later repeats of what a row has already seen do nothing. */
export function merge<R extends Row>(rows: R[], changes: readonly Change[], kinds: readonly string[]): Merged<R> {
  const newest = new Map<string, Change>()
  for (const change of changes) {
    const before = newest.get(change.subject_id)
    if (kinds.includes(change.subject_kind) && (!before || before.seq < change.seq)) {
      newest.set(change.subject_id, change)
    }
  }
  const unknown = new Set<string>()
  const shown = new Set(rows.map((row) => row.id))
  for (const change of newest.values()) if (!shown.has(change.subject_id)) unknown.add(change.appeal_id)
  let changed = false
  const merged = rows.map((row) => {
    const change = newest.get(row.id)
    if (!change || change.seq <= row.version) return row
    changed = true
    return { ...row, version: change.seq, state: change.state ?? row.state }
  })
  return { rows: changed ? merged : rows, unknown, changed }
}

/** How long to wait before the next fetch: soon when it is quiet, less often the more there is to hear. */
export function pace(changesWaiting: number, jitter: number): number {
  const base = changesWaiting <= 2 ? 250 : changesWaiting <= 20 ? 1_000 : 2_500
  return Math.round(base * (1 + 0.4 * jitter))
}
