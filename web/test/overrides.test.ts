import { describe, expect, it } from 'vitest'
import type { OverrideFigure } from '../src/api/model'
import { mergeable } from '../src/rules/merging'
import { byReason, moves } from '../src/rules/overrides'

const figure = (more: Partial<OverrideFigure>): OverrideFigure => ({
  from_matter: 'A', from_owner: '12345', to_matter: 'B', to_owner: '110', reason_code: 'wrong_owner', words: null, overrides: 1, ...more,
})
const FIGURES = [
  figure({ words: 'x', overrides: 2 }),
  figure({ words: 'y', overrides: 3 }),
  figure({ words: 'y', reason_code: 'other' }),
  figure({ to_matter: 'C', to_owner: '12345', reason_code: null, overrides: 4 }),
]

describe('overrides', () => {
  it('are counted by reason, the most frequent first', () => {
    expect(byReason(FIGURES)).toEqual([
      { code: 'wrong_owner', overrides: 5 },
      { code: 'none', overrides: 4 },
      { code: 'other', overrides: 1 },
    ])
    expect(byReason([])).toEqual([])
  })

  it('are one move whatever the words', () => {
    expect(moves(FIGURES, null).map((m) => [m.to_matter, m.overrides, m.words])).toEqual([
      ['B', 6, ['y', 'x']],
      ['C', 4, []],
    ])
    expect(moves(FIGURES, 'other').map((m) => m.overrides)).toEqual([1])
    expect(moves(FIGURES, 'none').map((m) => m.to_matter)).toEqual(['C'])
  })
})

describe('what a repeat is merged into', () => {
  const order = { id: 'o', kind: 'case' as const, mirror: false, closed_at: null, state: 'registered' }
  it('is the open work order of the own side', () => {
    expect(mergeable([{ ...order, id: 'p', kind: 'incident' as const }, { ...order, id: 'm', mirror: true }, order])).toBe('o')
    expect(mergeable([{ ...order, closed_at: '2026-11-22T00:00:00Z' }, { ...order, state: 'merged' }])).toBeNull()
  })
})
