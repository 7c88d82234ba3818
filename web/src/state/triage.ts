/** The judgement beside a form while somebody types: after a pause, and only the latest answer counts. */

import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { answer, api } from '../api/client'
import type { Judgement } from '../api/model'
import { debounced } from '../rules/debounce'
import type { Typed } from '../rules/register'
import { platform } from './session'

const PAUSE_MS = 300
const MOST_MS = 1_200

export type Judged = Judgement & {
  /** The text that was judged: places of evidence count in it, and the form may be further already. */
  said: string
}

export function useTriage(typed: () => Typed, found: (judged: Judged) => void) {
  const judged = shallowRef<Judged | null>(null)
  const judging = ref(false)
  /** The last try failed; the form works without. */
  const failed = ref(false)
  let running: AbortController | null = null

  async function judge(): Promise<void> {
    running?.abort()
    const { words, channel, division, address } = typed()
    if (!words.trim()) {
      forget()
      return
    }
    const mine = new AbortController()
    running = mine
    judging.value = true
    try {
      const number = platform()
      const body = { text: words, channel, address: address.trim(), ...(division ? { division } : {}), ...(number ? { number } : {}) }
      const got = await answer(api.POST('/api/v1/triage', { body, signal: mine.signal }))
      if (mine !== running) return
      judged.value = { ...got, said: words }
      failed.value = false
      found(judged.value)
    } catch {
      // The judgement is a help; without it registering goes on, and the server judges anyway.
      if (mine !== running) return
      judged.value = null
      failed.value = true
    } finally {
      if (mine === running) judging.value = false
    }
  }

  function forget(): void {
    running?.abort()
    running = null
    later.stop()
    judged.value = null
    judging.value = false
    failed.value = false
  }

  const later = debounced(() => void judge(), PAUSE_MS, MOST_MS)
  watch(() => [typed().words, typed().channel, typed().division, typed().address], later.soon, { immediate: true })
  onScopeDispose(forget)
  return { judged, judging, failed, forget }
}
