/** The steps that one may take on an appeal and its own side's orders: which one is being taken, and on what. */

import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import type { Appeal, Button, Order, OrderHead } from '../api/model'
import { said, text } from '../messages'
import { nameOfStep, type Target } from '../rules/steps'
import { platform } from './session'

const REVEALED_MS = 60_000
const NOTICE_MS = 4_000

export interface Step {
  kind: Target['kind']
  id: string
  event: string
  button: Button
}

export function useSteps(appeal: Ref<Appeal | null>, orders: Ref<Record<string, Order>>, load: () => Promise<void>) {
  const step = shallowRef<Step | null>(null)
  const notice = ref('')
  const revealed = ref<{ caller: string | null; phone: string | null } | null>(null)
  let hide: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(hide))

  /** Of each side the order that is open, or else the newest one. */
  const heads = computed(() => {
    const found: Record<string, OrderHead | undefined> = {}
    for (const order of appeal.value?.orders ?? []) {
      const before = found[order.platform]
      if (!before || before.closed_at || !order.closed_at) found[order.platform] = order
    }
    return found
  })
  const clocksOf = (orderId: string | undefined) => (appeal.value?.clocks ?? []).filter((c) => c.order_id === orderId)

  function take(kind: Target['kind'], subject: string, button: Button): void {
    step.value = { kind, id: subject, event: button.event, button }
  }
  const target = computed<Target | null>(() => {
    const chosen = step.value
    if (!chosen) return null
    const own = chosen.kind === 'appeal' ? heads.value[platform() ?? ''] : Object.values(heads.value).find((o) => o?.id === chosen.id)
    return { kind: chosen.kind, id: chosen.id, ...(own ? { order: { kind: own.kind, id: own.id, version: own.version } } : {}) }
  })
  const possible = computed(() => {
    const chosen = step.value
    const a = appeal.value
    if (!chosen || !a) return false
    const listed: Record<Target['kind'], readonly Button[] | undefined> = {
      appeal: a.actions,
      case: orders.value[chosen.id]?.actions,
      incident: orders.value[chosen.id]?.actions,
      handover: a.handovers.find((h) => h.id === chosen.id)?.actions,
      joint: a.joint_actions.find((j) => j.id === chosen.id)?.actions,
    }
    return listed[chosen.kind]?.some((b) => b.event === chosen.event) ?? false
  })

  async function done(got: unknown): Promise<void> {
    const taken = step.value
    step.value = null
    if (!taken) return
    if (nameOfStep(taken, taken.event) === 'appeal.reveal') {
      revealed.value = got as { caller: string | null; phone: string | null }
      hide = setTimeout(() => (revealed.value = null), REVEALED_MS)
      return
    }
    notice.value = text('form.done', { event: said(taken.button) })
    await load()
  }
  watch(notice, (shown) => {
    if (shown) setTimeout(() => (notice.value = ''), NOTICE_MS)
  })
  return { heads, clocksOf, step, take, target, possible, done, notice, revealed }
}
