/** What pages share: the words typed so far, what opens one's appeal, and how the pages look. */

import { reactive, ref, watch } from 'vue'
import { remember, remembered } from './words'

const KEPT_WORDS = 'twinline.portal.words'
const KEPT_ELDER = 'twinline.portal.elder'

function typedBefore(): string {
  try {
    return sessionStorage.getItem(KEPT_WORDS) ?? ''
  } catch {
    return ''
  }
}

/** Kept until the tab is closed, so that a reload loses nothing and the next person at a shared screen finds nothing. */
export const words = ref(typedBefore())
watch(words, (now) => {
  try {
    sessionStorage.setItem(KEPT_WORDS, now)
  } catch {
    // What is typed lives as long as the page.
  }
})

/** In memory only: a code opens an appeal. */
export const opened = reactive({ code: '', phone_end: '' })

/** Big type and fewer things. */
export const elder = ref(remembered(KEPT_ELDER) === '1')
watch(
  elder,
  (on) => {
    document.documentElement.classList.toggle('elder', on)
    remember(KEPT_ELDER, on ? '1' : '')
  },
  { immediate: true },
)
