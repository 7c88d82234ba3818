/** Attachments on the page: how a file is divided, what of it is refused before it is sent, how it stands. */

import type { Key } from '../messages'

const BYTES_MAX = 100_000_000

/** Number, first byte and end of each chunk. */
export function chunksOf(size: number, chunk: number): [n: number, from: number, to: number][] {
  return Array.from({ length: Math.ceil(size / chunk) }, (_, n) => [n, n * chunk, Math.min(size, (n + 1) * chunk)])
}

/** The key of what to say of a file that the server would refuse for its size. */
export function refusedEarly(size: number): Key | '' {
  return size === 0 ? 'attachment.empty' : size > BYTES_MAX ? 'attachment.too_large' : ''
}

/** 1.5 MB and not 1536000. */
export function sized(bytes: number): string {
  const units = ['B', 'KB', 'MB']
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1000)))
  return `${Number((bytes / 1000 ** power).toFixed(power ? 1 : 0))} ${units[power] ?? ''}`
}
