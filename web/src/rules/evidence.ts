/** Cuts a text into pieces so that the words a judgement rests on can be marked. */

export interface Piece {
  text: string
  /** Number of the reason that rests on the piece, or null. */
  reason: number | null
}

export interface Mark {
  start: number
  end: number
  reason: number
}

export interface Reason {
  kind: string
  text: string
  evidence?: { words: string; start: number; end: number } | null
  words?: string | null
}

/** Where each reason's words are. Live judgements say so; stored ones carry the words alone, which are looked up. */
export function marksOf(words: string, reasons: readonly Reason[]): Mark[] {
  return reasons.flatMap((reason, index) => {
    if (reason.evidence) return [{ start: reason.evidence.start, end: reason.evidence.end, reason: index }]
    if (!reason.words) return []
    const at = words.toLowerCase().indexOf(reason.words.toLowerCase())
    if (at < 0) return []
    const start = [...words.slice(0, at)].length
    return [{ start, end: start + [...reason.words].length, reason: index }]
  })
}

/** The text in pieces; the server counts characters, not UTF-16 units. Of overlapping marks the earlier one wins. */
export function pieces(words: string, marks: readonly Mark[]): Piece[] {
  const letters = [...words]
  const sorted = [...marks].sort((a, b) => a.start - b.start || b.end - a.end)
  const made: Piece[] = []
  let at = 0
  for (const mark of sorted) {
    const start = Math.max(mark.start, at)
    const end = Math.min(mark.end, letters.length)
    if (end <= start) continue
    if (start > at) made.push({ text: letters.slice(at, start).join(''), reason: null })
    made.push({ text: letters.slice(start, end).join(''), reason: mark.reason })
    at = end
  }
  if (at < letters.length) made.push({ text: letters.slice(at).join(''), reason: null })
  return made
}
