/** The wall-board's figures, asked for again and again with the link's own key: nothing else keeps it in line, so that a
 *  sleep, a lost network or a server that starts anew ends with the next try. */

import { onScopeDispose, ref, shallowRef } from 'vue'
import { headers } from '../api/client'
import type { Wall } from '../api/model'
import { learnServerTime } from './now'

const EVERY_MS = 5_000
const REFUSED_EVERY_MS = 60_000
const PATIENCE_MS = 10_000

export function useWall(key: string) {
  const wall = shallowRef<Wall | null>(null)
  /** `ended`: the link is not (or no longer) one. */
  const link = ref<'asking' | 'live' | 'lost' | 'ended'>('asking')
  let triedAt = 0
  let busy = false

  async function ask(): Promise<void> {
    busy = true
    triedAt = Date.now()
    const giveUp = new AbortController()
    const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS)
    try {
      const response = await fetch('/api/v1/wall', {
        headers: { ...headers(), Authorization: `Bearer ${key}` },
        signal: giveUp.signal,
        cache: 'no-store',
        credentials: 'omit',
      })
      learnServerTime(response.headers.get('date'))
      if (response.ok) take((await response.json()) as Wall)
      else link.value = response.status === 401 || response.status === 403 ? 'ended' : 'lost'
    } catch {
      link.value = 'lost'
    } finally {
      clearTimeout(timer)
      busy = false
    }
  }

  function take(found: Wall): void {
    // The program was renewed: its pages are fetched anew.
    if (wall.value && wall.value.release !== found.release) location.reload()
    wall.value = found
    link.value = 'live'
  }

  const look = (): void => {
    const wait = link.value === 'ended' ? REFUSED_EVERY_MS : EVERY_MS
    if (!busy && Date.now() - triedAt >= wait) void ask()
  }
  const beat = setInterval(look, 1_000)
  onScopeDispose(() => clearInterval(beat))
  look()
  return { wall, link }
}
