/** Where typing goes when something opens. */

/** Focuses the first field of a form, unless the person is in one of its fields already: who types is never moved. */
export function focusIn(form: HTMLElement | undefined): void {
  if (form?.contains(document.activeElement)) return
  form?.querySelector<HTMLElement>('textarea, input, select, button')?.focus()
}
