/** Day and night, as the terminal has them; it may change them while a page is open. */

import { ref } from 'vue'

const night = matchMedia('(prefers-color-scheme: dark)')

/** True by night. The page has its colours already when this changes. */
export const dark = ref(night.matches)

function paint(): void {
  document.documentElement.classList.toggle('dark', night.matches)
  dark.value = night.matches
}

/** Give the page the terminal's colours, now and whenever they change. */
export function followTheme(): void {
  paint()
  night.addEventListener('change', paint)
}
