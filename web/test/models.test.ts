import { describe, expect, it } from 'vitest'
import { findsFewerDangers, reportsOf, share, stepsOfModel } from '../src/rules/models'

describe('a card', () => {
  it('gives the figures by field, the largest classes first', () => {
    const classes = [
      { label: 'b', precision: 1, recall: 1, f1: 1, support: 3 },
      { label: 'a', precision: 0.5, recall: 0.5, f1: 0.5, support: 30 },
      { label: 'c', precision: 1, recall: 1, f1: 1, support: 3 },
    ]
    const [report] = reportsOf({ metrics: { owner: { rows: 36, accuracy: 0.9, macro_f1: 0.83, calibration_error: 0.02, classes } } })
    expect(report?.classes.map((c) => c.label)).toEqual(['a', 'b', 'c'])
    expect(report?.confusions).toEqual([])
  })

  it('without figures shows none', () => {
    expect(reportsOf({})).toEqual([])
    expect(reportsOf({ metrics: { owner: {} } })[0]?.rows).toBe(0)
  })
})

describe('a model', () => {
  it('has the steps of its state', () => {
    expect(stepsOfModel({ state: 'candidate' })).toEqual(['activate', 'shadow', 'retire'])
    expect(stepsOfModel({ state: 'shadow' })).toEqual(['activate', 'retire'])
    expect(stepsOfModel({ state: 'active' })).toEqual(['shadow', 'retire'])
    expect(stepsOfModel({ state: 'retired' })).toEqual([])
  })

  it('needs a reason when it finds fewer dangers than the active one, or nobody knows', () => {
    expect(findsFewerDangers({ danger_recall: 0.9 }, { danger_recall: 0.95 })).toBe(true)
    expect(findsFewerDangers({ danger_recall: null }, { danger_recall: 0.95 })).toBe(true)
    expect(findsFewerDangers({ danger_recall: 0.95 }, { danger_recall: 0.95 })).toBe(false)
    expect(findsFewerDangers({ danger_recall: 0.1 }, { danger_recall: null })).toBe(false)
    expect(findsFewerDangers({ danger_recall: 0.1 }, undefined)).toBe(false)
  })

  it('has shares as percentages', () => {
    expect(share(0.9456)).toBe('94.6%')
  })
})
