/** The words of the pages in both languages. A key that is missing in either does not compile. */

import { ref, watch } from 'vue'
import zh from './zh.json'

export type Tongue = 'zh' | 'en'
export type Key = keyof typeof zh

/** Most read Chinese: English words come when they are asked for. */
const CATALOGUE: Partial<Record<Tongue, Record<Key, string>>> = { zh }
const KEPT = 'twinline.tongue'

function remembered(): Tongue {
  try {
    return localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

/** The language that the reader chose before. */
export const chosenBefore = remembered()

/** The language that the pages speak; `speak` changes it. */
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

const words = (): Record<Key, string> => CATALOGUE[tongue.value] ?? zh

watch(
  tongue,
  (chosen) => {
    if (typeof document !== 'undefined') document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en'
    try {
      localStorage.setItem(KEPT, chosen)
    } catch {
      // A terminal that keeps nothing starts in Chinese the next time.
    }
  },
  { immediate: true },
)

/** The sentence for a key; `{name}` stands for a parameter. */
export function text(key: Key, params: Record<string, string | number> = {}): string {
  return fill(words()[key], params)
}

export function fill(sentence: string, params: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** The sentence for a code that the server sent, or the code itself when the pages have no word for it. */
export function nameOf(prefix: string, code: string | null | undefined): string {
  if (!code) return ''
  const known = words() as Record<string, string | undefined>
  return known[`${prefix}.${code}`] ?? code
}

/** Of a pair that the server named in both languages, the reader's. */
export function said(pair: { zh: string; en: string }): string {
  return pair[tongue.value]
}
