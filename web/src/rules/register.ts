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
  confidential: boolean
  urgent: boolean
  danger: boolean
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
  confidential: false,
  urgent: false,
  danger: false,
  offenders: null,
  weapons: '',
  injured: '',
  trapped: '',
}

/** Empty fields are not sent: the server fills in what it can find in the words. */
export function bodyOf(typed: Typed): Record<string, unknown> {
  const { offenders, weapons, injured, trapped, ...rest } = typed
  const form = filled({ offenders, weapons, injured, trapped })
  return { ...filled(rest), words: typed.words, ...(Object.keys(form).length ? { form } : {}) }
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
