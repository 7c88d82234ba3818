import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Judgement } from '../src/api/model'
import answers from '../src/rules/answers.json'
import { debounced } from '../src/rules/debounce'
import { answersOf, cutAt, suggestsPlace, surenessOf, withAnswer } from '../src/rules/triage'

describe('waiting for a pause', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('calls once after a pause', () => {
    const call = vi.fn()
    const { soon } = debounced(call, 300, 1_200)
    soon()
    vi.advanceTimersByTime(200)
    soon()
    vi.advanceTimersByTime(299)
    expect(call).toHaveBeenCalledTimes(0)
    vi.advanceTimersByTime(1)
    expect(call).toHaveBeenCalledTimes(1)
  })

  it('does not let typing without a pause wait for ever', () => {
    const call = vi.fn()
    const { soon } = debounced(call, 300, 1_200)
    for (let t = 0; t < 3_000; t += 100) {
      soon()
      vi.advanceTimersByTime(100)
    }
    expect(call).toHaveBeenCalledTimes(2)
  })

  it('forgets what was stopped', () => {
    const call = vi.fn()
    const { soon, stop } = debounced(call, 300, 1_200)
    soon()
    stop()
    vi.advanceTimersByTime(5_000)
    expect(call).toHaveBeenCalledTimes(0)
  })
})

describe('the live judgement', () => {
  it('says how sure it is in words', () => {
    expect([0.99, 0.85, 0.84, 0.6, 0.59, 0].map(surenessOf)).toEqual(['high', 'high', 'middle', 'middle', 'low', 'low'])
  })

  it('adds an answer as a sentence of its own', () => {
    expect(withAnswer('有人在楼道', '现在没有人受伤。')).toBe('有人在楼道。现在没有人受伤。')
    expect(withAnswer('在哪儿？ \n', '在门口。')).toBe('在哪儿？在门口。')
    expect(withAnswer('', '在门口。')).toBe('在门口。')
  })

  it('cuts a text where its parts begin and loses nothing', () => {
    const words = '😀路灯坏了，另外隔壁在打人'
    const parts = [
      { start: 1, end: 5 },
      { start: 8, end: 13 },
    ]
    expect(cutAt(words, parts)).toEqual(['😀路灯坏了，另外', '隔壁在打人'])
    expect(cutAt(words, [...parts].reverse()).join('')).toBe(words)
    for (let at = 0; at <= 20; at++) expect(cutAt(words, [{ start: 0, end: at }, { start: at, end: 20 }]).join('')).toBe(words)
    expect(cutAt(words, [])).toEqual([words])
  })

  it('suggests a place only of this city, found by itself, and not the one that is entered', () => {
    const place = { division: '440106', entered: false, home: true } as NonNullable<Judgement['place']>
    expect(suggestsPlace(place, '')).toBe(true)
    expect(suggestsPlace(place, '440106')).toBe(false)
    expect(suggestsPlace({ ...place, entered: true }, '')).toBe(false)
    expect(suggestsPlace({ ...place, home: false }, '')).toBe(false)
    expect(suggestsPlace({ ...place, division: '' }, '')).toBe(false)
    expect(suggestsPlace(null, '')).toBe(false)
  })

  it('has answers to every question that decides between two, and none for others', () => {
    const table = new URL('../../src/twinline/triage/data/questions.csv', import.meta.url)
    const codes = existsSync(table) ? readFileSync(table, 'utf8').trim().split(/\r?\n/).slice(1).map((line) => line.split(',')[0] ?? '') : ['Q-DANGER', 'Q-OTHER']
    expect(Object.keys(answers).filter((code) => existsSync(table) && !codes.includes(code))).toEqual([])
    expect(codes.filter((code) => code !== 'Q-OTHER' && !answersOf(code).length)).toEqual([])
    expect(answersOf('Q-OTHER')).toEqual([])
    for (const answer of Object.values(answers).flat()) expect(answer.add).toMatch(/[。！]$/)
  })
})
