/** The contacts that are open at a seat, each a tab. They outlive the page, and as drafts on the server the browser. */

import { effectScope, ref, shallowReactive, shallowRef, triggerRef, watch, type EffectScope } from 'vue'
import { answer, api, headers } from '../api/client'
import { Problem, sentenceOf } from '../api/problem'
import { text } from '../messages'
import { debounced } from '../rules/debounce'
import { freshKey } from '../rules/register'
import { isBlank, readBack, written, type Kept } from '../rules/seat'
import { useContact, type Contact } from './contact'
import { draft, keepDraft } from './drafts'
import { session } from './session'

const PAUSE_MS = 2_000
const MOST_MS = 4_000
const AGAIN_MS = 5_000
const LOCAL = 'seat'

/** How the draft stands: nothing to keep, being kept, kept, not kept yet, or written by another window. */
export type Standing = 'none' | 'saving' | 'saved' | 'unsaved' | 'changed'

export interface Tab {
  id: string
  contact: Contact
  standing: Standing
  savedAt: string | null
  /** Why it could not be kept. */
  why: string
  closing: boolean
  /** The version that the server has; 0: none. */
  version: number
  /** Written and not sent, or sent and not answered. */
  dirty: boolean
  save: () => Promise<void>
  scope: EffectScope
}

interface Local {
  id: string
  version: number
  dirty: boolean
  content: string
}

export const tabs = shallowRef<Tab[]>([])
export const active = ref('')
let whose: string | null = null

/** Open the seat: what is open already, or else what this account left behind, here or at another terminal. */
export async function openSeat(): Promise<void> {
  const account = session.value?.account_id ?? null
  if (whose === account && tabs.value.length) return
  for (const tab of tabs.value) tab.scope.stop()
  tabs.value = []
  whose = account
  const here = new Map((draft<Local[]>(LOCAL) ?? []).map((one) => [one.id, one]))
  const kept = await answer(api.GET('/api/v1/drafts')).catch(() => null)
  if (whose !== account || tabs.value.length) return
  for (const one of kept?.items ?? []) {
    const local = here.get(one.id)
    here.delete(one.id)
    if (local?.dirty) add(local.id, local.content, local.version, true)
    else add(one.id, one.content, one.version).savedAt = one.saved_at
  }
  // What never reached the server; what had reached it and is gone was registered or put away elsewhere.
  for (const local of here.values()) if (local.dirty || !kept) add(local.id, local.content, kept ? 0 : local.version, true)
  if (!tabs.value.length) addFresh()
  active.value = tabs.value[tabs.value.length - 1]?.id ?? ''
}

/** A contact that has just come in. */
export function addFresh(): Tab {
  const before = tabs.value.find((tab) => tab.id === active.value)
  const kept = before ? written({ typed: { channel: before.contact.typed.value.channel } } as Kept) : '{}'
  const key = freshKey()
  const tab = add(`${key.slice(0, 8)}-${key.slice(8, 12)}-4${key.slice(13, 16)}-8${key.slice(17, 20)}-${key.slice(20)}`, kept, 0)
  active.value = tab.id
  return tab
}

function add(id: string, content: string, version: number, dirty = false): Tab {
  const scope = effectScope(true)
  const tab = scope.run(() => opened(id, content, version, scope))
  if (!tab) throw new Error('the scope has ended')
  tabs.value = [...tabs.value, tab]
  if (dirty) void tab.save()
  return tab
}

function opened(id: string, content: string, version: number, scope: EffectScope): Tab {
  const contact = useContact(readBack(content))
  const tab: Tab = shallowReactive({ id, contact, standing: version ? 'saved' : 'none', savedAt: null, why: '', closing: false, version, dirty: false, save, scope })
  let busy = false
  let last = version ? content : ''

  async function save(): Promise<void> {
    if (busy || tab.standing === 'changed') return
    const now = textOf(contact)
    if (now === last) {
      tab.dirty = false
      return
    }
    busy = true
    tab.standing = 'saving'
    try {
      if (now) await put(tab, now)
      else if (tab.version) await away(tab)
      tab.standing = now ? 'saved' : 'none'
      tab.why = ''
      last = now
    } catch (error) {
      const changed = error instanceof Problem && error.code === 'seats.draft_changed'
      tab.standing = changed ? 'changed' : 'unsaved'
      tab.why = sentenceOf(error, text('problem.unreachable'))
      if (!changed) setTimeout(later.soon, AGAIN_MS)
    } finally {
      busy = false
      tab.dirty = textOf(contact) !== last
      keepHere()
      if (tab.dirty && tab.standing === 'saved') later.soon()
    }
  }
  const later = debounced(() => void save(), PAUSE_MS, MOST_MS)
  watch(
    () => textOf(contact),
    (now) => {
      tab.dirty = now !== last
      tab.closing = false
      keepHere()
      // What was registered must not come back; everything else has a moment.
      if (!now) void save()
      else later.soon()
    },
  )
  return tab
}

const textOf = (contact: Contact): string => {
  const kept = contact.worthKeeping()
  return kept && !isBlank(kept) ? written(kept) : ''
}

async function put(tab: Tab, content: string): Promise<void> {
  const got = await answer(api.PUT('/api/v1/drafts/{draft}', { params: { path: { draft: tab.id } }, body: { version: tab.version, content } }))
  tab.version = got.version
  tab.savedAt = got.saved_at
}

async function away(tab: Tab): Promise<void> {
  tab.version = 0
  await answer(api.DELETE('/api/v1/drafts/{draft}', { params: { path: { draft: tab.id } } }))
}

/** This browser's own copy survives a reload, an ended session and a line that is down. */
function keepHere(): void {
  const local = tabs.value.flatMap((tab) => {
    const content = textOf(tab.contact)
    return content ? [{ id: tab.id, version: tab.version, dirty: tab.dirty, content } satisfies Local] : []
  })
  keepDraft(LOCAL, local)
}

/** Put a contact away. */
export async function closeTab(tab: Tab): Promise<void> {
  const at = tabs.value.indexOf(tab)
  tab.scope.stop()
  tabs.value = tabs.value.filter((one) => one !== tab)
  if (!tabs.value.length) addFresh()
  else if (active.value === tab.id) active.value = tabs.value[Math.min(at, tabs.value.length - 1)]?.id ?? ''
  keepHere()
  if (tab.version) await away(tab).catch(() => undefined)
}

/** Of two windows on one draft: what the other has written, or what is written here. */
export async function settle(tab: Tab, mine: boolean): Promise<void> {
  const theirs = await answer(api.GET('/api/v1/drafts/{draft}', { params: { path: { draft: tab.id } } })).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null
    throw error
  })
  tab.version = theirs?.version ?? 0
  if (!mine && !theirs) return closeTab(tab)
  tab.standing = 'unsaved'
  if (!mine && theirs) tab.contact.startWith(readBack(theirs.content) ?? {})
  triggerRef(tabs)
  await tab.save()
}

/** The page goes away: what is not kept yet is sent by a request that outlives it. */
export function keepAll(): void {
  for (const tab of tabs.value) {
    const content = textOf(tab.contact)
    if (!tab.dirty || !content || tab.standing === 'changed') continue
    const body = JSON.stringify({ version: tab.version, content })
    void fetch(`/api/v1/drafts/${tab.id}`, { method: 'PUT', keepalive: true, headers: { ...headers(), 'Content-Type': 'application/json' }, body }).catch(() => undefined)
  }
}
