import { describe, expect, it } from 'vitest'
import type { PressRow, Wall, WorkOrderRow } from '../src/api/model'
import { onEach } from '../src/rules/batch'
import { columnsOf, COLUMNS, nextStep, packed, queryOf, unpacked } from '../src/rules/inbox'
import { counts, reasonsOf, shown, unitsOf } from '../src/rules/supervision'
import { hoursChart, placesChart } from '../src/rules/wallCharts'
import { channelsOf, heat, hoursOf, isStale, percent, totalOf } from '../src/rules/wall'

const arrived = (hour: number, channel: string, owner: string, count: number) => ({ hour, channel, owner, count, platform: '12345' })
const wall = (rows: ReturnType<typeof arrived>[]): Wall => ({ arrived: rows }) as unknown as Wall

describe('the wall', () => {
  it('always has 24 hours, and says what they add up to', () => {
    const found = wall([arrived(0, 'voice', '12345', 2), arrived(23, 'web', '110', 3), arrived(23, 'web', '12345', 1)])
    expect(hoursOf(found)).toHaveLength(24)
    expect(hoursOf(found)[23]).toEqual({ gov: 1, police: 3 })
    expect(totalOf(found)).toEqual({ gov: 3, police: 3 })
    expect(totalOf(null)).toEqual({ gov: 0, police: 0 })
  })
  it('sums up the channels that have no place of their own', () => {
    const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, n) => arrived(1, name, '12345', 10 - n))
    const found = channelsOf(wall(rows))
    expect(found).toHaveLength(6)
    expect(found[5]).toEqual({ name: '', gov: 5 + 4 + 3, police: 0 })
    expect(channelsOf(wall(rows.slice(0, 6)))[5]?.name).toBe('f')
  })
  it('never says 100 % of what is less, and nothing of nothing', () => {
    expect(percent({ good: 1999, total: 2000 })).toBe('99.9%')
    expect(percent({ good: 7, total: 7 })).toBe('100%')
    expect(percent({ good: 0, total: 0 })).toBe('—')
  })
  it('calls a place hot by half more than usual, and says when figures are old', () => {
    expect([heat(9, 4), heat(4, 2.5), heat(5, 4.9), heat(99, null)]).toEqual(['hot', 'warm', 'even', 'even'])
    expect(isStale('2026-03-05T00:00:00Z', Date.parse('2026-03-05T00:00:19Z'))).toBe(false)
    expect(isStale('2026-03-05T00:00:00Z', Date.parse('2026-03-05T00:00:21Z'))).toBe(true)
    expect(isStale(null, 0)).toBe(true)
  })
})

describe('the charts of the wall-board', () => {
  it('stack both sides of an hour under their sum', () => {
    const option = hoursChart(hoursOf(wall([arrived(23, 'phone', '12345', 1), arrived(23, 'web', '110', 2)])), 16)
    const [gov, police] = option.series as { data: number[]; label?: { formatter: (at: { dataIndex: number }) => string } }[]
    expect([gov?.data[23], police?.data[23], police?.label?.formatter({ dataIndex: 23 })]).toEqual([1, 2, '3'])
    expect(police?.label?.formatter({ dataIndex: 0 })).toBe('')
  })
  it('draw as many places on any day, a line only where the usual is known', () => {
    const places = [{ division: '440106', name: '天河区', count: 9, usual: 4 }, { division: '440104', name: '越秀区', count: 2, usual: null }]
    const [bars, lines] = placesChart(places, 16, () => '').series as { data: unknown[] }[]
    expect(bars?.data).toHaveLength(8)
    expect(bars?.data[0]).toEqual({ value: 9, itemStyle: { color: '#c9476a' } })
    expect(lines?.data).toEqual([[4, 0]])
  })
})

const NOW = Date.parse('2026-03-05T04:00:00Z')
const press = (id: string, more: Partial<PressRow>): PressRow =>
  ({ id, kind: 'case', reasons: [], due_at: null, unit_id: null, unit: null, owes: '12345', danger: false, urges: 0, last_step_at: null, ...more }) as PressRow

describe('the supervision desk', () => {
  const rows = [
    press('a', { reasons: ['near'], due_at: '2026-03-05T03:59:00Z', unit_id: 'u', unit: '城管局', last_step_at: '2026-03-05T01:00:00Z' }),
    press('b', { reasons: ['near', 'silent'], due_at: '2026-03-05T05:00:00Z', urges: 2, last_step_at: '2026-03-01T00:00:00Z' }),
    press('c', { reasons: ['urgent'], owes: '110', danger: true }),
  ]
  it('knows what has become late since it was read', () => {
    expect(reasonsOf(rows[0] as PressRow, NOW)).toEqual(['late'])
    expect(counts(rows, NOW)).toEqual({ all: 3, late: 1, near: 1, returned: 0, silent: 1, urgent: 1 })
  })
  it('filters and sorts', () => {
    const by = (chosen: object) => shown(rows, { reason: 'all', unit: '', side: '', sort: 'due', ...chosen }, NOW).map((r) => r.id).join('')
    expect(by({})).toBe('cab')
    expect(by({ sort: 'silent' })).toBe('cba')
    expect(by({ sort: 'urges' })).toBe('bac')
    expect(by({ side: '110' })).toBe('c')
    expect(by({ unit: 'u' })).toBe('a')
    expect(by({ reason: 'silent' })).toBe('b')
    expect(unitsOf(rows)).toEqual([{ id: 'u', name: '城管局', count: 1 }])
  })
})

describe('the inbox', () => {
  const row = (more: object): WorkOrderRow => ({ state: 'dispatched', platform: '12345', lead_unit_id: 'u', ...more }) as WorkOrderRow
  it('asks for what a tab means', () => {
    expect(queryOf({ tab: 'due_today', danger: true, type: '投诉' }, 'T')).toEqual({ mine: true, state: ['dispatched', 'signed', 'handling'], danger: true, type: '投诉', due_before: 'T' })
    expect(queryOf({ tab: 'redo', danger: false, type: '' }, null)).toMatchObject({ redo: true })
  })
  it('keeps filters and columns, and leaves out what is not known', () => {
    const kept = { tab: 'redo', danger: true, type: '求助' } as const
    expect(unpacked(packed(kept))).toEqual(kept)
    expect(unpacked('tab=nothing&type=<b>')).toEqual({ tab: 'to_sign', danger: false, type: '' })
    expect(columnsOf([])).toEqual([...COLUMNS])
    expect(columnsOf(['due', 'gone'])).toEqual(['number', 'what', 'due'])
  })
  it('offers the step that the unit owes', () => {
    const may = (permission: string) => permission !== 'case.begin'
    expect(nextStep(row({}), 'u', may)).toBe('sign')
    expect(nextStep(row({}), 'other', may)).toBe('co_reply')
    expect(nextStep(row({ state: 'signed' }), 'u', may)).toBeNull()
    expect(nextStep(row({ state: 'closed' }), 'u', may)).toBeNull()
  })
})

it('takes a step on each, and one refusal keeps no other from it', async () => {
  let open = 0
  let most = 0
  const outcome = await onEach([1, 2, 3, 4, 5, 6, 7], async (n) => {
    most = Math.max(most, (open += 1))
    await Promise.resolve()
    open -= 1
    if (n === 3) throw new Error('no')
  })
  expect(outcome.done).toHaveLength(6)
  expect(outcome.refused.map((r) => r.one)).toEqual([3])
  expect(most).toBeLessThanOrEqual(4)
})
