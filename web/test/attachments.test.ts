import { describe, expect, it } from 'vitest'
import { chunksOf, refusedEarly, sized } from '../src/rules/attachments'

describe('a file', () => {
  it('is divided without a gap, the last chunk shorter', () => {
    expect(chunksOf(10, 4)).toEqual([[0, 0, 4], [1, 4, 8], [2, 8, 10]])
    expect(chunksOf(8, 4)).toEqual([[0, 0, 4], [1, 4, 8]])
    expect(chunksOf(1, 4)).toEqual([[0, 0, 1]])
  })

  it('is refused before it is sent when it is empty or too large', () => {
    expect([0, 1, 100_000_000, 100_000_001].map(refusedEarly)).toEqual(['attachment.empty', '', '', 'attachment.too_large'])
  })

  it('has a size that people read', () => {
    expect([0, 999, 1_500, 20_000_000].map(sized)).toEqual(['0 B', '999 B', '1.5 KB', '20 MB'])
  })
})
