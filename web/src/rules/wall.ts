/** The wall-board's figures, cut so that what is drawn has always the same number of parts. Pure. */

import type { Wall } from '../api/model'

export const HOURS = 24
export const CHANNELS = 6
export const PLACES = 8
/** A display whose figures are older says so. */
export const STALE_MS = 20_000

export interface Split {
  gov: number
  police: number
}

export interface Named extends Split {
  name: string
}

const share = (owner: string, count: number): Split => (owner === '110' ? { gov: 0, police: count } : { gov: count, police: 0 })

/** Arrivals of each hour of the day by who owns them now. */
export function hoursOf(wall: Wall | null): Split[] {
  const hours = Array.from({ length: HOURS }, () => ({ gov: 0, police: 0 }))
  for (const row of wall?.arrived ?? []) add(hours[row.hour], share(row.owner, row.count))
  return hours
}

/** Arrivals by channel, the busiest first; what does not fit is summed up in the last one, whose name is empty. */
export function channelsOf(wall: Wall | null): Named[] {
  const found = new Map<string, Named>()
  for (const row of wall?.arrived ?? []) {
    const one = found.get(row.channel) ?? { name: row.channel, gov: 0, police: 0 }
    add(one, share(row.owner, row.count))
    found.set(row.channel, one)
  }
  const sorted = [...found.values()].sort((a, b) => sumOf(b) - sumOf(a) || a.name.localeCompare(b.name))
  const shown = sorted.slice(0, sorted.length > CHANNELS ? CHANNELS - 1 : CHANNELS)
  if (sorted.length > CHANNELS) {
    const rest: Named = { name: '', gov: 0, police: 0 }
    for (const one of sorted.slice(CHANNELS - 1)) add(rest, one)
    shown.push(rest)
  }
  return shown
}

function add(to: Split | undefined, more: Split): void {
  if (!to) return
  to.gov += more.gov
  to.police += more.police
}

export const sumOf = (split: Split): number => split.gov + split.police

export const totalOf = (wall: Wall | null): Split =>
  hoursOf(wall).reduce((all, hour) => ({ gov: all.gov + hour.gov, police: all.police + hour.police }), { gov: 0, police: 0 })

/** `98.5%`; a dash when there is nothing to divide. */
export function percent(rate: { good: number; total: number } | undefined): string {
  if (!rate || rate.total === 0) return '—'
  // Rounded down, so that it says 100 only when it is.
  return `${Math.floor((rate.good / rate.total) * 1000) / 10}%`
}

/** How a place stands against its usual: a half more is hot. */
export function heat(count: number, usual: number | null): 'hot' | 'warm' | 'even' {
  if (usual === null) return 'even'
  return count >= usual * 1.5 && count - usual >= 3 ? 'hot' : count > usual * 1.2 ? 'warm' : 'even'
}

/** Whether the figures are too old to be shown as of now. */
export const isStale = (asOf: string | null | undefined, now: number): boolean => !asOf || now - Date.parse(asOf) > STALE_MS
