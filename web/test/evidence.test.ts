import { describe, expect, it } from 'vitest'
import { marksOf, pieces } from '../src/rules/evidence'

const whole = (words: string, marks: Parameters<typeof pieces>[1]) => pieces(words, marks).map((p) => p.text).join('')

describe('evidence', () => {
  it('counts characters as the server does: 𠮷 and emoji are one', () => {
    const words = '𠮷家😀有人持刀'
    const marks = marksOf(words, [{ kind: 'danger', text: '', evidence: { words: '持刀', start: 5, end: 7 } }])
    expect(pieces(words, marks)).toEqual([
      { text: '𠮷家😀有人', reason: null },
      { text: '持刀', reason: 0 },
    ])
  })

  it('finds stored words, which carry no place', () => {
    expect(marksOf('😀路灯坏了', [{ kind: 'matter', text: '', words: '路灯' }])).toEqual([{ start: 1, end: 3, reason: 0 }])
    expect(marksOf('别的', [{ kind: 'matter', text: '', words: '路灯' }, { kind: 'type', text: '' }])).toEqual([])
  })

  it('never loses or doubles a character, also when marks overlap or run over the end', () => {
    const words = '天河区棠下有人拿着刀'
    const marks = [
      { start: 3, end: 6, reason: 0 },
      { start: 4, end: 99, reason: 1 },
      { start: 0, end: 3, reason: 2 },
      { start: 8, end: 8, reason: 3 },
    ]
    expect(whole(words, marks)).toBe(words)
    expect(pieces(words, marks).map((p) => p.reason)).toEqual([2, 0, 1])
    expect(whole('', [])).toBe('')
  })
})
