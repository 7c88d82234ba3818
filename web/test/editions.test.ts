import { describe, expect, it } from 'vitest'
import type { Edition, Finding, RuleLine, RuleTable } from '../src/api/model'
import { blankRow, byTable, cellDifference, cellProblems, changedCells, columnsShown, marksByRow, rowKey, separatorOf, stepsOf, valuesOf, withoutValue, withValues } from '../src/rules/editions'

const column = (name: string, kind = 'line') => ({ name, title: name, kind, help: '', required: false, choices: [] })
const list: RuleTable = {
  name: 'responsibility_list',
  title: '职责清单',
  key: ['code'],
  columns: [column('code', 'code'), column('matter'), column('owner', 'choice'), column('phrases', 'phrases'), column('restricted', 'flag'), column('keeper'), column('valid_from', 'date')],
}
const finding = (level: string, ...ordinals: number[]): Finding => ({ level, kind: 'x', message: `${level} ${ordinals.join()}`, rows: ordinals.map((ordinal) => ({ table: 'responsibility_list', ordinal, code: `M-${ordinal}` })) }) as Finding

describe('cells with several values', () => {
  it('are taken apart and put together, without blanks and repeats', () => {
    expect(separatorOf('phrases')).toBe('|')
    expect(separatorOf('list')).toBe(';')
    expect(separatorOf('text')).toBeNull()
    expect(valuesOf(' 路灯坏了 ||灯不亮|路灯坏了', '|')).toEqual(['路灯坏了', '灯不亮'])
    expect(withValues('路灯坏了', '灯不亮｜不亮\n路灯坏了', '|')).toBe('路灯坏了|灯不亮|不亮')
    expect(withValues('', 'housing，ecology', ';')).toBe('housing;ecology')
    expect(withoutValue('a|b|c', 'b', '|')).toBe('a|c')
  })

  it('keep a phrase that holds the other separators', () => {
    expect(withValues('', '工地+@noise', '|')).toBe('工地+@noise')
    expect(withValues('', '吵，睡不着', '|')).toBe('吵，睡不着')
  })

  it('tell what went and what came', () => {
    expect(cellDifference('a|b', 'b|c', 'phrases')).toEqual({ gone: ['a'], come: ['c'] })
    expect(cellDifference('12345', '110', 'choice')).toEqual({ gone: ['12345'], come: ['110'] })
    expect(cellDifference('a|b', 'b|a', 'phrases')).toEqual({ gone: [], come: [] })
  })
})

describe('rows', () => {
  it('are marked with the gravest finding and all its words', () => {
    const marks = marksByRow([finding('hint', 1), finding('error', 1, 2), finding('warning', 2)])
    expect(marks.get(rowKey('responsibility_list', 1))).toEqual({ level: 'error', messages: ['hint 1', 'error 1,2'] })
    expect(marks.get(rowKey('responsibility_list', 2))?.level).toBe('error')
    expect(marks.get(rowKey('responsibility_list', 3))).toBeUndefined()
  })

  it('show what tells them apart, not the code twice and not the small print', () => {
    expect(columnsShown(list).map((c) => c.name)).toEqual(['matter', 'owner', 'phrases'])
    expect(columnsShown({ ...list, name: 'dispatch_catalogue', key: ['matter', 'division'] }).map((c) => c.name)).toContain('matter')
  })

  it('send only cells that changed', () => {
    const row = { ordinal: 1, code: 'M', version: 3, cells: { code: 'M', matter: '路灯' } } as RuleLine
    expect(changedCells(row, { code: 'M', matter: '路灯照明' })).toEqual({ matter: '路灯照明' })
    expect(changedCells(row, { code: 'M', matter: '' })).toEqual({ matter: '' })
    expect(changedCells(null, blankRow(list, '2026-03-05'))).toEqual({ restricted: 'no', valid_from: '2026-03-05' })
  })

  it('get their problems cell by cell', () => {
    expect(cellProblems([{ field: 'cells.owner', message: '须选一个' }, { field: '', message: '别的' }])).toEqual({ owner: '须选一个' })
  })

  it('are grouped by table in the tables’ order', () => {
    const change = (table: string) => ({ kind: 'added' as const, table, code: 'x', fields: [] })
    const groups = byTable([change('cues'), change('responsibility_list')], [list, { ...list, name: 'cues' }, { ...list, name: 'scripts' }])
    expect(groups.map((g) => g.table.name)).toEqual(['responsibility_list', 'cues'])
  })
})

describe('what can be done with an edition', () => {
  const edition = (more: Partial<Edition>): Edition => ({ number: 1, state: 'published', in_force: false, effective_from: '2026-03-01', ...more }) as Edition
  const all = (e: Edition) => stepsOf(e, '2026-03-05', () => true)

  it('follows its state and its day', () => {
    expect(all(edition({ state: 'draft', effective_from: null }))).toEqual({ edit: true, publish: true, withdraw: false, rollBack: false })
    expect(all(edition({ in_force: true }))).toEqual({ edit: false, publish: false, withdraw: false, rollBack: false })
    expect(all(edition({}))).toEqual({ edit: false, publish: false, withdraw: false, rollBack: true })
    expect(all(edition({ effective_from: '2026-03-06' }))).toEqual({ edit: false, publish: false, withdraw: true, rollBack: false })
    expect(all(edition({ number: 0, effective_from: null })).rollBack).toBe(true)
    expect(all(edition({ state: 'withdrawn' })).rollBack).toBe(false)
  })

  it('needs the permission', () => {
    const none = stepsOf(edition({ state: 'draft' }), '2026-03-05', (p) => p === 'rules.publish')
    expect([none.edit, none.publish]).toEqual([false, true])
  })
})
