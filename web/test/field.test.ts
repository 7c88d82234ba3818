import { describe, expect, it } from 'vitest'
import { nextOf, nextStep, restAfter, partAfter, verdict, type FieldEvent, type Lane } from '../src/rules/field'
import { callAgain, follows } from '../src/rules/revisits'

const order = (part: string, kind: 'incident' | 'case' = 'incident', ended = false) => ({ kind, part, ended })
const step = (n: number, event: FieldEvent, order_id = 'a'): { n: number; order_id: string; event: FieldEvent; refused?: string } => ({ n, order_id, event })
const steps = (...events: FieldEvent[]) => events.map((event) => ({ event }))

describe('the way of an order', () => {
  it('has one next step until the feedback', () => {
    const way = ['dispatched', 'signed', 'en_route', 'on_scene', 'fed_back'].map((part) => nextStep('incident', part))
    expect(way).toEqual(['sign', 'set_out', 'arrive', 'feed_back', null])
    expect(['dispatched', 'signed', 'handling', 'replied', 'co', 'co_replied'].map((part) => nextStep('case', part))).toEqual(['sign', 'begin', 'reply', null, 'co_reply', null])
  })
  it('goes on with what waits, beside which photos and calls for help move nothing', () => {
    expect(partAfter('incident', 'dispatched', steps('sign', 'photo', 'set_out', 'ask_help'))).toBe('en_route')
    expect(partAfter('incident', 'signed', steps('feed_back'))).toBe('fed_back')
    expect(partAfter('incident', 'signed', steps('unit_return'))).toBe('released')
    expect(partAfter('case', 'co', steps('co_reply'))).toBe('co_replied')
  })
})

describe('a step that waited', () => {
  it.each<[string, FieldEvent, string]>([
    ['dispatched', 'sign', 'send'],
    ['signed', 'sign', 'done'],
    ['fed_back', 'arrive', 'done'],
    ['dispatched', 'arrive', 'changed'],
    ['en_route', 'feed_back', 'send'],
    ['dispatched', 'feed_back', 'changed'],
    ['released', 'arrive', 'gone'],
    ['en_route', 'unit_return', 'changed'],
    ['released', 'photo', 'send'],
    ['on_scene', 'ask_help', 'send'],
  ])('at %s, %s: %s', (part, event, expected) => expect(verdict(order(part), event)).toBe(expected))
  it('is not sent to what has ended or is not to be seen', () => {
    expect(verdict(order('on_scene', 'incident', true), 'feed_back')).toBe('gone')
    expect(verdict(null, 'photo')).toBe('gone')
  })
  it('has a lane of its own kind, so that no photo stands before a call for help', () => {
    const queue = [step(1, 'photo'), step(2, 'sign'), step(3, 'ask_help'), step(4, 'set_out')]
    const first = (lane: Lane) => nextOf(queue, lane, () => false)?.n
    expect([first('help'), first('step'), first('photo')]).toEqual([3, 2, 1])
  })
  it('is held by an earlier one of its order only', () => {
    const queue = [{ ...step(1, 'sign'), refused: 'no' }, step(2, 'set_out'), step(3, 'sign', 'b'), step(4, 'photo'), step(5, 'ask_help')]
    expect(nextOf(queue, 'step', () => false)?.n).toBe(3)
    expect(nextOf(queue, 'step', (one) => one.order_id === 'b')).toBeUndefined()
    expect(nextOf(queue, 'photo', () => false)?.n).toBe(4)
    expect(nextOf([{ ...step(1, 'ask_help'), refused: 'no' }, step(2, 'ask_help')], 'help', () => false)?.n).toBe(2)
  })
  it('rests longer after every failure, a call for help never long', () => {
    expect([1, 2, 3, 9].map((failures) => restAfter(failures, 'step'))).toEqual([10_000, 20_000, 40_000, 300_000])
    expect(restAfter(9, 'help')).toBe(10_000)
  })
})

describe('calling again', () => {
  it('offers times in China that are ahead', () => {
    const noon = callAgain(Date.parse('2026-03-05T12:00:30+08:00'))
    expect(noon.map((one) => one.at)).toEqual(['2026-03-05T06:01:00.000Z', '2026-03-05T11:00:00.000Z', '2026-03-06T01:00:00.000Z'])
    expect(callAgain(Date.parse('2026-03-05T23:30:00+08:00')).map((one) => one.name)).toEqual(['soon', 'tomorrow'])
  })
  it('ends what is solved and sends back what is not, as far as the person may', () => {
    const redo = [{ event: 'redo', zh: '', en: '' }]
    expect(follows('solved', [], () => true)).toBe('close')
    expect(follows('solved', [], () => false)).toBeNull()
    expect(follows('unsolved', redo, () => true)).toBe('redo')
    expect(follows('unsolved', [], () => true)).toBeNull()
    expect(follows('missed', redo, () => true)).toBeNull()
  })
})
