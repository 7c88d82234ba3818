/** What a caller says of himself in the words, for the fields that nobody has touched. Pure. */

import saying from './saying.json'

// Only numbers that are called one's own: others in the words may be the shop's that is complained of.
const OWN_NUMBER = new RegExp(saying.ownNumber)
const OWN_NAME = new RegExp(saying.ownName, 'u')

export function saidOfSelf(words: string): { caller: string; phone: string } {
  const phone = OWN_NUMBER.exec(words)?.[1]?.trim() ?? ''
  return { caller: OWN_NAME.exec(words)?.[1] ?? '', phone: isWhole(phone) ? phone : '' }
}

/** Half a number is still being typed. */
function isWhole(phone: string): boolean {
  const digits = phone.replace(/\D/g, '')
  return phone.startsWith('0') ? digits.length >= 10 : digits.length === 11
}
