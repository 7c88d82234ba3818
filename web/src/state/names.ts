/** Names that the server keeps: states and events of the machines, matters, departments. Fetched once a session. */

import { ref, shallowRef } from 'vue'
import { answer, api } from '../api/client'
import { said } from '../messages'
import { can } from './session'

interface Pair {
  zh: string
  en: string
}

const states = shallowRef<Record<string, Pair>>({})
const matters = shallowRef<Record<string, string>>({})
const departments = shallowRef<Record<string, string>>({})
export const matterList = shallowRef<{ code: string; name: string }[]>([])
export const departmentList = shallowRef<{ code: string; name: string }[]>([])
const loaded = ref(false)

interface Named {
  code: string
  name: string
}

const table = (items: Named[]): Record<string, string> => Object.fromEntries(items.map((i) => [i.code, i.name]))

/** Fetch them unless they are here. A failure leaves the codes to be shown as they are. */
export async function loadNames(): Promise<void> {
  if (loaded.value || !can('registry.read')) return
  loaded.value = true
  try {
    const [machines, ms, ds] = await Promise.all([
      answer(api.GET('/api/v1/registry/machines')),
      answer(api.GET('/api/v1/registry/matters')),
      answer(api.GET('/api/v1/registry/departments')),
    ])
    const pairs = machines.items.flatMap((m) =>
      m.states.map((s) => [`${m.name}.${s.state}`, { zh: s.zh, en: s.en }] as const),
    )
    states.value = Object.fromEntries(pairs)
    matterList.value = ms.items
    matters.value = table(matterList.value)
    departmentList.value = ds.items
    departments.value = table(departmentList.value)
  } catch {
    loaded.value = false
  }
}

export function stateName(machine: string, state: string | null | undefined): string {
  const pair = state ? states.value[`${machine}.${state}`] : undefined
  return pair ? said(pair) : (state ?? '')
}

/** All states of a machine in its order, for a choice. */
export function statesOf(machine: string): { state: string; name: string }[] {
  const head = `${machine}.`
  return Object.entries(states.value)
    .filter(([key]) => key.startsWith(head))
    .map(([key, pair]) => ({ state: key.slice(head.length), name: said(pair) }))
}

export const matterName = (code: string | null | undefined): string => (code ? (matters.value[code] ?? code) : '')
export const departmentName = (code: string | null | undefined): string =>
  code ? (departments.value[code] ?? code) : ''
