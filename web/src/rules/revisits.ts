/** The revisit desk: what the three keys mean, and when somebody who was not reached is called again. Pure. */

import type { Button } from '../api/model'

export type Outcome = 'solved' | 'unsolved' | 'missed'

/** 1, 2, 3 as the script asks: reached and solved, reached and not solved, not reached. */
export const OUTCOMES: readonly Outcome[] = ['solved', 'unsolved', 'missed']

const HOUR_MS = 3_600_000
const CHINA_MS = 8 * HOUR_MS

/** In two hours, this evening at seven, tomorrow at nine: those of them that are still ahead. */
export function callAgain(now: number): { name: string; at: string }[] {
  const midnight = Math.floor((now + CHINA_MS) / (24 * HOUR_MS)) * 24 * HOUR_MS - CHINA_MS
  // To the minute, so that a choice stays the same while the form is open.
  const soon = Math.ceil((now + 2 * HOUR_MS) / 60_000) * 60_000
  const times = { soon, evening: midnight + 19 * HOUR_MS, tomorrow: midnight + 33 * HOUR_MS }
  return Object.entries(times)
    .filter(([name, at]) => name !== 'evening' || at > now + HOUR_MS)
    .map(([name, at]) => ({ name, at: new Date(at).toISOString() }))
}

/** What follows the revisit at once: the end when it is solved, the unit again when it is not. */
export function follows(outcome: Outcome, actions: readonly Button[], may: (permission: string) => boolean): 'close' | 'redo' | null {
  if (outcome === 'solved') return may('case.close') ? 'close' : null
  return outcome === 'unsolved' && actions.some((one) => one.event === 'redo') ? 'redo' : null
}
