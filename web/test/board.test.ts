import { describe, expect, it } from 'vitest'
import type { AppealRow, OrderRow } from '../src/api/model'
import { join, NO_FILTERS, passes, step } from '../src/rules/board'
import { bodyOf, BLANK, freshKey } from '../src/rules/register'

const NOW = Date.parse('2026-03-05T04:00:00Z')
const appeal = (id: string, more: Partial<AppealRow> = {}): AppealRow =>
  ({ id, number: id, title: id, owner: '12345', first_receiver: '12345', danger: false, closed_at: null, ...more }) as AppealRow
const order = (id: string, appealId: string, more: Partial<OrderRow> = {}): OrderRow =>
  ({ id, appeal_id: appealId, state: 'registered', version: 1, due_at: null, closed_at: null, ...more }) as OrderRow

describe('the board', () => {
  it('shows each appeal with its open order, also when a newer one is closed', () => {
    const rows = join([appeal('a'), appeal('b')], [order('2', 'a', { closed_at: '2026-03-05T03:00:00Z' }), order('1', 'a')])
    expect(rows.map((r) => [r.appeal.id, r.order?.id ?? null])).toEqual([['a', '1'], ['b', null]])
  })

  it('filters by what is asked, and by all of it', () => {
    const rows = join(
      [appeal('a', { danger: true }), appeal('b', { owner: '110' }), appeal('c', { first_receiver: '110' })],
      [order('1', 'a', { due_at: '2026-03-05T03:59:59Z' }), order('3', 'c', { due_at: '2026-03-05T04:00:01Z' })],
    )
    const shown = (filters: Partial<typeof NO_FILTERS>) =>
      rows.filter((r) => passes(r, { ...NO_FILTERS, ...filters }, new Set(['3']), NOW)).map((r) => r.appeal.id)
    expect(shown({})).toEqual(['a', 'b', 'c'])
    expect(shown({ owner: '110' })).toEqual(['b'])
    expect(shown({ receiver: '110' })).toEqual(['c'])
    expect(shown({ danger: true })).toEqual(['a'])
    expect(shown({ late: true })).toEqual(['a'])
    expect(shown({ mine: true })).toEqual(['c'])
    expect(shown({ mine: true, late: true })).toEqual([])
  })

  it('moves inside the list only', () => {
    expect(step(-1, 1, 3)).toBe(0)
    expect(step(2, 1, 3)).toBe(2)
    expect(step(0, -1, 3)).toBe(0)
    expect(step(0, 1, 0)).toBe(-1)
  })
})

describe('registering', () => {
  it('sends what was typed, and the words exactly as said', () => {
    const typed = { ...BLANK, words: ' 路灯坏了\n', caller: ' 何小满 ', weapons: '刀', urgent: true }
    expect(bodyOf(typed)).toEqual({ words: ' 路灯坏了\n', caller: '何小满', channel: 'voice', urgent: true, form: { weapons: '刀' } })
  })

  it('makes keys that the API accepts and that do not repeat', () => {
    const keys = new Set(Array.from({ length: 1_000 }, freshKey))
    expect(keys.size).toBe(1_000)
    for (const key of keys) expect(key).toMatch(/^[\x21-\x7e]{1,128}$/)
  })
})
