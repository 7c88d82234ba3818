/** The form of every step: which fields its request body has. A test holds this table against the API's description,
 *  so that a new step or field cannot be forgotten. Pure data. */

import type { Key } from '../messages'

export type Control =
  | 'words'
  | 'note'
  | 'line'
  | 'told_by'
  | 'case_unit'
  | 'case_units'
  | 'police_units'
  | 'days'
  | 'stars'
  | 'yes_no'
  | 'flag'
  | 'class'
  | 'grade'
  | 'count'
  | 'owner'
  | 'judged_owner'
  | 'reason_code'
  | 'matter'
  | 'type'
  | 'names'
  | 'script'
  | 'override_code'
  | 'order'
  | 'parts'
  | 'call_again'

export interface Field {
  name: string
  control: Control
  label: Key
  required?: true
  initial?: unknown
  /** Only this permission's holders see the field. */
  needs?: string
  /** The field belongs into the body's part of this name. */
  part?: string
  /** The field is shown only while this other field is true. */
  when?: string
}

export interface StepForm {
  fields: readonly Field[]
  /** Steps that cannot be taken back ask once more. */
  hurts?: true
}

const reason: Field = { name: 'reason', control: 'words', label: 'field.reason', required: true }
const note: Field = { name: 'note', control: 'note', label: 'field.note', initial: '' }
const reply: Field = { name: 'reply', control: 'words', label: 'field.reply', required: true }
const basis: Field = { name: 'basis', control: 'line', label: 'field.basis', initial: '' }
const toldBy: Field = { name: 'told_by', control: 'told_by', label: 'field.told_by', initial: 'phone' }
const classCode: Field = { name: 'class_code', control: 'class', label: 'field.class', required: true }
const danger: Field = { name: 'danger', control: 'flag', label: 'field.is_danger', initial: false }

const inForm = (name: string, control: Control, label: Key): Field => ({ name, control, label, part: 'form' })

export const STEPS: Readonly<Record<string, StepForm>> = {
  'case.answer': { fields: [{ name: 'script', control: 'script', label: 'field.script' }, reply, toldBy] },
  'case.dispatch': {
    fields: [
      { name: 'lead', control: 'case_unit', label: 'field.lead', required: true },
      { name: 'co', control: 'case_units', label: 'field.co', initial: [] },
      note,
    ],
  },
  'case.sign': { fields: [] },
  'case.begin': { fields: [note] },
  'case.return': { fields: [reason, basis] },
  'case.uphold_return': { fields: [note] },
  'case.reject_return': { fields: [reason] },
  'case.ask_extension': { fields: [{ name: 'days', control: 'days', label: 'field.days', required: true, initial: 5 }, reason] },
  'case.grant_extension': { fields: [note] },
  'case.refuse_extension': { fields: [reason] },
  'case.co_reply': { fields: [reply] },
  'case.reply': { fields: [reply] },
  'case.approve': { fields: [note] },
  'case.reject_reply': { fields: [reason] },
  'case.revisit': {
    fields: [
      { name: 'contacted', control: 'flag', label: 'field.contacted', required: true, initial: true },
      { name: 'solved', control: 'yes_no', label: 'field.solved', when: 'contacted' },
      { name: 'satisfied', control: 'stars', label: 'field.satisfied', when: 'contacted' },
      toldBy,
      note,
    ],
  },
  'case.miss_revisit': { fields: [{ name: 'next_at', control: 'call_again', label: 'field.next_at' }, note] },
  'case.redo': { fields: [reason] },
  'case.escalate': { fields: [reason, danger] },
  'case.close': { fields: [{ ...toldBy, initial: null }, note], hurts: true },
  'case.close_unvisited': { fields: [reason, { ...toldBy, required: true }], hurts: true },
  'case.withdraw': { fields: [reason], hurts: true },
  'case.unmerge': { fields: [reason] },
  'case.urge': { fields: [reason] },
  'case.merge': { fields: [{ name: 'into', control: 'order', label: 'field.into', required: true }], hurts: true },
  'case.reopen': { fields: [reason] },
  'incident.dispatch': {
    fields: [
      { name: 'units', control: 'police_units', label: 'field.units', required: true, initial: [] },
      inForm('opinion', 'note', 'field.opinion'),
      inForm('officers', 'names', 'field.officers'),
      inForm('vehicles', 'names', 'field.vehicles'),
      note,
    ],
  },
  'incident.sign': { fields: [] },
  'incident.set_out': { fields: [] },
  'incident.arrive': { fields: [] },
  'incident.feed_back': {
    fields: [
      { name: 'result', control: 'words', label: 'field.result', required: true },
      { name: 'result_code', control: 'line', label: 'field.result_code', required: true, initial: '' },
      classCode,
      inForm('situation', 'note', 'field.situation'),
      inForm('officers', 'count', 'field.officers_n'),
      inForm('vehicles', 'count', 'field.vehicles_n'),
      inForm('injured', 'count', 'field.injured'),
      inForm('dead', 'count', 'field.dead'),
      inForm('rescued', 'count', 'field.rescued'),
      inForm('losses', 'note', 'field.losses'),
    ],
  },
  'incident.ask_help': { fields: [reason] },
  'incident.unit_return': { fields: [reason] },
  'incident.classify': { fields: [classCode, { name: 'grade', control: 'grade', label: 'field.grade' }, reason] },
  'incident.invalidate': { fields: [reason], hurts: true },
  'incident.cancel': { fields: [reason], hurts: true },
  'incident.redo': { fields: [reason] },
  'incident.urge': { fields: [reason] },
  'incident.close': { fields: [note], hurts: true },
  'handover.accept': { fields: [note] },
  'handover.return': { fields: [reason, basis] },
  'handover.propose': { fields: [{ name: 'owner', control: 'owner', label: 'field.owner', required: true }, reason] },
  'handover.recall': { fields: [reason], hurts: true },
  'handover.confirm': { fields: [note] },
  'handover.redo': { fields: [reason] },
  'handover.progress': { fields: [{ ...note, control: 'words', required: true }] },
  'handover.supervise': { fields: [reason, { name: 'hours', control: 'count', label: 'field.hours', required: true, initial: 24 }] },
  'handover.revisit': {
    fields: [
      { name: 'contacted', control: 'flag', label: 'field.contacted', required: true, initial: true },
      { name: 'solved', control: 'yes_no', label: 'field.solved', when: 'contacted' },
      { name: 'satisfied', control: 'stars', label: 'field.satisfied', when: 'contacted' },
      note,
    ],
  },
  'joint.acknowledge': { fields: [note] },
  'joint.decline': { fields: [reason] },
  'joint.finish': { fields: [{ name: 'answer', control: 'words', label: 'field.answer', required: true }] },
  'appeal.danger': { fields: [reason] },
  'appeal.reveal': { fields: [reason] },
  'appeal.override': {
    fields: [
      { name: 'reason_code', control: 'override_code', label: 'field.reason_code', required: true },
      { name: 'owner', control: 'judged_owner', label: 'field.owner', required: true },
      { name: 'matter', control: 'matter', label: 'field.matter' },
      { name: 'type', control: 'type', label: 'field.type' },
      { name: 'reason', control: 'note', label: 'field.why_in_words', initial: '' },
    ],
  },
  'appeal.hand_over': {
    fields: [
      { name: 'reason_code', control: 'reason_code', label: 'field.reason_code', required: true, initial: 'duty' },
      reason,
      { name: 'matter', control: 'line', label: 'field.list_item', initial: '' },
      { name: 'ruling', control: 'note', label: 'field.ruling', needs: 'handover.rule' },
    ],
  },
  'appeal.split': { fields: [{ name: 'parts', control: 'parts', label: 'field.parts', required: true, initial: [] }], hurts: true },
  'appeal.joint': { fields: [{ name: 'request', control: 'words', label: 'field.request', required: true }] },
}

