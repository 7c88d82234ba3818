import { describe, expect, it } from 'vitest'
import type { Change } from '../src/api/model'
import { merge, pace, type Row } from '../src/rules/changes'

const row = (id: string, version: number, state = 'registered'): Row => ({ id, appeal_id: `a-${id}`, version, state })
const change = (id: string, seq: number, state: string | null, kind: Change['subject_kind'] = 'case'): Change => ({
  topic: `${kind}.x`,
  subject_kind: kind,
  subject_id: id,
  appeal_id: `a-${id}`,
  seq,
  state,
  at: '2026-03-05T00:00:00Z',
})

describe('merge', () => {
  it('takes the newest state of each row, in whatever order the changes come', () => {
    const changes = [change('1', 4, 'handling'), change('1', 3, 'signed'), change('2', 2, 'dispatched')]
    for (const order of [changes, [...changes].reverse()]) {
      expect(merge([row('1', 2), row('2', 1)], order, ['case']).rows).toEqual([row('1', 4, 'handling'), row('2', 2, 'dispatched')])
    }
  })

  it('does nothing twice: a repeat leaves the very same rows', () => {
    const rows = [row('1', 4, 'handling')]
    const merged = merge(rows, [change('1', 4, 'handling'), change('1', 2, 'dispatched')], ['case'])
    expect(merged.rows).toBe(rows)
    expect(merged.changed).toBe(false)
  })

  it('keeps the state when a change has none', () => {
    expect(merge([row('1', 1, 'signed')], [change('1', 2, null)], ['case']).rows).toEqual([row('1', 2, 'signed')])
  })

  it('names appeals whose rows are not shown, and leaves other kinds alone', () => {
    const merged = merge([row('1', 1)], [change('9', 1, 'registered'), change('7', 1, 'offered', 'handover')], ['case'])
    expect([...merged.unknown]).toEqual(['a-9'])
    expect(merged.changed).toBe(false)
  })

  it('ends in the same state however a run of changes is cut into batches', () => {
    const states = ['dispatched', 'signed', 'handling', 'replied', 'reviewed']
    const run = states.map((state, n) => change('1', n + 2, state))
    for (let cut = 0; cut <= run.length; cut++) {
      const first = merge([row('1', 1)], run.slice(0, cut), ['case']).rows
      expect(merge(first, run.slice(cut), ['case']).rows).toEqual([row('1', 6, 'reviewed')])
    }
  })
})

describe('pace', () => {
  it('is quick when it is quiet and bounded when it is not', () => {
    expect(pace(1, 0)).toBe(250)
    expect(pace(500, 0)).toBe(2_500)
    expect(pace(500, 1)).toBeLessThanOrEqual(3_500)
  })
})
