import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import en from '../src/messages/en.json'
import zh from '../src/messages/zh.json'
import { fill } from '../src/messages'

const SRC = new URL('../src/', import.meta.url)
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((f) => /\.(vue|ts)$/.test(f) && !f.endsWith('schema.ts'))
const source = files.map((f) => readFileSync(new URL(f, SRC), 'utf8')).join('\n')
const chinese: Record<string, string> = zh
const english: Record<string, string> = en
/** Keys that are put together from a word of the page and a code: `nameOf('clock', …)`, `text(`link.${…}`)`. */
const BUILT = new Set([...source.matchAll(/nameOf\('(\w+)'/g), ...source.matchAll(/text\(`(\w+)\./g), ...source.matchAll(/of\('(\w+)'/g)].map((m) => m[1]))

const holes = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '').sort()

describe('the catalogue', () => {
  it('has every key in both languages', () => {
    expect(Object.keys(english)).toEqual(Object.keys(chinese))
  })

  it.each(Object.keys(chinese))('%s says the same in both', (key) => {
    expect(chinese[key]?.trim()).toBeTruthy()
    expect(english[key]?.trim()).toBeTruthy()
    expect(holes(english[key] ?? '')).toEqual(holes(chinese[key] ?? ''))
  })

  it('has Chinese in the Chinese one and none in the English one', () => {
    const CODES = /^(owner\.1\d+|owner\.12345|figure\.split|figure\.ways)$/
    expect(Object.entries(chinese).filter(([key, said]) => !CODES.test(key) && !/\p{Script=Han}/u.test(said))).toEqual([])
    expect(Object.entries(english).filter(([, said]) => /\p{Script=Han}/u.test(said))).toEqual([])
  })

  it('holds nothing that no page says', () => {
    const idle = Object.keys(chinese).filter((key) => !source.includes(`'${key}'`) && !BUILT.has(key.split('.')[0] ?? ''))
    expect(idle).toEqual([])
  })

  it('is the only place with words: no Chinese in the pages', () => {
    // Request types are the API's own codes, and the language's own name is written in it.
    const allowed = /咨询|求助|投诉|举报|建议|报警|其他|中文|[、，：；]|天|小时|刑事类警情|盗窃/g
    const found = files.flatMap((f) => {
      const code = readFileSync(new URL(f, SRC), 'utf8').replace(allowed, '')
      return [...code.matchAll(/[^\n]*\p{Script=Han}[^\n]*/gu)].map((m) => `${f}: ${m[0].trim()}`)
    })
    expect(found).toEqual([])
  })
})

describe('fill', () => {
  it('puts parameters in and leaves unknown holes alone', () => {
    expect(fill('{a} of {b}, {c}', { a: 1, b: 'x' })).toBe('1 of x, {c}')
  })
  it('does not fill what a parameter brought', () => {
    expect(fill('{a}{b}', { a: '{b}', b: '!' })).toBe('{b}!')
  })
})
