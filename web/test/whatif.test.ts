import { describe, expect, it } from 'vitest'
import { cellsOf, isOver, matrixOf, progressOf, type Cell } from '../src/rules/whatif'

const CELLS: Cell[] = [
  { from: '12345', to: '12345', texts: 900 },
  { from: '110', to: '110', texts: 50 },
  { from: '12345', to: '110', texts: 40 },
  { from: '110', to: '12345', texts: 3 },
  { from: '119', to: '119', texts: 7 },
]

describe('a matrix', () => {
  it('has every value, the most frequent first, or only those that move', () => {
    expect(matrixOf(CELLS, false).from).toEqual(['12345', '110', '119'])
    expect(matrixOf(CELLS, true).from).toEqual(['12345', '110'])
    expect(matrixOf(CELLS, true).to).toEqual(['12345', '110'])
  })

  it('loses no text', () => {
    const whole = matrixOf(CELLS, false)
    const sum = whole.from.flatMap((f) => whole.to.map((t) => whole.count(f, t))).reduce((a, b) => a + b, 0)
    expect(sum).toBe(1_000)
    expect(whole.moved).toBe(43)
  })

  it('is hot where most move and cold on the diagonal', () => {
    const { heat } = matrixOf(CELLS, false)
    expect(heat('12345', '12345')).toBe(0)
    expect(heat('119', '110')).toBe(0)
    expect(heat('12345', '110')).toBe(4)
    expect(heat('110', '12345')).toBeGreaterThanOrEqual(1)
    expect(heat('110', '12345')).toBeLessThan(4)
  })

  it('holds nothing when nothing moves, and values with odd characters apart', () => {
    expect(matrixOf([{ from: 'a', to: 'a', texts: 5 }], true).from).toEqual([])
    const odd = matrixOf([{ from: 'a","b', to: 'c', texts: 1 }, { from: 'a', to: 'b","c', texts: 2 }], false)
    expect([odd.count('a","b', 'c'), odd.count('a', 'b","c')]).toEqual([1, 2])
  })

  it('reads cells as the API sends them', () => {
    expect(cellsOf([{ from: '12345', to: '110', texts: 4 }])).toEqual([{ from: '12345', to: '110', texts: 4 }])
    expect(cellsOf(undefined)).toEqual([])
  })
})

describe('a replay', () => {
  it('tells how far it is', () => {
    expect(progressOf({ state: 'queued', total: 0, texts: 0 })).toBe(0)
    expect(progressOf({ state: 'running', total: 300, texts: 100 })).toBe(33)
    expect(progressOf({ state: 'done', total: 0, texts: 0 })).toBe(100)
  })
  it('is over in three ways', () => {
    expect(['queued', 'running', 'cancelling', 'cancelled', 'done', 'failed'].map((state) => isOver({ state: state as 'done' }))).toEqual([false, false, false, true, true, true])
  })
})
