/** What can be wrong with a form, told before it is sent. The server has the last word. */

import type { Problem } from '../api/problem'
import type { Key } from './words'

export interface Fault {
  field: string
  message: string
}
type Say = (key: Key) => string

const PHONE = /^\+?[0-9]([ ()-]{0,2}[0-9]){5,19}$/

export function ofFiling(form: { words: string; phone: string }, say: Say): Fault[] {
  const faults: Fault[] = []
  if (!form.words.trim()) faults.push({ field: 'words', message: say('fault.words') })
  if (!PHONE.test(form.phone.trim())) faults.push({ field: 'phone', message: say('fault.phone') })
  return faults
}

export function ofOpening(form: { code: string; phone_end: string }, say: Say): Fault[] {
  const faults: Fault[] = []
  if (form.code.replace(/\D/g, '').length !== 12) faults.push({ field: 'code', message: say('fault.code') })
  if (form.phone_end.replace(/\D/g, '').length < 4) faults.push({ field: 'phone_end', message: say('fault.phone_end') })
  return faults
}

/** The server's faults by field; what it says of none of them stands for itself. */
export function ofProblem(problem: Problem): Fault[] {
  const fields = (problem.document.fields ?? []).map((f) => ({ field: f.field, message: f.message }))
  return fields.length ? fields : [{ field: '', message: problem.document.detail }]
}

/** 123456789012 as people read it out. */
export const grouped = (code: string): string => code.replace(/(\d{4})(?=\d)/g, '$1 ')
