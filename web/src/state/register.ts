/** Registering one appeal, once: the same request again has no second effect, and nothing typed gets lost. */

import { ref, shallowRef, watch } from 'vue'
import { send } from '../api/client'
import type { Registered } from '../api/model'
import { Problem, sentenceOf } from '../api/problem'
import { text } from '../messages'
import { BLANK, bodyOf, freshKey, type Typed } from '../rules/register'
import { draft, dropDraft, keepDraft } from './drafts'
import { useTriage } from './triage'

const DRAFT = 'register'

interface Kept {
  typed: Typed
  key: string
  /** The body of the first try, once there was one: the server may have it although no answer came. */
  sent: Record<string, unknown> | null
  /** Further matters of the same contact, to be registered one by one. */
  rest?: string[]
}

export function useRegister() {
  const kept = draft<Kept>(DRAFT)
  const typed = ref<Typed>({ ...BLANK, ...kept?.typed })
  const made = shallowRef<Registered | null>(null)
  const busy = ref(false)
  const problem = ref('')
  const restored = ref(Boolean(kept?.typed.words))
  let key = kept?.key ?? freshKey()
  let sent = kept?.sent ?? null
  let dangerByHand = typed.value.danger

  /** What the contact also wants: registered after this one, with the same caller and place. */
  const rest = ref<string[]>(kept?.rest ?? [])
  const keep = (): void => keepDraft(DRAFT, { typed: typed.value, key, sent, rest: rest.value } satisfies Kept)
  watch([typed, rest], keep, { deep: true })

  /** A person's word on danger stands against the machine's. */
  function setDanger(on: boolean): void {
    dangerByHand = true
    typed.value.danger = on
  }

  const { judged, judging, failed, forget } = useTriage(
    () => typed.value,
    (found) => {
      if (!dangerByHand) typed.value.danger = found.danger
    },
  )

  const post = (body: Record<string, unknown>): Promise<Registered> =>
    send('/api/v1/appeals', body, { 'Idempotency-Key': key }) as Promise<Registered>

  async function submit(): Promise<void> {
    if (busy.value || made.value) return
    if (!typed.value.words.trim()) {
      problem.value = text('register.no_words')
      return
    }
    busy.value = true
    problem.value = ''
    try {
      made.value = await register(bodyOf(typed.value))
      // A reload now must neither bring this one back nor lose what is still to be registered.
      if (rest.value.length) keepDraft(DRAFT, { ...next(), key: freshKey(), sent: null } satisfies Kept)
      else dropDraft(DRAFT)
    } catch (error) {
      problem.value = sentenceOf(error, text('problem.unreachable'))
    } finally {
      busy.value = false
    }
  }

  async function register(body: Record<string, unknown>): Promise<Registered> {
    const first = sent
    try {
      sent = body
      keep()
      return await post(body)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      // An earlier try got through although its answer did not: ask for that one instead of doubling it.
      if (error.code === 'intake.key_reused' && first) return post(first)
      if (error.status >= 400 && error.status < 500) sent = first
      else sent = first ?? body
      throw error
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

  function clear(): void {
    rest.value = []
    startWith({ ...BLANK, channel: typed.value.channel })
    dropDraft(DRAFT)
  }

  /** The next matter of the same contact: other words, the same person and place. */
  function next(): Pick<Kept, 'typed' | 'rest'> {
    const [words = '', ...others] = rest.value
    const { caller, phone, channel, address, division, confidential } = typed.value
    return { typed: { ...BLANK, words, caller, phone, channel, address, division, confidential }, rest: others }
  }

  function following(): void {
    const { typed: fresh, rest: others = [] } = next()
    rest.value = others
    startWith(fresh)
  }

  function startWith(fresh: Typed): void {
    typed.value = fresh
    key = freshKey()
    sent = null
    dangerByHand = false
    made.value = null
    problem.value = ''
    restored.value = false
    forget()
  }

  return { typed, judged, judging, failed, made, busy, problem, restored, rest, setDanger, submit, clear, takeApart, putTogether, following }
}
