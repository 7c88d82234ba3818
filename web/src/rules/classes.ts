/** Finding a police class by typing: its name, its code, or the first letters of its syllables. Pure. */

import type { PoliceClass } from '../api/model'

export type ClassRow = Pick<PoliceClass, 'code' | 'parent' | 'level' | 'name' | 'initials'>

/** The tree from the top, each class before those that lie in it. */
export function asTree(rows: readonly ClassRow[]): ClassRow[] {
  const within = new Map<string | null, ClassRow[]>()
  for (const row of rows) within.set(row.parent, [...(within.get(row.parent) ?? []), row])
  const below = (parent: string | null): ClassRow[] => (within.get(parent) ?? []).flatMap((row) => [row, ...below(row.code)])
  return below(null)
}

/** Those that fit what was typed, the nearest first; everything when nothing was. */
export function found(tree: readonly ClassRow[], typed: string): ClassRow[] {
  const asked = typed.trim().toLowerCase()
  if (!asked) return [...tree]
  const ranked = tree.map((row) => [rank(row, asked), row] as const).filter(([far]) => far < FAR)
  return ranked.sort(([a], [b]) => a - b).map(([, row]) => row)
}

const FAR = 9

function rank(row: ClassRow, asked: string): number {
  if (row.initials === asked || row.name === asked || row.code === asked) return 0
  if (row.initials.startsWith(asked) || row.name.startsWith(asked)) return 1
  if (row.name.includes(asked)) return 2
  if (row.code.startsWith(asked)) return 3
  return asked.length > 1 && row.initials.includes(asked) ? 4 : FAR
}
