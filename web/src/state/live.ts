/** The stream of changes: one connection for the whole page, kept alive, resumed after gaps, handed on in batches. */

import { onScopeDispose, ref } from 'vue'
import { askedIn, headers, refused } from '../api/client'
import { EventReader, type ServerEvent } from '../api/stream'
import type { Change } from '../api/model'

const ADDRESS = '/api/v1/events'
/** The server says something every 15 s, be it a comment. */
const SILENCE_MS = 40_000
const BATCH_MS = 200
const BACKOFF_MAX_MS = 15_000
/** A page in the background gives its connection back: browsers allow six to one server. */
const HIDDEN_MS = 60_000

export type Link = 'off' | 'connecting' | 'live' | 'lost'

/** `reload` tells that changes may have been missed. */
type Listener = (changes: Change[], reload: boolean) => void

export const link = ref<Link>('off')
/** Counts reconnections, for the quiet notice. */
export const reconnections = ref(0)

const listeners = new Set<Listener>()
let waiting: Change[] = []
let reloadWaiting = false
let timer: ReturnType<typeof setTimeout> | undefined
let lastId = ''
let stop: AbortController | null = null
let cut: () => void = () => undefined
let wake: () => void = () => undefined

/** Hear of changes until the component goes. */
export function onChanges(listener: Listener): void {
  listeners.add(listener)
  onScopeDispose(() => listeners.delete(listener))
}

export function connect(): void {
  if (stop) return
  stop = new AbortController()
  void keep(stop)
}

export function disconnect(): void {
  stop?.abort()
  stop = null
  lastId = ''
  waiting = []
  link.value = 'off'
}

async function keep(own: AbortController): Promise<void> {
  let failures = 0
  let before = false
  while (!own.signal.aborted) {
    link.value = before ? 'lost' : 'connecting'
    const opened = await listen(own.signal, before)
    before ||= opened
    failures = opened ? 0 : failures + 1
    if (own.signal.aborted) return
    link.value = before ? 'lost' : 'connecting'
    await pause(Math.min(BACKOFF_MAX_MS, 500 * 2 ** failures) * (0.5 + Math.random() / 2), own.signal)
  }
}

/** One connection, to its end. Tells whether it was open at all. */
async function listen(signal: AbortSignal, again: boolean): Promise<boolean> {
  const one = new AbortController()
  const end = (): void => one.abort()
  cut = end
  signal.addEventListener('abort', end)
  let watchdog = setTimeout(end, SILENCE_MS)
  let opened = false
  try {
    const asked = { ...headers(), Accept: 'text/event-stream', ...(lastId ? { 'Last-Event-ID': lastId } : {}) }
    const mine = askedIn()
    const response = await fetch(ADDRESS, { headers: asked, signal: one.signal, cache: 'no-store' })
    if (!response.ok || !response.body) {
      refused(await response.json().catch(() => null), response.status, mine)
      return false
    }
    opened = true
    open(again)
    const reader = new EventReader()
    const bytes = response.body.getReader()
    const decoder = new TextDecoder()
    for (;;) {
      const { done, value } = await bytes.read()
      if (done) return true
      clearTimeout(watchdog)
      watchdog = setTimeout(end, SILENCE_MS)
      for (const event of reader.feed(decoder.decode(value, { stream: true }))) take(event)
    }
  } catch {
    return opened
  } finally {
    clearTimeout(watchdog)
    signal.removeEventListener('abort', end)
    one.abort()
  }
}

function open(again: boolean): void {
  link.value = 'live'
  if (again) reconnections.value += 1
  // What happened before the first event of a fresh connection is in no event.
  if (!lastId) hand([], true)
}

function take(event: ServerEvent): void {
  if (event.id) lastId = event.id
  if (event.name === 'reset') {
    lastId = event.id
    hand([], true)
  } else if (event.name === 'change') {
    hand([JSON.parse(event.data) as Change], false)
  }
}

/** Pass changes on a few times a second at most, however many there are. */
function hand(changes: Change[], reload: boolean): void {
  waiting.push(...changes)
  reloadWaiting ||= reload
  timer ??= setTimeout(() => {
    const batch = waiting
    const missed = reloadWaiting
    waiting = []
    reloadWaiting = false
    timer = undefined
    for (const listener of listeners) listener(batch, missed)
  }, BATCH_MS)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    wake = () => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', wake)
  })
}

/** What the browser knows of the network comes sooner than silence. */
export function watchNetwork(): void {
  addEventListener('offline', () => cut())
  addEventListener('online', () => wake())
}

/** Give the connection back while nobody looks, and take it up again with everything in between. */
export function watchVisibility(wanted: () => boolean): void {
  let leaving: ReturnType<typeof setTimeout> | undefined
  document.addEventListener('visibilitychange', () => {
    clearTimeout(leaving)
    if (document.hidden) {
      leaving = setTimeout(disconnect, HIDDEN_MS)
    } else if (wanted()) {
      connect()
    }
  })
}
