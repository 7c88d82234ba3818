/** What the registration form sends. Pure. */

import type { components } from '../api/schema'

export type AppealBody = components['schemas']['AppealBody']

export interface Typed {
  words: string
  caller: string
  phone: string
  channel: NonNullable<AppealBody['channel']>
  address: string
  division: string
  /** Clicked on the map, in WGS-84. */
  spot: [lon: number, lat: number] | null
  confidential: boolean
  urgent: boolean
  danger: boolean
  class_code: string | null
  offenders: number | null
  weapons: string
  injured: string
  trapped: string
}

export const BLANK: Readonly<Typed> = {
  words: '',
  caller: '',
  phone: '',
  channel: 'voice',
  address: '',
  division: '',
  spot: null,
  confidential: false,
  urgent: false,
  danger: false,
  class_code: null,
  offenders: null,
  weapons: '',
  injured: '',
  trapped: '',
}

/** Empty fields are not sent: the server fills in what it can find in the words. */
export function bodyOf(typed: Typed): Record<string, unknown> {
  const { offenders, weapons, injured, trapped, spot, ...rest } = typed
  const form = filled({ offenders, weapons, injured, trapped })
  const place = spot ? { lon: spot[0], lat: spot[1], datum: 'WGS84' } : {}
  return { ...filled(rest), ...place, words: typed.words, ...(Object.keys(form).length ? { form } : {}) }
}

function filled(fields: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(fields)
    .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
    .filter(([, value]) => value !== '' && value !== null && value !== false)
  return Object.fromEntries(kept)
}

/** A key that makes the request repeatable without effect: 128 random bits. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
}
