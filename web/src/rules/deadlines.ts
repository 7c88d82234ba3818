/** What the page of deadline rules works out: whom a rule is for, how much time it gives, what is sent. Pure. */

import type { DeadlineRule, NewDeadlineRule } from '../api/model'

/** In the order in which an order or handover meets them. */
export const KINDS: readonly DeadlineRule['kind'][] = [
  'case_dispatch', 'case_sign', 'case_first_contact', 'case_result', 'case_review', 'return_review', 'extension_review', 'revisit',
  'handover_receipt', 'handover_accept', 'negotiation',
  'police_dispatch', 'police_sign', 'police_set_out', 'police_arrive', 'police_feedback',
]
export const TYPES = ['咨询', '求助', '投诉', '举报', '建议', '报警', '其他'] as const
/** Deadline classes of the responsibility list. */
export const CLASSES = ['consult', 'help', 'suggest', 'complaint', 'report', 'livelihood', 'police', 'urgent'] as const
/** From the most general to the most particular; of those that apply, the last wins. */
export const SCOPES = ['all', 'type', 'class', 'urgent', 'danger'] as const
export type Scope = (typeof SCOPES)[number]

export interface Condition {
  scope: Scope
  /** Request types or deadline classes; empty for the other scopes. */
  values: string[]
}

export function conditionOf(appliesTo: string): Condition {
  const [head = '*', tail = ''] = appliesTo.split(':')
  return { scope: head === '*' ? 'all' : (head as Scope), values: tail ? tail.split('|') : [] }
}

export function appliesTo({ scope, values }: Condition): string {
  if (scope === 'all') return '*'
  return scope === 'type' || scope === 'class' ? `${scope}:${values.join('|')}` : scope
}

export const MEASURES = ['working_days', 'hours', 'minutes', 'seconds'] as const
export type Measure = (typeof MEASURES)[number]
const SECONDS: Record<Measure, number> = { working_days: 0, hours: 3_600, minutes: 60, seconds: 1 }

/** The time allowed in the largest measure that says it whole. */
export function allowed(rule: Pick<DeadlineRule, 'amount' | 'unit'>): { amount: number; measure: Measure } {
  if (rule.unit === 'working_days') return { amount: rule.amount, measure: 'working_days' }
  const measure = MEASURES.find((m) => SECONDS[m] && rule.amount % SECONDS[m] === 0) ?? 'seconds'
  return { amount: rule.amount / SECONDS[measure], measure }
}

export const inForce = (rule: DeadlineRule, day: string): boolean => rule.valid_from <= day && (rule.valid_to === null || day < rule.valid_to)
/** Rules that ended take no steps, nor may their end be put off. */
export const canEnd = (rule: DeadlineRule, day: string): boolean => rule.valid_to === null || rule.valid_to > day

/** By obligation, the most particular first, as they are looked up; then the newest first. */
export function sorted(rules: readonly DeadlineRule[]): DeadlineRule[] {
  const rank = (rule: DeadlineRule): number => SCOPES.indexOf(conditionOf(rule.applies_to).scope)
  return [...rules].sort(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || rank(b) - rank(a) || b.valid_from.localeCompare(a.valid_from) || a.code.localeCompare(b.code),
  )
}

/** The day after, or on which a rule that begins later may be ended at the earliest. */
export function firstDay(today: string, rule: DeadlineRule | null): string {
  return rule && rule.valid_from >= today ? dayAfter(rule.valid_from) : dayAfter(today)
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

export interface RuleForm extends Condition {
  code: string
  kind: DeadlineRule['kind']
  amount: number | null
  measure: Measure
  calendar: string
  basis: string
  status: DeadlineRule['status']
  from: string
  to: string
}

/** A form for a new rule, or for one that takes the place of another: its code is the other's with the next number. */
export function formOf(rule: DeadlineRule | null, today: string): RuleForm {
  if (rule === null) {
    return { code: '', kind: 'case_result', scope: 'all', values: [], amount: null, measure: 'working_days', calendar: 'work', basis: '', status: 'default', from: firstDay(today, null), to: '' }
  }
  const { kind, calendar, status } = rule
  return { code: nextCode(rule.code), kind, ...conditionOf(rule.applies_to), ...allowed(rule), calendar, basis: '', status, from: firstDay(today, rule), to: '' }
}

function nextCode(code: string): string {
  const [, head = code, number] = /^(.*)\.(\d+)$/.exec(code) ?? []
  return `${head}.${number ? Number(number) + 1 : 2}`
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** The fields that are not yet as they have to be. */
export function wanting(form: RuleForm): string[] {
  const listed = form.scope === 'type' || form.scope === 'class'
  return [
    ...(CODE.test(form.code) ? [] : ['code']),
    ...(listed && !form.values.length ? ['values'] : []),
    ...(form.amount && Number.isInteger(form.amount) && form.amount > 0 ? [] : ['amount']),
    ...(form.basis.trim() ? [] : ['basis']),
    ...(form.from ? [] : ['from']),
    ...(form.to && form.to <= form.from ? ['to'] : []),
  ]
}

/** What is sent; working days run on a calendar of working days, other measures on any. */
export function bodyOf(form: RuleForm, replaces: DeadlineRule | null): NewDeadlineRule {
  const days = form.measure === 'working_days'
  return {
    code: form.code,
    kind: form.kind,
    applies_to: appliesTo(form),
    amount: (form.amount ?? 0) * (days ? 1 : SECONDS[form.measure]),
    unit: days ? 'working_days' : 'seconds',
    calendar: form.calendar,
    basis: form.basis.trim(),
    status: form.status,
    valid_from: form.from,
    ...(form.to ? { valid_to: form.to } : {}),
    ...(replaces ? { replaces: replaces.code } : {}),
  }
}
