import { describe, expect, it } from 'vitest'
import { EventReader } from '../src/api/stream'

const change = (id: string, data: string) => ({ id, name: 'change', data })

describe('EventReader', () => {
  it('reads events, skips comments, keeps the last id', () => {
    const reader = new EventReader()
    expect(reader.feed(': still here\n\nid: 7.1\nevent: change\ndata: {"a":1}\n\n')).toEqual([change('7.1', '{"a":1}')])
    expect(reader.feed('event: reset\ndata: {}\n\n')).toEqual([{ id: '7.1', name: 'reset', data: '{}' }])
  })

  it.each([1, 2, 3, 5, 7, 11])('gives the same whatever the pieces are: %i characters at a time', (size) => {
    const whole = 'id: 1.1\r\nevent: change\r\ndata: 一\r\ndata: 二\r\n\r\nid:2.1\revent:change\rdata:\r\rid: 3.1\nevent: change\ndata: c\n\n'
    const reader = new EventReader()
    const found = []
    for (let at = 0; at < whole.length; at += size) found.push(...reader.feed(whole.slice(at, at + size)))
    expect(found).toEqual([change('1.1', '一\n二'), change('2.1', ''), change('3.1', 'c')])
  })

  it('holds back what is not finished', () => {
    const reader = new EventReader()
    expect(reader.feed('event: change\ndata: x\n')).toEqual([])
    expect(reader.feed('\n')).toHaveLength(1)
  })
})
