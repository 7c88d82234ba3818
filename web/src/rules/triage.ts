/** What the live judgement puts before a person: how sure it is, what to ask, which parts to take apart. Pure. */

import type { Judgement, SplitPart } from '../api/model'
import known from './answers.json'

export type Sureness = 'high' | 'middle' | 'low'

/** A probability in words; the bounds are those at which an experienced person would go on, look again, or ask. */
export function surenessOf(confidence: number): Sureness {
  if (confidence >= 0.85) return 'high'
  return confidence >= 0.6 ? 'middle' : 'low'
}

export const percent = (share: number): number => Math.round(share * 100)

export interface Answer {
  /** What is added to the words: a sentence in the language that the words are in. */
  add: string
  en: string
  /** The answer says that there is danger: the person's word, whatever the machine makes of it. */
  danger?: boolean
}

/** The answers that one click gives; none for a question that is not known here, which is asked and typed. */
export function answersOf(code: string): readonly Answer[] {
  return (known as Record<string, Answer[] | undefined>)[code] ?? []
}

/** The words with an answer behind them, as a sentence of its own. */
export function withAnswer(words: string, add: string): string {
  const said = words.trimEnd()
  if (!said) return add
  return /[。！？.!?；;]$/.test(said) ? said + add : `${said}。${add}`
}

/** The whole text cut where the parts begin, so that no character is lost; places count characters, not UTF-16 units. */
export function cutAt(words: string, parts: readonly Pick<SplitPart, 'start' | 'end'>[]): string[] {
  const letters = [...words]
  const starts = parts.map((part) => part.start).sort((a, b) => a - b)
  const cuts = [0, ...starts.slice(1).filter((at) => at > 0 && at < letters.length)]
  return cuts.map((at, n) => letters.slice(at, cuts[n + 1] ?? letters.length).join('').trim()).filter(Boolean)
}

/** Whether a place that the machine found says more than what was entered. */
export function suggestsPlace(place: Judgement['place'], division: string): boolean {
  return Boolean(place && !place.entered && place.home && place.division && place.division !== division)
}
