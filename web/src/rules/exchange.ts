/** What is wrong with the exchange with a peer, and what can be done about a message. */

import type { ExchangeMessage, PeerStanding } from '../api/model'

export type Trouble = 'off' | 'down' | 'refused' | 'held'

/** The most serious first; none: all is well. */
export function troubles(peer: PeerStanding): Trouble[] {
  if (!peer.active) return ['off']
  const found: Trouble[] = []
  if (peer.ways.length && !peer.carries) found.push('down')
  if (peer.refused) found.push('refused')
  if (peer.held) found.push('held')
  return found
}

export const isUntroubled = (peer: PeerStanding): boolean => troubles(peer).length === 0

export const statesOf = (direction: 'out' | 'in'): readonly string[] => (direction === 'out' ? ['waiting', 'sent', 'taken', 'refused'] : ['held', 'admitted'])

/** Sending again is harmless, but of no use for what the peer has, or what goes by itself. */
export const mendable = (row: Pick<ExchangeMessage, 'state'>): boolean => ['sent', 'refused', 'held'].includes(row.state)
