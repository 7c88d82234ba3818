/** Which orders a repeat can be merged into. Pure. */

import type { InjectionKey, Ref } from 'vue'
import type { OrderHead } from '../api/model'

export interface Candidate {
  id: string
  number: string
  title: string
  received_at: string
}

/** The appeal on the page, and open ones that say much the same. */
export const OPEN_APPEALS: InjectionKey<Readonly<Ref<{ own: string; candidates: readonly Candidate[] }>>> = Symbol('open appeals')

/** The open work order of an appeal that can take another one in; a mirror is the other side's. */
export function mergeable(orders: readonly Pick<OrderHead, 'id' | 'kind' | 'mirror' | 'closed_at' | 'state'>[]): string | null {
  return orders.find((one) => one.kind === 'case' && !one.mirror && !one.closed_at && one.state !== 'merged')?.id ?? null
}
