import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { problemOf } from '../src/api/problem'
import { grouped, ofFiling, ofOpening, ofProblem } from '../src/portal/check'
import en from '../src/portal/en.json'
import zh from '../src/portal/zh.json'
import { firstTongue } from '../src/portal/words'

const PORTAL = new URL('../src/portal/', import.meta.url)
const source = readdirSync(PORTAL, { encoding: 'utf8' }).filter((f) => /\.(vue|ts)$/.test(f)).map((f) => readFileSync(new URL(f, PORTAL), 'utf8')).join('\n')
const holes = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').sort()
const say = (key: string): string => key

describe('the catalogue of the portal', () => {
  it('says the same in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh))
    for (const [key, said] of Object.entries(zh)) {
      expect(said.trim()).toBeTruthy()
      expect(holes((en as Record<string, string>)[key] ?? '')).toEqual(holes(said))
    }
    expect(Object.entries(en).filter(([key, said]) => key !== 'app.tongue' && /\p{Script=Han}/u.test(said))).toEqual([])
  })
  it('holds nothing that no page says', () => {
    const built = new Set([...source.matchAll(/text\(`(\w+)\./g)].map((m) => m[1]))
    expect(Object.keys(zh).filter((key) => !source.includes(`'${key}'`) && !built.has(key.split('.')[0] ?? ''))).toEqual([])
  })
  it.each([
    ['en', ['zh-CN'], 'en'],
    ['zh', ['en-US'], 'zh'],
    [null, ['en-US', 'en'], 'en'],
    [null, ['de', 'zh-TW'], 'zh'],
    [null, [], 'zh'],
  ] as const)('begins with what was chosen, else with what the browser speaks: %s %j', (kept, languages, first) => {
    expect(firstTongue(kept, languages)).toBe(first)
  })
  it('takes nothing of the desk', () => {
    expect([...source.matchAll(/from '(\.\.\/[^']+)'/g)].map((m) => m[1]).filter((from) => !from?.startsWith('../api/'))).toEqual([])
    expect(source).not.toContain('element-plus')
    expect(source).not.toContain('v-html')
  })
})

describe('what is told before sending', () => {
  it('names each field that is wrong', () => {
    expect(ofFiling({ words: ' \u3000', phone: '' }, say)).toEqual([{ field: 'words', message: 'fault.words' }, { field: 'phone', message: 'fault.phone' }])
    expect(ofFiling({ words: '路灯', phone: '+86 199-0000-1234' }, say)).toEqual([])
    expect(ofFiling({ words: '路灯', phone: '1'.repeat(40) }, say)).toHaveLength(1)
    expect(ofOpening({ code: '1234 5678-9012', phone_end: '1234' }, say)).toEqual([])
    expect(ofOpening({ code: '𠮷', phone_end: '12🚒4' }, say)).toHaveLength(2)
  })
  it('shows what the server refuses by field, or as it is', () => {
    const body = { title: '', status: 422, detail: 'whole', code: 'a.b', request_id: '' }
    expect(ofProblem(problemOf(body, 422, ''))).toEqual([{ field: '', message: 'whole' }])
    expect(ofProblem(problemOf({ ...body, fields: [{ field: 'phone', reason: 'x', message: 'bad' }] }, 422, ''))).toEqual([{ field: 'phone', message: 'bad' }])
  })
  it('groups a code as it is read out', () => {
    expect(grouped('123456789012')).toBe('1234 5678 9012')
    expect(grouped('')).toBe('')
  })
})
