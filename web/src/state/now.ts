/** One ticking clock for all countdowns, set by the server's: a terminal's own clock may be minutes off. */

import { readonly, ref } from 'vue'

const TICK_MS = 1_000
let offsetMs = 0
const ticking = ref(Date.now())

/** The server's time, in milliseconds since 1970; changes every second. */
export const now = readonly(ticking)

/** Correct the clock by a `Date` header, which has whole seconds. */
export function learnServerTime(date: string | null, local: number = Date.now()): void {
  const said = date ? Date.parse(date) : NaN
  if (Number.isNaN(said)) return
  const off = said + 500 - local
  if (Math.abs(off - offsetMs) > TICK_MS) offsetMs = off
}

/** The server's time at this moment. */
export function serverNow(): number {
  return Date.now() + offsetMs
}

export function startTicking(): void {
  setInterval(() => (ticking.value = serverNow()), TICK_MS)
}
