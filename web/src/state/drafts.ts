/** What was typed and not sent yet, kept for this tab so that an ended session or a reload loses nothing. */

const PREFIX = 'twinline.draft.'
const WHOSE = 'twinline.draft-owner'

export function keepDraft(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(value))
  } catch {
    // Full or forbidden storage: the draft lives as long as the page.
  }
}

export function draft<T>(name: string): T | null {
  try {
    const kept = sessionStorage.getItem(PREFIX + name)
    return kept === null ? null : (JSON.parse(kept) as T)
  } catch {
    return null
  }
}

export function dropDraft(name: string): void {
  sessionStorage.removeItem(PREFIX + name)
}

/** Drafts belong to one person: another one who signs in on this terminal does not see them. */
export function draftsBelongTo(account: string | null): void {
  if (account !== null && sessionStorage.getItem(WHOSE) === account) return
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
  if (account === null) sessionStorage.removeItem(WHOSE)
  else sessionStorage.setItem(WHOSE, account)
}
