/** The views that the account keeps for a page: named ones, and without a name how the page was last left. */

import { onScopeDispose, ref, shallowRef } from 'vue'
import { answer, api } from '../api/client'
import type { SavedView } from '../api/model'
import { sentenceOf } from '../api/problem'
import { text } from '../messages'

const SAVE_AFTER_MS = 1_500

export function useViews(page: string) {
  const views = shallowRef<SavedView[]>([])
  const problem = ref('')

  async function guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work()
      problem.value = ''
    } catch (error) {
      problem.value = sentenceOf(error, text('problem.unreachable'))
    }
  }
  /** How the page was last left; nothing when it is new or cannot be had. */
  async function load(): Promise<SavedView | undefined> {
    await guarded(async () => {
      views.value = (await answer(api.GET('/api/v1/views', { params: { query: { page } } }))).items
    })
    return views.value.find((view) => view.name === '')
  }
  const save = (name: string, filters: string, columns: string[]): Promise<void> =>
    guarded(async () => {
      await answer(api.POST('/api/v1/views', { body: { page, name, filters, columns } }))
      if (name) await load()
    })
  const drop = (view: SavedView): Promise<void> =>
    guarded(async () => {
      await answer(api.DELETE('/api/v1/views/{view_id}', { params: { path: { view_id: view.id } } }))
      await load()
    })

  let timer: ReturnType<typeof setTimeout> | undefined
  function keep(filters: string, columns: string[]): void {
    clearTimeout(timer)
    timer = setTimeout(() => void save('', filters, columns), SAVE_AFTER_MS)
  }
  onScopeDispose(() => clearTimeout(timer))
  return { views, problem, load, save, drop, keep }
}
