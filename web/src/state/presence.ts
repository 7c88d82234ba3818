/** Who else has an appeal open, and who is writing. Nobody is locked out; one knows before one sends. */

import { computed, onScopeDispose, shallowRef, type ComputedRef, type InjectionKey } from 'vue'
import { answer, api, headers } from '../api/client'
import type { Present } from '../api/model'
import { Problem } from '../api/problem'

const BEAT_MS = 10_000
/** Who writes wants to know sooner. */
const WRITING_MS = 4_000

export interface Presence {
  others: ComputedRef<Present[]>
  writers: ComputedRef<Present[]>
  /** Say that a form is open, or no longer. */
  writing: (on: boolean) => void
}
export const PRESENCE: InjectionKey<Presence> = Symbol('presence')

export function usePresence(id: string): Presence {
  const others = shallowRef<Present[]>([])
  let forms = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false

  async function beat(): Promise<void> {
    clearTimeout(timer)
    if (!document.hidden) {
      const path = { params: { path: { appeal_id: id } } }
      try {
        others.value = (await answer(api.PUT('/api/v1/appeals/{appeal_id}/presence', { ...path, body: { writing: forms > 0 } }))).items
      } catch (error) {
        others.value = []
        ended ||= error instanceof Problem && error.status === 404
      }
      if (ended) return
    }
    clearTimeout(timer)
    timer = setTimeout(() => void beat(), forms > 0 ? WRITING_MS : BEAT_MS)
  }
  const seen = (): void => void (document.hidden || beat())
  function leave(): void {
    void fetch(`/api/v1/appeals/${id}/presence`, { method: 'DELETE', keepalive: true, headers: headers() }).catch(() => undefined)
  }
  void beat()
  document.addEventListener('visibilitychange', seen)
  addEventListener('pagehide', leave)
  onScopeDispose(() => {
    ended = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', seen)
    removeEventListener('pagehide', leave)
    leave()
  })
  return {
    others: computed(() => others.value),
    writers: computed(() => others.value.filter((one) => one.writing)),
    writing: (on) => {
      forms += on ? 1 : -1
      void beat()
    },
  }
}
