/** The words of the pages in both languages. A key that is missing in either does not compile. */

import { ref, watch } from 'vue'
import en from './en.json'
import zh from './zh.json'

export type Tongue = 'zh' | 'en'
export type Key = keyof typeof zh

const CATALOGUE: Record<Tongue, Record<Key, string>> = { zh, en }
const KEPT = 'twinline.tongue'

function remembered(): Tongue {
  try {
    return localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

export const tongue = ref<Tongue>(remembered())

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
  return fill(CATALOGUE[tongue.value][key], params)
}

export function fill(sentence: string, params: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** The sentence for a code that the server sent, or the code itself when the pages have no word for it. */
export function nameOf(prefix: string, code: string | null | undefined): string {
  if (!code) return ''
  const known = CATALOGUE[tongue.value] as Record<string, string | undefined>
  return known[`${prefix}.${code}`] ?? code
}

/** Of a pair that the server named in both languages, the reader's. */
export function said(pair: { zh: string; en: string }): string {
  return pair[tongue.value]
}
