/** Every request of the portal: typed paths, the reader's language, one kind of failure. Nobody signs in. */

import createClient from 'openapi-fetch'
import { Problem, problemOf } from '../api/problem'
import type { components, paths } from '../api/schema'
import { text, tongue } from './words'

export type WhichNumber = components['schemas']['WhichNumber']
export type Followed = components['schemas']['Followed']
export type Receipt = components['schemas']['Receipt']
export type PublishedResult = components['schemas']['PublishedResult']

export const api = createClient<paths>({ baseUrl: location.origin })
api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', tongue.value)
    return request
  },
})

/** The body of a good answer. Throws Problem for every other one. */
export async function answer<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<NonNullable<T>> {
  let got: Awaited<typeof asked>
  try {
    got = await asked
  } catch {
    throw problemOf(null, 0, text('problem.unreachable'))
  }
  if (got.response.ok) return got.data as NonNullable<T>
  throw problemOf(got.error, got.response.status, text('problem.no_answer'))
}

export const asProblem = (error: unknown): Problem => (error instanceof Problem ? error : problemOf(null, 0, text('problem.unreachable')))

/** A key that makes one sending repeatable. */
export function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, '0')).join('')
}
