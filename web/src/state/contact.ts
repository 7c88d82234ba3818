/** One contact at a seat: what is typed, what the machine makes of it, and registering it once: the same request again
 *  has no second effect, and nothing typed gets lost. */

import { computed, ref, shallowRef, watch } from 'vue'
import { answer, api, send } from '../api/client'
import type { Registered } from '../api/model'
import { Problem, sentenceOf } from '../api/problem'
import { text } from '../messages'
import { saidOfSelf } from '../rules/fill'
import { BLANK, bodyOf, freshKey, type Typed } from '../rules/register'
import type { FilledField, HandOverWish, Kept } from '../rules/seat'
import { suggestsPlace } from '../rules/triage'
import { useBeside } from './beside'
import { platform } from './session'
import { useTriage } from './triage'

export type Contact = ReturnType<typeof useContact>

export function useContact(kept: Partial<Kept> | null) {
  const typed = ref<Typed>({ ...BLANK, ...kept?.typed })
  const made = shallowRef<Registered | null>(null)
  const busy = ref(false)
  const problem = ref('')
  const restored = ref(Boolean(kept?.typed?.words))
  const key = ref(kept?.key ?? freshKey())
  const sent = shallowRef(kept?.sent ?? null)
  const dangerByHand = ref(kept?.dangerByHand ?? typed.value.danger)
  const hand = ref<FilledField[]>(kept?.hand ?? [])
  const handOver = ref<HandOverWish | null>(kept?.handOver ?? null)
  /** What the contact also wants: registered after this one, with the same caller and place. */
  const rest = ref<string[]>(kept?.rest ?? [])

  /** A person's word on danger stands against the machine's. */
  function setDanger(on: boolean): void {
    dangerByHand.value = true
    typed.value.danger = on
  }

  /** A field that somebody has typed into is theirs. */
  function touched(field: FilledField): void {
    if (!hand.value.includes(field)) hand.value.push(field)
  }
  function fillIn(found: Partial<Record<FilledField, string>>): void {
    for (const [field, value] of Object.entries(found) as [FilledField, string][]) {
      if (!hand.value.includes(field) && typed.value[field] !== value) typed.value[field] = value
    }
  }

  // What was filled in from the words is not evidence of its own.
  const asTyped = (field: FilledField): string => (hand.value.includes(field) ? typed.value[field] : '')
  const { judged, judging, failed, forget } = useTriage(
    () => ({ ...typed.value, division: asTyped('division'), address: asTyped('address') }),
    (found) => {
      if (!dangerByHand.value) typed.value.danger = found.danger
      const place = suggestsPlace(found.place, '') ? found.place : null
      fillIn({ division: place?.division ?? '', address: place?.text ?? '' })
    },
  )
  watch(() => typed.value.words, (words) => fillIn({ ...saidOfSelf(words) }))
  const { beside } = useBeside(() => (made.value ? null : { ...typed.value, matter: judged.value?.matter ?? '' }))

  /** Whether the machine gives the matter to the other side. */
  const belongsThere = computed(() => judged.value !== null && ['12345', '110'].includes(judged.value.owner) && judged.value.owner !== platform())
  function wishHandOver(on: boolean): void {
    const why = belongsThere.value ? (judged.value?.reasons[0]?.text ?? '') : ''
    handOver.value = on ? { code: typed.value.danger ? 'danger' : 'duty', reason: why } : null
  }

  async function submit(): Promise<void> {
    if (busy.value || made.value) return
    problem.value = typed.value.words.trim() ? '' : text('register.no_words')
    if (handOver.value && !handOver.value.reason.trim()) problem.value = text('form.required', { field: text('field.reason_code') })
    if (problem.value) return
    busy.value = true
    try {
      const wish = handOver.value
      const registered = await register({ ...bodyOf(typed.value), ...(wish ? { auto_handover: belongsThere.value } : {}) })
      if (wish && registered.order.state !== 'handing_over') await handItOver(registered, wish)
      made.value = registered
    } catch (error) {
      problem.value = sentenceOf(error, text('problem.unreachable'))
    } finally {
      busy.value = false
    }
  }

  async function register(body: Record<string, unknown>): Promise<Registered> {
    const first = sent.value
    try {
      sent.value = body
      return await post(body)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      // An earlier try got through although its answer did not: ask for that one instead of doubling it.
      if (error.code === 'intake.key_reused' && first) return post(first)
      if (error.status >= 400 && error.status < 500) sent.value = first
      else sent.value = first ?? body
      throw error
    }
  }
  const post = (body: Record<string, unknown>): Promise<Registered> =>
    send('/api/v1/appeals', body, { 'Idempotency-Key': key.value }) as Promise<Registered>

  /** What the person has decided against the machine; a refusal is said, and the form for it is at hand (F8). */
  async function handItOver(registered: Registered, wish: HandOverWish): Promise<void> {
    try {
      const appeal = await answer(api.GET('/api/v1/appeals/{appeal_id}', { params: { path: { appeal_id: registered.id } } }))
      const order = appeal.orders.find((one) => one.id === registered.order.id)
      if (appeal.handovers.length || !order) return
      const of = { order_kind: order.kind, order_id: order.id, version: order.version }
      await send('/api/v1/handovers', { ...of, reason_code: wish.code, reason: wish.reason })
      registered.order.state = 'handing_over'
    } catch (error) {
      problem.value = sentenceOf(error, text('problem.unreachable'))
    }
  }

  /** Keep the first part in the form, and the others for afterwards. */
  function takeApart(parts: readonly string[]): void {
    const [first, ...others] = parts
    if (first === undefined || others.length === 0) return
    typed.value.words = first
    rest.value = [...others, ...rest.value]
  }

  /** What was taken apart is one matter after all. */
  function putTogether(): void {
    typed.value.words = [typed.value.words, ...rest.value].join('\n')
    rest.value = []
  }

  /** What would be missed if the page went now: the form, or after registering it the next matter of the contact. */
  function worthKeeping(): Kept | null {
    if (!made.value) {
      return { typed: typed.value, key: key.value, sent: sent.value, rest: rest.value, hand: hand.value, dangerByHand: dangerByHand.value, handOver: handOver.value }
    }
    return rest.value.length ? next() : null
  }

  /** The next matter of the same contact: other words, the same person and place. */
  function next(): Kept {
    const [words = '', ...others] = rest.value
    const { caller, phone, channel, address, division, spot, confidential } = typed.value
    const fresh = { ...BLANK, words, caller, phone, channel, address, division, spot, confidential }
    return { typed: fresh, key: nextKey, sent: null, rest: others, hand: ['caller', 'phone', 'address', 'division'], dangerByHand: false, handOver: null }
  }
  let nextKey = freshKey()

  function following(): void {
    startWith(next())
    nextKey = freshKey()
  }

  function startWith(fresh: Partial<Kept>): void {
    typed.value = { ...BLANK, ...fresh.typed }
    key.value = fresh.key ?? freshKey()
    sent.value = fresh.sent ?? null
    rest.value = fresh.rest ?? []
    hand.value = fresh.hand ?? []
    dangerByHand.value = fresh.dangerByHand ?? false
    handOver.value = fresh.handOver ?? null
    made.value = null
    problem.value = ''
    restored.value = false
    forget()
  }

  return {
    typed, judged, judging, failed, beside, made, busy, problem, restored, rest, hand, handOver, belongsThere,
    setDanger, touched, wishHandOver, submit, takeApart, putTogether, worthKeeping, following, startWith,
  }
}
