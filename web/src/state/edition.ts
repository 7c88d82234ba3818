/** One edition of the rules: its head, the rows of the table that is looked at, what the checks find, what differs. */

import { computed, ref, shallowRef } from 'vue'
import { answer, api } from '../api/client'
import type { ChangeList, Findings, RuleLine, RuleTable, WholeEdition } from '../api/model'
import { sentenceOf } from '../api/problem'
import { text } from '../messages'
import { marksByRow } from '../rules/editions'

const ROWS = 100
const MOST_PAGES = 100

export function useEdition(number: number) {
  const path = { edition: String(number) }
  const edition = shallowRef<WholeEdition | null>(null)
  const tables = shallowRef<RuleTable[]>([])
  const rows = shallowRef<RuleLine[]>([])
  const next = ref<string | null>(null)
  const findings = shallowRef<Findings | null>(null)
  const changes = shallowRef<ChangeList | null>(null)
  const loading = ref(false)
  const checking = ref(false)
  const problem = ref('')
  const marks = computed(() => marksByRow(findings.value?.items ?? []))

  async function attempt(take: () => Promise<void>): Promise<void> {
    try {
      await take()
      problem.value = ''
    } catch (error) {
      problem.value = sentenceOf(error, text('problem.unreachable'))
    }
  }

  const load = (): Promise<void> =>
    attempt(async () => {
      const [head, columns] = await Promise.all([
        answer(api.GET('/api/v1/rules/editions/{edition}', { params: { path } })),
        tables.value.length ? Promise.resolve({ items: tables.value }) : answer(api.GET('/api/v1/rules/tables')),
      ])
      edition.value = head
      tables.value = columns.items
    })

  let latest = 0
  async function page(table: string, words: string, cursor: string | null) {
    const query = { limit: ROWS, ...(words.trim() ? { words: words.trim() } : {}), ...(cursor ? { cursor } : {}) }
    return answer(api.GET('/api/v1/rules/editions/{edition}/tables/{table}/rows', { params: { path: { ...path, table }, query } }))
  }
  async function loadRows(table: string, words: string, more = false): Promise<void> {
    const mine = ++latest
    loading.value = true
    await attempt(async () => {
      const got = await page(table, words, more ? next.value : null)
      if (mine !== latest) return
      rows.value = more ? [...rows.value, ...got.items] : got.items
      next.value = got.next
    })
    if (mine === latest) loading.value = false
  }

  /** The row at a place, wherever in its table it is. */
  async function rowAt(table: string, ordinal: number, code: string): Promise<RuleLine | null> {
    let cursor: string | null = null
    for (let n = 0; n < MOST_PAGES; n++) {
      const got: { items: RuleLine[]; next: string | null } = await page(table, code.split('/')[0] ?? '', cursor)
      const found = got.items.find((row) => row.ordinal === ordinal)
      if (found || !got.next) return found ?? null
      cursor = got.next
    }
    return null
  }

  let checks = 0
  async function check(): Promise<void> {
    const mine = ++checks
    checking.value = true
    await attempt(async () => {
      const [found, differing] = await Promise.all([
        answer(api.GET('/api/v1/rules/editions/{edition}/checks', { params: { path } })),
        answer(api.GET('/api/v1/rules/editions/{edition}/changes', { params: { path } })),
      ])
      if (mine !== checks) return
      findings.value = found
      changes.value = differing
    })
    if (mine === checks) checking.value = false
  }

  return { edition, tables, rows, next, findings, changes, loading, checking, problem, marks, load, loadRows, rowAt, check }
}
