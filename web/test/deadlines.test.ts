import { describe, expect, it } from 'vitest'
import type { DeadlineRule } from '../src/api/model'
import { allowed, appliesTo, bodyOf, canEnd, conditionOf, firstDay, formOf, inForce, KINDS, sorted, wanting } from '../src/rules/deadlines'
import zh from '../src/messages/zh.json'

const rule = (more: Partial<DeadlineRule>): DeadlineRule => ({
  code: 'case-result-help', kind: 'case_result', applies_to: 'type:求助|建议', amount: 10, unit: 'working_days', calendar: 'work',
  basis: 'x', status: 'confirmed', valid_from: '2022-09-01', valid_to: null, ...more,
})

describe('whom a deadline rule is for', () => {
  it.each(['*', 'urgent', 'danger', 'type:求助|建议', 'class:livelihood'])('%s is read and written the same', (one) => {
    expect(appliesTo(conditionOf(one))).toBe(one)
  })
  it('knows every obligation by name', () => {
    expect(KINDS.filter((kind) => !(`clock.${kind}` in zh))).toEqual([])
    expect(new Set(KINDS).size).toBe(16)
  })
})

describe('the time allowed', () => {
  it.each([
    [86_400, 24, 'hours'], [5_400, 90, 'minutes'], [30, 30, 'seconds'],
  ])('%i seconds are %i %s', (amount, shown, measure) => {
    expect(allowed({ amount, unit: 'seconds' })).toEqual({ amount: shown, measure })
  })
  it('is sent as the server counts it', () => {
    const form = formOf(rule({ amount: 5_400, unit: 'seconds' }), '2026-11-22')
    expect(bodyOf(form, null)).toMatchObject({ amount: 5_400, unit: 'seconds' })
    expect(bodyOf({ ...form, amount: 3, measure: 'working_days' }, null)).toMatchObject({ amount: 3, unit: 'working_days' })
  })
})

describe('days', () => {
  it('hold from the first on and before the last', () => {
    const ended = rule({ valid_to: '2026-12-01' })
    expect(['2022-08-31', '2022-09-01', '2026-11-30', '2026-12-01'].map((day) => inForce(ended, day))).toEqual([false, true, true, false])
    expect([canEnd(ended, '2026-11-30'), canEnd(ended, '2026-12-01'), canEnd(rule({}), '2099-01-01')]).toEqual([true, false, true])
  })
  it('begin tomorrow, or the day after the rule itself begins', () => {
    expect([firstDay('2026-12-31', null), firstDay('2026-11-22', rule({})), firstDay('2026-11-22', rule({ valid_from: '2027-02-28' }))]).toEqual(['2027-01-01', '2026-11-23', '2027-03-01'])
  })
})

describe('a rule in the place of another', () => {
  it('takes over everything but its code, its basis and its days', () => {
    const old = rule({ valid_to: '2030-01-01' })
    const form = formOf(old, '2026-11-22')
    expect(wanting(form)).toEqual(['basis'])
    expect(bodyOf({ ...form, basis: ' 新规定 ', amount: 8 }, old)).toEqual({
      code: 'case-result-help.2', kind: 'case_result', applies_to: 'type:求助|建议', amount: 8, unit: 'working_days', calendar: 'work',
      basis: '新规定', status: 'confirmed', valid_from: '2026-11-23', replaces: 'case-result-help',
    })
    expect(formOf(rule({ code: 'a.9' }), '2026-11-22').code).toBe('a.10')
  })
  it('says what is wanting', () => {
    const form = formOf(null, '2026-11-22')
    expect(wanting(form)).toEqual(['code', 'amount', 'basis'])
    expect(wanting({ ...form, code: '-x', scope: 'class', amount: 1.5, basis: ' ', from: '', to: '2020-01-01' })).toEqual(['code', 'values', 'amount', 'basis', 'from'])
    expect(wanting({ ...form, code: 'x', amount: 2, basis: 'y', to: form.from })).toEqual(['to'])
  })
})

describe('the list', () => {
  it('follows the obligations, the most particular rule first, the newest first', () => {
    const rules = [
      rule({ code: 'a', applies_to: '*' }), rule({ code: 'b', applies_to: 'urgent' }), rule({ code: 'c', applies_to: '*', valid_from: '2023-01-01' }),
      rule({ code: 'd', kind: 'police_sign', applies_to: 'danger' }), rule({ code: 'e', kind: 'case_sign' }),
    ]
    expect(sorted(rules).map((r) => r.code)).toEqual(['e', 'b', 'c', 'a', 'd'])
  })
})
