import { describe, expect, it } from 'vitest'
import { asTree, found, type ClassRow } from '../src/rules/classes'
import { saidOfSelf } from '../src/rules/fill'
import { BLANK, bodyOf } from '../src/rules/register'
import { actOf, isBlank, readBack, written, type Kept } from '../src/rules/seat'

const KEPT: Kept = { typed: { ...BLANK }, key: 'k', sent: null, rest: [], hand: [], dangerByHand: false, handOver: null }

describe('a draft', () => {
  it('is read back as it was, whatever was typed', () => {
    const words = '𠮷野家\n"门前"\\积水\u0085\u007f\ud800'
    const content = written({ ...KEPT, typed: { ...BLANK, words } })
    expect(content).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
    expect(readBack(content)?.typed?.words).toBe(words)
    expect(readBack('no JSON')).toBeNull()
    expect(readBack('5')).toBeNull()
  })
  it('is worth keeping once anything but the channel was chosen', () => {
    expect(isBlank({ typed: { ...BLANK, channel: 'web' }, rest: [] })).toBe(true)
    expect(isBlank({ typed: { ...BLANK, phone: '1' }, rest: [] })).toBe(false)
    expect(isBlank({ typed: { ...BLANK }, rest: ['还有一件'] })).toBe(false)
  })
  it('sends the class that was chosen, and none else', () => {
    expect(bodyOf({ ...BLANK, words: 'x', class_code: '100301' })['class_code']).toBe('100301')
    expect(bodyOf({ ...BLANK, words: 'x' })).not.toHaveProperty('class_code')
  })
})

describe('the keys of a seat', () => {
  const key = (over: Partial<KeyboardEvent>) => actOf({ key: '', code: '', altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false, ...over })
  it('are F-keys and Alt', () => {
    expect([key({ key: 'F2' }), key({ key: 'F9' }), key({ altKey: true, code: 'KeyN' }), key({ altKey: true, code: 'Digit3' })]).toEqual(['register', 'danger', 'fresh', 2])
  })
  it('leave the browser and the input method their own', () => {
    expect(key({ key: 'F2', isComposing: true })).toBeNull()
    expect(key({ altKey: true, ctrlKey: true, code: 'KeyN' })).toBeNull()
    expect(key({ altKey: true, key: 'F4' })).toBeNull()
    expect(key({ key: 'n', code: 'KeyN' })).toBeNull()
  })
})

describe('what callers say of themselves', () => {
  it.each([
    ['路灯坏了，我叫何小满，我的电话是199-0000-1234', '何小满', '199-0000-1234'],
    ['商家电话是19900001234，一直不退款', '', ''],
    ['联系电话：19900001234。', '', '19900001234'],
    ['我的手机号1990000', '', ''],
    ['我叫了三次都没人来', '', ''],
  ])('%s', (words, caller, phone) => {
    expect(saidOfSelf(words)).toEqual({ caller, phone })
  })
})

describe('police classes', () => {
  const rows: ClassRow[] = [
    { code: '1', parent: null, level: 1, name: '刑事', initials: 'xs' },
    { code: '13', parent: '1', level: 2, name: '盗窃', initials: 'dq' },
    { code: '131', parent: '13', level: 3, name: '入室盗窃', initials: 'rsdq' },
    { code: '2', parent: null, level: 1, name: '纠纷', initials: 'jf' },
  ]
  const tree = asTree([rows[3]!, rows[2]!, rows[1]!, rows[0]!])
  it('are found by first letters, name or code, the nearest first', () => {
    expect(found(tree, 'dq').map((row) => row.code)).toEqual(['13', '131'])
    expect(found(tree, 'RS').map((row) => row.code)).toEqual(['131'])
    expect(found(tree, '盗').map((row) => row.code)).toEqual(['13', '131'])
    expect(found(tree, '13').map((row) => row.code)).toEqual(['13', '131'])
    expect(found(tree, 'zz')).toEqual([])
  })
  it('stand under what they lie in when nothing is typed', () => {
    expect(found(tree, ' ').map((row) => row.code)).toEqual(['2', '1', '13', '131'])
  })
})
