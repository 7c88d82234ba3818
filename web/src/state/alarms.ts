/** What the desk must do now: what to tell by phone, silent peers, warnings that hold. Asked for again and again. */

import { onScopeDispose, shallowRef } from 'vue'
import { answer, api } from '../api/client'
import type { Alarms, Hint } from '../api/model'
import { onChanges } from './live'

const ALARMS_MS = 5_000
const HINTS_MS = 60_000
const NONE: Alarms = { calls: [], links: [] }

export function useAlarms() {
  const alarms = shallowRef<Alarms>(NONE)
  const hints = shallowRef<Hint[]>([])

  // What was shown stays when the server cannot be asked: the page itself says that it cannot.
  async function loadAlarms(): Promise<void> {
    alarms.value = await answer(api.GET('/api/v1/exchange/alarms')).catch(() => alarms.value)
  }
  async function loadHints(): Promise<void> {
    const found = await answer(api.GET('/api/v1/alerts')).catch(() => null)
    if (found) hints.value = found.items
  }
  const beats = [setInterval(() => void (document.hidden || loadAlarms()), ALARMS_MS), setInterval(() => void (document.hidden || loadHints()), HINTS_MS)]
  onScopeDispose(() => beats.forEach((beat) => clearInterval(beat)))
  onChanges((_, reload) => void (reload && Promise.all([loadAlarms(), loadHints()])))
  void loadAlarms()
  void loadHints()

  async function tell(id: string, whom: string): Promise<void> {
    try {
      await answer(api.POST('/api/v1/exchange/alarms/{call_id}/told', { params: { path: { call_id: id } }, body: { whom } }))
    } finally {
      await loadAlarms()
    }
  }
  return { alarms, hints, tell }
}
