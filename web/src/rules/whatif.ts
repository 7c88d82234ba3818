/** A replay's matrix: from which value to which, how many, how strong. Pure. */

import type { Replay } from '../api/model'

export interface Cell {
  from: string
  to: string
  texts: number
}
export interface Matrix {
  from: string[]
  to: string[]
  count: (from: string, to: string) => number
  /** 0 for nothing or for what stays, 1 to 4 by how many move, counted in powers of the greatest. */
  heat: (from: string, to: string) => number
  moved: number
}

const HEATS = 4

/** Cells as the API sends them, whatever order; those that are no cells are left out. */
export function cellsOf(raw: readonly Record<string, string | number>[] | undefined): Cell[] {
  return (raw ?? []).map((c) => ({ from: String(c['from'] ?? ''), to: String(c['to'] ?? ''), texts: Number(c['texts'] ?? 0) }))
}

/** Rows and columns by how much they have; with `onlyMoved` those in which nothing moves are left out. */
export function matrixOf(cells: readonly Cell[], onlyMoved: boolean): Matrix {
  const counts = new Map<string, number>()
  for (const cell of cells) counts.set(keyOf(cell.from, cell.to), (counts.get(keyOf(cell.from, cell.to)) ?? 0) + cell.texts)
  const moving = cells.filter((c) => c.from !== c.to && c.texts > 0)
  const most = Math.max(1, ...moving.map((c) => c.texts))
  const count = (from: string, to: string): number => counts.get(keyOf(from, to)) ?? 0
  return {
    from: ranked(cells, onlyMoved ? moving : cells, 'from'),
    to: ranked(cells, onlyMoved ? moving : cells, 'to'),
    count,
    heat: (from, to) => (from === to || count(from, to) === 0 ? 0 : Math.max(1, Math.ceil((HEATS * Math.log(1 + count(from, to))) / Math.log(1 + most)))),
    moved: moving.reduce((sum, c) => sum + c.texts, 0),
  }
}

const keyOf = (from: string, to: string): string => JSON.stringify([from, to])

function ranked(all: readonly Cell[], shown: readonly Cell[], side: 'from' | 'to'): string[] {
  const totals = new Map<string, number>()
  for (const cell of all) totals.set(cell[side], (totals.get(cell[side]) ?? 0) + cell.texts)
  return [...new Set(shown.map((c) => c[side]))].sort((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0) || (a < b ? -1 : 1))
}

const OVER = ['cancelled', 'done', 'failed']
export const isOver = (replay: Pick<Replay, 'state'>): boolean => OVER.includes(replay.state)

/** How far a replay is, 0 to 100. */
export function progressOf(replay: Pick<Replay, 'state' | 'total' | 'texts'>): number {
  if (replay.state === 'done') return 100
  return replay.total > 0 ? Math.min(100, Math.floor((100 * replay.texts) / replay.total)) : 0
}
