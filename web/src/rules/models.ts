/** What the model page reads from a card, and which steps a model has. Pure. */

import type { ModelBrief } from '../api/model'

export interface ClassFigures {
  label: string
  precision: number
  recall: number
  f1: number
  support: number
}
export interface Confusion {
  truth: string
  guess: string
  count: number
  examples: string[]
}
export interface FieldReport {
  field: string
  rows: number
  accuracy: number
  macro_f1: number
  calibration_error: number
  classes: ClassFigures[]
  confusions: Confusion[]
}

/** The figures of a card, whatever an older or newer training left out. */
export function reportsOf(card: Record<string, unknown>): FieldReport[] {
  const metrics = (card['metrics'] ?? {}) as Record<string, Partial<FieldReport>>
  return Object.entries(metrics).map(([field, found]) => ({
    field,
    rows: found.rows ?? 0,
    accuracy: found.accuracy ?? 0,
    macro_f1: found.macro_f1 ?? 0,
    calibration_error: found.calibration_error ?? 0,
    classes: [...(found.classes ?? [])].sort((a, b) => b.support - a.support || (a.label < b.label ? -1 : 1)),
    confusions: found.confusions ?? [],
  }))
}

export type ModelStep = 'activate' | 'shadow' | 'retire'
export function stepsOfModel(model: Pick<ModelBrief, 'state'>): ModelStep[] {
  if (model.state === 'retired') return []
  const all: ModelStep[] = ['activate', 'shadow', 'retire']
  return all.filter((step) => !(step === 'activate' && model.state === 'active') && !(step === 'shadow' && model.state === 'shadow'))
}

/** Whether a model finds fewer dangers than the one that speaks; then activating it needs a reason. */
export function findsFewerDangers(model: Pick<ModelBrief, 'danger_recall'>, active: Pick<ModelBrief, 'danger_recall'> | undefined): boolean {
  if (active?.danger_recall === null || active?.danger_recall === undefined) return false
  return model.danger_recall === null || model.danger_recall < active.danger_recall
}

export const share = (value: number): string => `${(100 * value).toFixed(1)}%`
