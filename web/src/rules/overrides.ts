/** What persons corrected, summed up. Pure. */

import type { OverrideFigure } from '../api/model'

/** Overrides from before there were codes. */
export const NO_CODE = 'none'

export interface ReasonCount {
  code: string
  overrides: number
}

export const codeOf = (figure: Pick<OverrideFigure, 'reason_code'>): string => figure.reason_code ?? NO_CODE

/** How often each reason was given, the most frequent first. */
export function byReason(figures: readonly OverrideFigure[]): ReasonCount[] {
  const sums = new Map<string, number>()
  for (const figure of figures) sums.set(codeOf(figure), (sums.get(codeOf(figure)) ?? 0) + figure.overrides)
  return [...sums].map(([code, overrides]) => ({ code, overrides })).sort((a, b) => b.overrides - a.overrides || a.code.localeCompare(b.code))
}

export interface Move {
  from_matter: string
  from_owner: string
  to_matter: string
  to_owner: string
  overrides: number
  /** Words that the machine had gone by, the most frequent first. */
  words: string[]
}

const WORDS_MAX = 5

/** From what to what, for one reason or for all; rows that differ only in words are one. */
export function moves(figures: readonly OverrideFigure[], code: string | null): Move[] {
  const found = new Map<string, Move>()
  for (const figure of [...figures].sort((a, b) => b.overrides - a.overrides)) {
    if (code !== null && codeOf(figure) !== code) continue
    const { from_matter, from_owner, to_matter, to_owner } = figure
    const key = [from_matter, from_owner, to_matter, to_owner].join('|')
    const move = found.get(key) ?? { from_matter, from_owner, to_matter, to_owner, overrides: 0, words: [] }
    move.overrides += figure.overrides
    if (figure.words && move.words.length < WORDS_MAX && !move.words.includes(figure.words)) move.words.push(figure.words)
    found.set(key, move)
  }
  return [...found.values()].sort((a, b) => b.overrides - a.overrides)
}
