/** What caller and place had before, and what says much the same, asked for while somebody types. */

import { onScopeDispose, shallowRef, watch } from 'vue'
import { answer, api } from '../api/client'
import type { Beside } from '../api/model'
import { debounced } from '../rules/debounce'

const PAUSE_MS = 500
const MOST_MS = 2_000
const PHONE_LEAST = 7

interface Asked {
  words: string
  phone: string
  address: string
  division: string
  matter: string
}

export function useBeside(typed: () => Asked | null) {
  const beside = shallowRef<Beside | null>(null)
  let running: AbortController | null = null

  async function ask(): Promise<void> {
    running?.abort()
    const now = typed()
    if (!now || (!now.words.trim() && now.phone.length < PHONE_LEAST)) {
      beside.value = null
      return
    }
    const mine = (running = new AbortController())
    const { words, phone, address, division, matter } = now
    const body = { words, phone: phone.trim(), address: address.trim(), matter, ...(division ? { division } : {}) }
    const got = await answer(api.POST('/api/v1/appeals/beside', { body, signal: mine.signal })).catch(() => null)
    if (mine === running) beside.value = got
  }

  const later = debounced(() => void ask(), PAUSE_MS, MOST_MS)
  watch(() => Object.values(typed() ?? {}).join('\n'), later.soon, { immediate: true })
  onScopeDispose(() => {
    later.stop()
    running?.abort()
  })
  return { beside }
}
