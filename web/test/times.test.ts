import { describe, expect, it } from 'vitest'
import { fullTime, pressure, shortTime, spanText, spanTo } from '../src/rules/times'

const at = (iso: string): number => Date.parse(iso)

describe('times', () => {
  it('are China’s, wherever the terminal thinks it is', () => {
    expect(fullTime('2026-03-04T18:07:09Z')).toBe('2026-03-05 02:07:09')
    expect(fullTime('2025-12-31T16:00:00Z', 'en')).toBe('2026-01-01 00:00:00')
    expect(fullTime(null)).toBe('')
  })

  it('are as short as the day allows', () => {
    const now = at('2026-03-05T04:00:00Z')
    expect(shortTime('2026-03-05T01:02:00Z', now)).toBe('09:02')
    // 23:30 of the day before in China, though the same day in Greenwich.
    expect(shortTime('2026-03-04T15:30:00Z', now)).toBe('03-04 23:30')
    expect(shortTime('2025-03-04T15:30:00Z', now)).toBe('2025-03-04 23:30')
  })
})

describe('countdowns', () => {
  const due = '2026-03-05T04:00:00Z'
  it.each([
    [0, false, '0:00'],
    [-1, false, '0:01'],
    [-59_000, false, '0:59'],
    [-180_000, false, '3:00'],
    [-3_600_000, false, '1:00:00'],
    [-90_000_000, false, '1天1小时'],
    [1_000, true, '0:01'],
    [3_661_000, true, '1:01:01'],
  ])('%i ms after the deadline', (ms, late, said) => {
    const span = spanTo(due, at(due) + ms)
    expect(span.late).toBe(late)
    expect(spanText(span, 'zh')).toBe(said)
  })

  it('press in the last fifth, and are late afterwards', () => {
    const started = '2026-03-05T03:00:00Z'
    expect(pressure(due, at('2026-03-05T03:47:59Z'), started)).toBe('calm')
    expect(pressure(due, at('2026-03-05T03:48:01Z'), started)).toBe('soon')
    expect(pressure(due, at('2026-03-05T04:00:01Z'), started)).toBe('late')
    expect(pressure(null, at(due))).toBe('calm')
  })

  it('read in English too', () => {
    expect(spanText(spanTo(due, at(due) - 100_000_000), 'en')).toBe('1d 3h')
  })
})
