/** Who is signed in. */

import { computed, ref, shallowRef } from 'vue'
import { answer, api, sessionBegins } from '../api/client'
import type { Platform, Session } from '../api/model'
import { Problem } from '../api/problem'
import { draftsBelongTo } from './drafts'
import { lockPhone, wipePhone } from './phoneStore'

const current = shallowRef<Session | null>(null)
let asked: Promise<void> | null = null

export const session = computed(() => current.value)
/** Set by signing in on this page: then it says when the account was used before. */
export const justSignedIn = ref(false)

/** Somebody signed out where there was no network: the server is told before anything else. */
const LEAVING = 'twinline.leaving'

async function leave(): Promise<void> {
  if (localStorage.getItem(LEAVING) === null) return
  await answer(api.DELETE('/api/v1/session')).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.status !== 401) throw error
  })
  localStorage.removeItem(LEAVING)
}

/** Ask the server once who this is; nobody is an answer too. */
export function known(): Promise<void> {
  asked ??= leave()
    .then(() => answer(api.GET('/api/v1/session')))
    .then((found) => enter(found))
    .catch((error: unknown) => {
      current.value = null
      if (!(error instanceof Problem) || error.status !== 401) asked = null
    })
  return asked
}

export async function signIn(login: string, password: string): Promise<Session> {
  await leave()
  const found = await answer(api.POST('/api/v1/session', { body: { login, password } }))
  asked = Promise.resolve()
  sessionBegins()
  enter(found)
  justSignedIn.value = true
  return found
}

function enter(found: Session): void {
  draftsBelongTo(found.account_id)
  current.value = found
}

/** Believe for now who this is: the server cannot be asked. */
export function believe(found: Session | null): void {
  current.value = found
}

export async function signOut(): Promise<void> {
  localStorage.setItem(LEAVING, '1')
  await Promise.all([leave().catch(() => undefined), wipePhone().catch(() => undefined)])
  draftsBelongTo(null)
  forget()
}

/** The server has ended the session, or the person has. */
export function forget(): void {
  current.value = null
  asked = Promise.resolve()
  void lockPhone().catch(() => undefined)
}

/** Ask anew who this is, in the reader's new language. */
export function askAgain(): Promise<void> {
  asked = null
  return known()
}

export function can(permission: string): boolean {
  return current.value?.permissions.includes(permission) ?? false
}

export function platform(): Platform | null {
  return (current.value?.platform.code as Platform | undefined) ?? null
}
