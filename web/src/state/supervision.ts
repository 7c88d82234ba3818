/** What has to be pressed, read anew whenever the stream tells of something. */

import { onScopeDispose, ref, shallowRef } from 'vue'
import { answer, api } from '../api/client'
import type { Supervision } from '../api/model'
import { sentenceOf } from '../api/problem'
import { text } from '../messages'
import { pace } from '../rules/changes'
import { onChanges } from './live'

export function useSupervision() {
  const found = shallowRef<Supervision | null>(null)
  const problem = ref('')
  const silent = ref(24)
  let latest = 0

  async function load(): Promise<void> {
    const mine = ++latest
    try {
      const got = await answer(api.GET('/api/v1/supervision', { params: { query: { silent_hours: silent.value } } }))
      if (mine !== latest) return
      found.value = got
      problem.value = ''
    } catch (error) {
      if (mine === latest) problem.value = sentenceOf(error, text('problem.unreachable'))
    }
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  onChanges((changes, reload) => {
    if (!reload && !changes.length) return
    timer ??= setTimeout(() => {
      timer = undefined
      void load()
    }, pace(changes.length, Math.random()))
  })
  onScopeDispose(() => clearTimeout(timer))
  return { found, problem, silent, load }
}
