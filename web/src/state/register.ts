/** Registering one appeal, once: the same request again has no second effect, and nothing typed gets lost. */

import { ref, shallowRef, watch } from 'vue'
import { answer, api, send } from '../api/client'
import type { Judgement, Registered } from '../api/model'
import { Problem, sentenceOf } from '../api/problem'
import { text } from '../messages'
import { BLANK, bodyOf, freshKey, type Typed } from '../rules/register'
import { draft, dropDraft, keepDraft } from './drafts'
import { platform } from './session'

const DRAFT = 'register'
const JUDGE_AFTER_MS = 300

interface Kept {
  typed: Typed
  key: string
  /** The body of the first try, once there was one: the server may have it although no answer came. */
  sent: Record<string, unknown> | null
}

export function useRegister() {
  const kept = draft<Kept>(DRAFT)
  const typed = ref<Typed>({ ...BLANK, ...kept?.typed })
  const judged = shallowRef<Judgement | null>(null)
  const judging = ref(false)
  const made = shallowRef<Registered | null>(null)
  const busy = ref(false)
  const problem = ref('')
  const restored = ref(Boolean(kept?.typed.words))
  let key = kept?.key ?? freshKey()
  let sent = kept?.sent ?? null
  let dangerByHand = typed.value.danger

  const keep = (): void => keepDraft(DRAFT, { typed: typed.value, key, sent } satisfies Kept)
  watch(typed, keep, { deep: true })

  /** A person's word on danger stands against the machine's. */
  function setDanger(on: boolean): void {
    dangerByHand = true
    typed.value.danger = on
  }

  let latest = 0
  async function judge(): Promise<void> {
    const mine = ++latest
    const words = typed.value.words.trim()
    if (!words) {
      judged.value = null
      return
    }
    judging.value = true
    try {
      const number = platform()
      const found = await answer(api.POST('/api/v1/triage', { body: { text: typed.value.words, channel: typed.value.channel, ...(number ? { number } : {}) } }))
      if (mine !== latest) return
      judged.value = found
      if (!dangerByHand) typed.value.danger = found.danger
    } catch {
      // The judgement is a help; without it registering goes on, and the server judges anyway.
      if (mine === latest) judged.value = null
    } finally {
      if (mine === latest) judging.value = false
    }
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => [typed.value.words, typed.value.channel],
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void judge(), JUDGE_AFTER_MS)
    },
    { immediate: true },
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
      dropDraft(DRAFT)
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

  function clear(): void {
    typed.value = { ...BLANK, channel: typed.value.channel }
    key = freshKey()
    sent = null
    dangerByHand = false
    made.value = null
    judged.value = null
    problem.value = ''
    restored.value = false
    dropDraft(DRAFT)
  }

  return { typed, judged, judging, made, busy, problem, restored, setDanger, submit, clear }
}
