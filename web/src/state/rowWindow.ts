/** Of a long table only the rows near the window are drawn; the others are room above and below them. */

import { useWindowVirtualizer } from '@tanstack/vue-virtual'
import { computed, type ComponentPublicInstance, type Ref } from 'vue'

const ROW_PX = 37
/** Rows drawn beyond what is seen: a list of one or two pages is drawn whole, for searching and printing by the browser. */
const BEYOND = 100

export interface Seen<R> {
  row: R
  index: number
}

export function useRowWindow<R>(rows: Readonly<Ref<readonly R[]>>, body: Readonly<Ref<HTMLElement | undefined>>) {
  const from = (): number => (body.value ? body.value.getBoundingClientRect().top + window.scrollY : 0)
  const scroller = useWindowVirtualizer(
    computed(() => ({ count: rows.value.length, estimateSize: () => ROW_PX, overscan: BEYOND, scrollMargin: from() })),
  )
  const items = computed(() => scroller.value.getVirtualItems())
  const seen = computed<Seen<R>[]>(() =>
    items.value.flatMap(({ index }) => {
      const row = rows.value[index]
      return row === undefined ? [] : [{ row, index }]
    }),
  )
  const above = computed(() => (items.value[0]?.start ?? 0) - (items.value[0] ? scroller.value.options.scrollMargin : 0))
  const below = computed(() => {
    const last = items.value[items.value.length - 1]
    return last ? scroller.value.getTotalSize() + scroller.value.options.scrollMargin - last.end : 0
  })
  /** For `ref` of each drawn row, which carries its index as `data-index`. */
  const measure = (row: Element | ComponentPublicInstance | null): void => {
    if (row instanceof Element) scroller.value.measureElement(row)
  }
  /** Brings a row into what is drawn and seen. */
  const show = (index: number): void => scroller.value.scrollToIndex(index, { align: 'auto' })
  return { seen, above, below, measure, show }
}
