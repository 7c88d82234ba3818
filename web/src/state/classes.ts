/** Names of the police classes; fetched when a page first needs them. */

import { shallowRef } from 'vue'
import { answer, api } from '../api/client'
import type { PoliceClass } from '../api/model'

export const classes = shallowRef<PoliceClass[]>([])
let asked: Promise<void> | null = null

export function loadClasses(): Promise<void> {
  asked ??= answer(api.GET('/api/v1/registry/police-classes'))
    .then((found) => void (classes.value = found.items))
    .catch(() => void (asked = null))
  return asked
}

export const className = (code: string): string => classes.value.find((row) => row.code === code)?.name ?? code

/** A class with all that it lies in, as one reads the tree: `刑事类警情 / 盗窃`. */
export function classPath(code: string | null): string {
  const names: string[] = []
  let at = classes.value.find((row) => row.code === code)
  while (at) {
    names.unshift(at.name)
    const parent = at.parent
    at = classes.value.find((row) => row.code === parent)
  }
  return names.join(' / ')
}
