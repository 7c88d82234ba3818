/** A handling unit's inbox: its tabs, the columns, and filters as they are kept. Pure. */

import type { WorkOrderRow } from '../api/model'

export const TABS = ['to_sign', 'in_hand', 'due_today', 'redo', 'finished'] as const
export type Tab = (typeof TABS)[number]
export const COLUMNS = ['time', 'number', 'what', 'matter', 'type', 'state', 'due', 'urged', 'returns'] as const
export type Column = (typeof COLUMNS)[number]
/** The list's own columns as a workbook calls them. */
export const IN_SHEET: Readonly<Record<Column, readonly string[]>> = {
  time: ['opened_at'],
  number: ['number'],
  what: ['title', 'marks'],
  matter: ['what'],
  type: ['type'],
  state: ['state', 'unit'],
  due: ['due_at'],
  urged: ['urged_at'],
  returns: ['return_count', 'redo_count'],
}
export const TYPES = ['咨询', '求助', '投诉', '举报', '建议', '报警', '其他'] as const

export interface Filters {
  tab: Tab
  danger: boolean
  type: string
}
export const NO_FILTERS: Readonly<Filters> = { tab: 'to_sign', danger: false, type: '' }

const OPEN = ['dispatched', 'signed', 'handling']
const STATES: Record<Tab, readonly string[]> = {
  to_sign: ['dispatched'],
  in_hand: ['signed', 'handling'],
  due_today: OPEN,
  redo: OPEN,
  finished: ['replied', 'reviewed', 'revisited', 'closed'],
}

export interface Query {
  mine: true
  state: string[]
  danger?: true
  type?: string
  due_before?: string
  redo?: true
}

/** What the list is asked for; `tomorrow` is when today ends. */
export function queryOf(filters: Filters, tomorrow: string | null): Query {
  return {
    mine: true,
    state: [...STATES[filters.tab]],
    ...(filters.danger ? { danger: true } : {}),
    ...(filters.type ? { type: filters.type } : {}),
    ...(filters.tab === 'due_today' && tomorrow ? { due_before: tomorrow } : {}),
    ...(filters.tab === 'redo' ? { redo: true } : {}),
  }
}

/** Filters as a query string, and back; what is not known any more is left out. */
export function packed(filters: Filters): string {
  return new URLSearchParams({ tab: filters.tab, ...(filters.danger ? { danger: '1' } : {}), ...(filters.type ? { type: filters.type } : {}) }).toString()
}
export function unpacked(kept: string): Filters {
  const found = new URLSearchParams(kept)
  const tab = TABS.find((one) => one === found.get('tab')) ?? NO_FILTERS.tab
  return { tab, danger: found.get('danger') === '1', type: TYPES.find((one) => one === found.get('type')) ?? '' }
}

/** The columns that are shown, in their order; the number and what it is about always are. */
export function columnsOf(kept: readonly string[]): Column[] {
  if (!kept.length) return [...COLUMNS]
  return COLUMNS.filter((one) => one === 'number' || one === 'what' || kept.includes(one))
}

export const isLead = (row: WorkOrderRow, unit: string | undefined): boolean => row.lead_unit_id === unit

const NEXT: Record<string, string> = { dispatched: 'sign', signed: 'begin', handling: 'reply' }

/** The step that the unit owes next: the lead's by the state, a co-handler's is its reply. */
export function nextStep(row: WorkOrderRow, unit: string | undefined, may: (permission: string) => boolean): string | null {
  const step = NEXT[row.state]
  if (!step || row.platform !== '12345') return null
  const own = isLead(row, unit) ? step : 'co_reply'
  return may(`case.${own}`) ? own : null
}
