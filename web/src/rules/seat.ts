/** Contacts as drafts, and the keys of a seat. Pure. */

import type { Key } from '../messages'
import { BLANK, type Typed } from './register'

/** Fields that are filled in from the words until somebody types into them. */
export type FilledField = 'caller' | 'phone' | 'division' | 'address'

export interface HandOverWish {
  code: string
  reason: string
}

export interface Kept {
  typed: Typed
  key: string
  /** The body of the first try, once there was one: the server may have it although no answer came. */
  sent: Record<string, unknown> | null
  /** Further matters of the same contact, to be registered one by one. */
  rest: string[]
  /** Fields that a person has typed into. */
  hand: FilledField[]
  dangerByHand: boolean
  handOver: HandOverWish | null
}

/** A draft as text. What the server takes for control characters is written as escapes, which JSON reads all the same. */
export function written(kept: Kept): string {
  return JSON.stringify(kept).replace(/[\u007f-\u009f\ufffe\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

export function readBack(content: string): Partial<Kept> | null {
  try {
    const kept: unknown = JSON.parse(content)
    return typeof kept === 'object' && kept !== null ? (kept as Partial<Kept>) : null
  } catch {
    return null
  }
}

/** Whether nothing was typed that would be missed. */
export function isBlank(kept: Pick<Kept, 'typed' | 'rest'>): boolean {
  const { channel: _, ...typed } = kept.typed
  const { channel: __, ...blank } = BLANK
  return !kept.rest.length && (Object.keys(blank) as (keyof typeof blank)[]).every((name) => typed[name] === blank[name] || typed[name] === undefined)
}

export type SeatAct = 'register' | 'person' | 'hand_over' | 'danger' | 'fresh' | 'close' | number

/** What a key asks of the seat; a number is the place of a tab. Keys of an input method are its own. */
export function actOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'>): SeatAct | null {
  if (event.isComposing || event.metaKey || event.shiftKey) return null
  if (event.altKey && !event.ctrlKey) {
    if (event.code === 'KeyN') return 'fresh'
    if (event.code === 'KeyW') return 'close'
    const place = /^Digit([1-9])$/.exec(event.code)
    return place ? Number(place[1]) - 1 : null
  }
  if (event.altKey || event.ctrlKey) return null
  return ({ F2: 'register', F4: 'person', F8: 'hand_over', F9: 'danger' } as Record<string, SeatAct>)[event.key] ?? null
}

export const SEAT_KEYS: readonly (readonly [string, Key])[] = [
  ['F2', 'keys.register'],
  ['F4', 'keys.person'],
  ['F8', 'keys.hand_over'],
  ['F9', 'keys.danger'],
  ['Ctrl+Enter', 'keys.submit'],
  ['Alt+1 … 9', 'keys.tab'],
  ['Alt+N', 'keys.fresh'],
  ['Alt+W', 'keys.close'],
  ['?', 'keys.help'],
]
