import { describe, expect, it } from 'vitest'
import type { PeerStanding } from '../src/api/model'
import { isUntroubled, mendable, statesOf, troubles } from '../src/rules/exchange'

const way = { transport: 'https', every_s: 15, since: null, beat_at: null, heard_at: null, rtt_ms: 3, failed: null, down_since: null }
const peer = { active: true, carries: 'https', ways: [way], refused: 0, held: 0 } as unknown as PeerStanding

describe('the standing of a peer', () => {
  it('is well while a way carries and nothing is stuck', () => {
    expect(isUntroubled(peer)).toBe(true)
    expect(isUntroubled({ ...peer, ways: [], carries: null })).toBe(true)
  })
  it('names what is wrong, the most serious first', () => {
    expect(troubles({ ...peer, carries: null, refused: 2, held: 1 })).toEqual(['down', 'refused', 'held'])
    expect(troubles({ ...peer, active: false, refused: 2 })).toEqual(['off'])
  })
})

describe('a message', () => {
  it('is sent or admitted again only while that may help', () => {
    const states = [...statesOf('out'), ...statesOf('in')] as Parameters<typeof mendable>[0]['state'][]
    expect(states.filter((state) => mendable({ state }))).toEqual(['sent', 'refused', 'held'])
  })
})
