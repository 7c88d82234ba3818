/** What the caller and the place had before. The server counts it some seconds after registering, so it is asked for again. */

import { onScopeDispose, shallowRef, watch } from 'vue'
import { answer, api } from '../api/client'
import type { History } from '../api/model'

const AGAIN_AFTER_MS = [1_000, 2_000, 3_000, 5_000]

export function useHistory(id: () => string | null, known: () => History | null, fresh: () => boolean) {
  const found = shallowRef<History | null>(known())
  let timer: ReturnType<typeof setTimeout> | undefined

  function later(tries: number): void {
    clearTimeout(timer)
    const wait = AGAIN_AFTER_MS[tries]
    if (wait !== undefined && id() !== null) timer = setTimeout(() => void ask(tries), wait)
  }
  async function ask(tries: number): Promise<void> {
    const mine = id()
    if (mine === null) return
    const appeal = await answer(api.GET('/api/v1/appeals/{appeal_id}', { params: { path: { appeal_id: mine } } })).catch(() => null)
    if (mine !== id()) return
    if (appeal?.history) found.value = appeal.history
    else later(tries + 1)
  }
  watch(
    [id, known],
    () => {
      found.value = known()
      if (!found.value && fresh()) later(0)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return found
}
