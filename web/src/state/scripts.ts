/** What to say of matters that are out of scope. Fetched when a form first asks for it. */

import { ref, shallowRef } from 'vue'
import { answer, api } from '../api/client'
import type { Script } from '../api/model'

export const scripts = shallowRef<Script[]>([])
const asked = ref(false)

export async function loadScripts(): Promise<void> {
  if (asked.value) return
  asked.value = true
  try {
    scripts.value = (await answer(api.GET('/api/v1/scripts'))).items
  } catch {
    asked.value = false
  }
}
