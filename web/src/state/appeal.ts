/** One appeal with everything that belongs to it, fetched anew when the stream tells of it. */

import { onScopeDispose, ref, shallowRef } from 'vue'
import { answer, api } from '../api/client'
import type { Appeal, Happening, Order, OrderHead } from '../api/model'
import { sentenceOf } from '../api/problem'
import { text } from '../messages'
import { pace } from '../rules/changes'
import { onChanges } from './live'
import { can, platform } from './session'

export function useAppeal(id: string) {
  const appeal = shallowRef<Appeal | null>(null)
  const timeline = shallowRef<Happening[]>([])
  /** The caller's own side's orders with all their parts, by id. */
  const orders = shallowRef<Record<string, Order>>({})
  const problem = ref('')
  const missing = ref(false)

  async function load(): Promise<void> {
    const path = { params: { path: { appeal_id: id } } }
    try {
      const [found, told] = await Promise.all([
        answer(api.GET('/api/v1/appeals/{appeal_id}', path)),
        answer(api.GET('/api/v1/appeals/{appeal_id}/timeline', path)),
      ])
      const own = await Promise.all(found.orders.filter(isOwn).map(whole))
      appeal.value = found
      timeline.value = told.items
      orders.value = Object.fromEntries(own.map((order) => [order.id, order]))
      problem.value = ''
    } catch (error) {
      problem.value = sentenceOf(error, text('problem.unreachable'))
      missing.value = appeal.value === null
    }
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting = 0
  onChanges((changes, reload) => {
    waiting += changes.filter((c) => c.appeal_id === id).length
    if (!reload && waiting === 0) return
    timer ??= setTimeout(() => {
      timer = undefined
      waiting = 0
      void load()
    }, pace(waiting, Math.random()))
  })
  onScopeDispose(() => clearTimeout(timer))
  return { appeal, timeline, orders, problem, missing, load }
}

function isOwn(order: OrderHead): boolean {
  return order.platform === platform() && can(order.kind === 'case' ? 'case.read' : 'incident.read')
}

function whole(order: OrderHead): Promise<Order> {
  const path = { params: { path: { order_id: order.id } } }
  return order.kind === 'case'
    ? answer(api.GET('/api/v1/work-orders/{order_id}', path))
    : answer(api.GET('/api/v1/police-orders/{order_id}', path))
}
