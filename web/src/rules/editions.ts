/** What the rule editor works out: phrases as chips, marks of findings, cells that changed. Pure. */

import type { Edition, Finding, RowChange, RuleColumn, RuleLine, RuleTable } from '../api/model'

export type Level = 'error' | 'warning' | 'hint'
const LEVELS: readonly Level[] = ['error', 'warning', 'hint']

/** Several values of one cell are separated by this; null for a cell that holds one. */
export function separatorOf(kind: string): '|' | ';' | null {
  if (kind === 'phrases') return '|'
  return kind === 'list' ? ';' : null
}

/** The values of a cell, without blanks and repeats, in their order. */
export function valuesOf(cell: string, separator: string): string[] {
  return [...new Set(cell.split(separator).map((value) => value.trim()).filter(Boolean))]
}

/** A cell with more values; whatever was pasted with separators or line breaks becomes several. */
export function withValues(cell: string, typed: string, separator: string): string {
  return valuesOf([cell, ...typed.split(separator === '|' ? /[|｜\n]/ : /[;；、,，\s]/)].join(separator), separator).join(separator)
}

export const withoutValue = (cell: string, value: string, separator: string): string =>
  valuesOf(cell, separator).filter((one) => one !== value).join(separator)

export interface CellDifference {
  gone: string[]
  come: string[]
}

/** What of a cell went and what came: single phrases where the cell holds several. */
export function cellDifference(old: string, fresh: string, kind: string): CellDifference {
  const separator = separatorOf(kind)
  const [before, after] = separator ? [valuesOf(old, separator), valuesOf(fresh, separator)] : [[old].filter(Boolean), [fresh].filter(Boolean)]
  return { gone: before.filter((v) => !after.includes(v)), come: after.filter((v) => !before.includes(v)) }
}

export interface RowMark {
  level: Level
  messages: string[]
}
export const rowKey = (table: string, ordinal: number): string => `${table}/${ordinal}`

/** For each row that findings name: the gravest level, and what they say. */
export function marksByRow(findings: readonly Finding[]): Map<string, RowMark> {
  const marks = new Map<string, RowMark>()
  for (const finding of findings) {
    for (const row of finding.rows) {
      const key = rowKey(row.table, row.ordinal)
      const mark = marks.get(key) ?? { level: 'hint', messages: [] }
      const level = finding.level as Level
      if (LEVELS.indexOf(level) < LEVELS.indexOf(mark.level)) mark.level = level
      mark.messages.push(finding.message)
      marks.set(key, mark)
    }
  }
  return marks
}

/** Which columns a list of rows shows: what people know the row by, then what it says; the rest is in its form. */
const TELLING = ['matter', 'name', 'title', 'domain', 'kind', 'owner', 'division', 'department', 'lead', 'strength', 'side', 'top', 'weight', 'channel_name', 'channel_contact', 'phrases', 'members', 'note']
const MOST = 5
export function columnsShown(table: RuleTable): RuleColumn[] {
  const named = table.columns.filter((c) => TELLING.includes(c.name) && !(table.key.length === 1 && c.name === table.key[0]))
  return named.sort((a, b) => TELLING.indexOf(a.name) - TELLING.indexOf(b.name)).slice(0, MOST)
}

/** The cells that differ from what was read; all that are filled for a new row. */
export function changedCells(row: RuleLine | null, cells: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(cells).filter(([name, value]) => (row?.cells[name] ?? '') !== value))
}

export function blankRow(table: RuleTable, today: string): Record<string, string> {
  return Object.fromEntries(table.columns.map((c) => [c.name, c.name === 'valid_from' ? today : c.kind === 'flag' ? 'no' : '']))
}

/** What the server says of single cells, by column; what is about none of them stays out. */
export function cellProblems(fields: readonly { field: string; message: string }[]): Record<string, string> {
  return Object.fromEntries(fields.flatMap((f) => (f.field.startsWith('cells.') ? [[f.field.slice('cells.'.length), f.message]] : [])))
}

/** The changes of each table, in the tables' order. */
export function byTable(changes: readonly RowChange[], tables: readonly RuleTable[]): { table: RuleTable; changes: RowChange[] }[] {
  return tables.map((table) => ({ table, changes: changes.filter((c) => c.table === table.name) })).filter((t) => t.changes.length)
}

/** What can be done with an edition; `today` is a date as the server writes it. */
export function stepsOf(edition: Edition, today: string, may: (permission: string) => boolean) {
  const day = edition.effective_from
  const published = edition.state === 'published'
  return {
    edit: edition.state === 'draft' && may('rules.edit'),
    publish: edition.state === 'draft' && may('rules.publish'),
    withdraw: published && day !== null && day > today && may('rules.publish'),
    rollBack: published && !edition.in_force && (day === null || day <= today) && may('rules.publish'),
  }
}
