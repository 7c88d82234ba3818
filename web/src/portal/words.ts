/** The portal's words. They are a catalogue of its own, so that a telephone fetches none of the desk's. */

import { ref, watch } from 'vue'
import zh from './zh.json'

export type Tongue = 'zh' | 'en'
export type Key = keyof typeof zh

const CATALOGUE: Partial<Record<Tongue, Record<Key, string>>> = { zh }
const KEPT = 'twinline.tongue'

/** What this browser was told to remember; nothing where it keeps nothing. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // The next visit starts as the first did.
  }
}

/** The language to begin with: the one chosen before, else the browser's. */
export function firstTongue(kept = remembered(KEPT), languages: readonly string[] = navigator.languages): Tongue {
  if (kept === 'zh' || kept === 'en') return kept
  return languages.length && !languages.some((language) => language.toLowerCase().startsWith('zh')) ? 'en' : 'zh'
}
export const tongue = ref<Tongue>('zh')

/** Change the language. When its words cannot be had, the pages go on in the one that they have. */
export async function speak(wanted: Tongue): Promise<void> {
  if (wanted === 'en' && !CATALOGUE.en) {
    try {
      CATALOGUE.en = (await import('./en.json')).default
    } catch {
      return
    }
  }
  tongue.value = wanted
}

/** What the reader asked for, now and at the next visit. */
export function choose(wanted: Tongue): Promise<void> {
  remember(KEPT, wanted)
  return speak(wanted)
}

watch(tongue, (chosen) => void (document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en'))

/** The sentence for a key; `{name}` stands for a parameter. */
export function text(key: Key, params: Record<string, string | number> = {}): string {
  const sentence = (CATALOGUE[tongue.value] ?? zh)[key]
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

export function day(at: string): string {
  return new Date(at).toLocaleDateString(locale(), { dateStyle: 'long', timeZone: 'Asia/Shanghai' })
}
export function moment(at: string): string {
  return new Date(at).toLocaleString(locale(), { dateStyle: 'long', timeStyle: 'short', hour12: false, timeZone: 'Asia/Shanghai' })
}
const locale = (): string => (tongue.value === 'zh' ? 'zh-CN' : 'en-GB')