/** What a step is taken on. Orders carry the version that the person saw; handovers have none to send. */
export interface Target {
  kind: 'case' | 'incident' | 'handover' | 'joint' | 'appeal'
  id: string
  /** The order: of the target itself, or the caller's own one when the step is the appeal's. */
  order?: { kind: string; id: string; version: number }
}

const PATHS = { case: 'work-orders', incident: 'police-orders', handover: 'handovers', joint: 'joint-actions', appeal: 'appeals' }
/** What makes a new order looks at none that could have changed meanwhile. */
const UNSEEN = ['case.reopen']
const MADE = { 'appeal.hand_over': 'handovers', 'appeal.joint': 'joint-actions' }

export const nameOfStep = (target: Pick<Target, 'kind'>, event: string): string => `${target.kind}.${event}`

/** The address that a step is posted to. */
export function pathOf(target: Target, event: string): string {
  const made = (MADE as Record<string, string | undefined>)[nameOfStep(target, event)]
  return made ? `/api/v1/${made}` : `/api/v1/${PATHS[target.kind]}/${target.id}/${event}`
}

/** The body of a step from what was typed; fields that were left empty and need not be there are not sent. */
export function bodyOf(target: Target, event: string, values: Record<string, unknown>): Record<string, unknown> {
  const form = STEPS[nameOfStep(target, event)]
  const body: Record<string, unknown> = {}
  for (const field of form?.fields ?? []) {
    const value = field.when && !values[field.when] ? null : field.control === 'parts' ? linesOf(values[field.name]) : values[field.name]
    if (isEmpty(value) && !field.required) continue
    if (!field.part) body[field.name] = value
    else body[field.part] = { ...(body[field.part] as object | undefined), [field.name]: value }
  }
  const order = target.order
  if (order && (target.kind === 'case' || target.kind === 'incident') && !UNSEEN.includes(nameOfStep(target, event))) body['version'] = order.version
  if (order && nameOfStep(target, event) in MADE) {
    Object.assign(body, { order_kind: order.kind, order_id: order.id, version: order.version })
  }
  return body
}

/** The first required field that is still empty. */
export function missing(form: StepForm, values: Record<string, unknown>): Field | undefined {
  return form.fields.find((f) => f.required && isEmpty(f.control === 'parts' ? linesOf(values[f.name]) : values[f.name]))
}

/** Lines that say something. */
function linesOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map((line) => String(line).trim()).filter(Boolean) : []
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined) return true
  return typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0
}
