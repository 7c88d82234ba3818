/** A list with a cursor: the first page, more pages, and news from the stream. */

import { onScopeDispose, ref, shallowRef } from 'vue'
import { sentenceOf } from '../api/problem'
import { text } from '../messages'
import { merge, pace, type Row } from '../rules/changes'
import { onChanges } from './live'

export interface Page<R> {
  items: R[]
  next: string | null
}

export function usePages<R extends Row>(kinds: readonly string[], fetchPage: (cursor: string | null) => Promise<Page<R>>) {
  const rows = shallowRef<R[]>([])
  const next = ref<string | null>(null)
  const loading = ref(true)
  const problem = ref('')
  /** There is news that is not shown, so as not to pull a longer list from under the reader. */
  const news = ref(false)
  let pagesShown = 0
  let latest = 0

  async function get(cursor: string | null): Promise<void> {
    const mine = ++latest
    loading.value = true
    try {
      const page = await fetchPage(cursor)
      if (mine !== latest) return
      rows.value = cursor ? [...rows.value, ...page.items] : page.items
      next.value = page.next
      pagesShown = cursor ? pagesShown + 1 : 1
      if (!cursor) news.value = false
      problem.value = ''
    } catch (error) {
      if (mine === latest) problem.value = sentenceOf(error, text('problem.unreachable'))
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  onChanges((changes, reload) => {
    const merged = merge(rows.value, changes, kinds)
    rows.value = merged.rows
    if (!reload && !merged.changed && merged.unknown.size === 0) return
    if (pagesShown > 1) {
      news.value = true
      return
    }
    timer ??= setTimeout(() => {
      timer = undefined
      void get(null)
    }, pace(changes.length, Math.random()))
  })
  onScopeDispose(() => clearTimeout(timer))

  const load = (): Promise<void> => get(null)
  const more = (): Promise<void> => (next.value ? get(next.value) : Promise.resolve())
  return { rows, next, loading, problem, news, load, more }
}
