/** Every request of the pages goes through here: typed paths, the cookie's guard header, the reader's language,
 *  one kind of failure, and the server's time. */

import createClient, { type Middleware } from 'openapi-fetch'
import { text, tongue } from '../messages'
import { learnServerTime } from '../state/now'
import { Problem, problemOf } from './problem'
import type { paths } from './schema'

type Ended = () => void
let onSessionEnded: Ended = () => undefined
let sessions = 0

/** Somebody has signed in: what was asked before is no longer heard about the session. */
export function sessionBegins(): void {
  sessions += 1
}
/** The session in which something is asked now. */
export function askedIn(): number {
  return sessions
}

/** Say what happens when the server no longer knows the session. */
export function whenSessionEnds(then: Ended): void {
  onSessionEnded = then
}

/** The headers of every request; the guard header is one that other sites cannot send. */
export function headers(): Record<string, string> {
  return { 'Accept-Language': tongue.value, 'X-Twinline': '1' }
}

const edge: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(headers())) request.headers.set(name, value)
    return request
  },
  onResponse({ response }) {
    learnServerTime(response.headers.get('date'))
    return response
  },
}

export const api = createClient<paths>({ baseUrl: location.origin })
api.use(edge)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The body of a good answer. Throws Problem for every other one, and ends the session when the server has. */
export async function answer<T>(asked: Promise<Answer<T>>): Promise<NonNullable<T>> {
  const mine = askedIn()
  let got: Answer<T>
  try {
    got = await asked
  } catch {
    throw problemOf(null, 0, text('problem.unreachable'))
  }
  if (got.response.ok) return got.data as NonNullable<T>
  throw refused(got.error, got.response.status, mine)
}

/** The problem of a refusal. One that says that the session has ended ends it, unless another has begun since the asking. */
export function refused(body: unknown, status: number, mine: number): Problem {
  const problem = problemOf(body, status, text('problem.no_answer', { status: String(status) }))
  if (problem.status === 401 && mine === sessions && problem.code !== 'identity.bad_login') onSessionEnded()
  return problem
}

/** Send a file as it is. */
export async function upload(path: string, file: Blob): Promise<unknown> {
  return posted(path, file, { 'Content-Type': 'application/octet-stream' })
}

/** Take a step whose address comes from a table (see rules/steps.ts, which a test holds against openapi.json). */
export async function send(path: string, body: object, extra: Record<string, string> = {}): Promise<unknown> {
  return posted(path, JSON.stringify(body), { 'Content-Type': 'application/json', ...extra })
}

/** Send one chunk of an attachment. */
export async function putChunk(id: string, n: number, data: Blob): Promise<unknown> {
  return posted(`/api/v1/attachments/${id}/chunks/${n}`, data, { 'Content-Type': 'application/octet-stream' }, 'PUT')
}

async function posted(path: string, body: BodyInit, extra: Record<string, string>, method = 'POST'): Promise<unknown> {
  const mine = askedIn()
  let response: Response
  try {
    response = await fetch(path, { method, headers: { ...headers(), ...extra }, body })
  } catch {
    throw problemOf(null, 0, text('problem.unreachable'))
  }
  learnServerTime(response.headers.get('date'))
  const got: unknown = await response.json().catch(() => null)
  if (!response.ok) throw refused(got, response.status, mine)
  return got
}
