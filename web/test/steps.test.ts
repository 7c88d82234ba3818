import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bodyOf, missing, nameOfStep, pathOf, STEPS, type Target } from '../src/rules/steps'

interface Schema {
  required?: string[]
  properties: Record<string, { $ref?: string }>
}
const api = JSON.parse(readFileSync(new URL('../../docs/reference/openapi.json', import.meta.url), 'utf8')) as {
  paths: Record<string, { post?: { requestBody?: { content: { 'application/json': { schema: { $ref: string } } } } } }>
  components: { schemas: Record<string, Schema> }
}
const schema = (ref: string): Schema => api.components.schemas[ref.replace('#/components/schemas/', '')] as Schema
const bodySchema = (path: string): Schema | undefined => {
  const ref = api.paths[path]?.post?.requestBody?.content['application/json'].schema.$ref
  return ref === undefined ? undefined : schema(ref)
}

/** What the page itself puts into the body. */
const OWN = ['version', 'order_kind', 'order_id']
/** A unit's own people need not name their unit; what else a form carries is beyond these pages for now. */
const LEFT_OUT = ['unit_id', 'form']

function target(name: string): [Target, string] {
  const [kind, event] = name.split('.') as [Target['kind'], string]
  const order = { kind: 'case', id: 'o', version: 3 }
  return [{ kind, id: `{${kind === 'case' || kind === 'incident' ? 'order' : kind}_id}`, order }, event]
}

describe('every step', () => {
  it.each(Object.keys(STEPS))('%s sends what its route takes', (name) => {
    const [at, event] = target(name)
    const body = bodySchema(pathOf(at, event))
    expect(body, `no route ${pathOf(at, event)}`).toBeDefined()
    const fields = STEPS[name]?.fields ?? []
    const names = new Set(fields.map((f) => f.part ?? f.name))
    const unknown = [...names].filter((n) => !(n in (body?.properties ?? {})))
    const forgotten = Object.keys(body?.properties ?? {}).filter((n) => !names.has(n) && !OWN.includes(n) && !LEFT_OUT.includes(n))
    expect({ unknown, forgotten }).toEqual({ unknown: [], forgotten: [] })
    const needed = (body?.required ?? []).filter((n) => !OWN.includes(n)).sort()
    const asked = fields.filter((f) => f.required).map((f) => f.name).sort()
    expect(asked).toEqual(expect.arrayContaining(needed))
    for (const part of new Set(fields.flatMap((f) => f.part ?? []))) {
      const inner = schema(body?.properties[part]?.$ref ?? '')
      expect(fields.filter((f) => f.part === part && !(f.name in inner.properties))).toEqual([])
    }
  })

  it('has a form: no route of a step is forgotten', () => {
    const known = new Set(Object.keys(STEPS).map((name) => pathOf(...target(name))))
    const routes = Object.entries(api.paths)
      .filter(([path, on]) => on.post && /\/(appeals|work-orders|police-orders|handovers|joint-actions)\/\{/.test(path))
      .map(([path]) => path)
      // Documents are for other systems; no officer fills in a form for one.
      .filter((path) => !path.includes('/eido/'))
      // Files have a card of their own.
      .filter((path) => !path.endsWith('/attachments'))
      // A call for help is taken where it is heard, by one press.
      .filter((path) => !path.endsWith('/take_help'))
    expect(routes.filter((path) => !known.has(path))).toEqual([])
  })
})

describe('bodies', () => {
  const order = { kind: 'case', id: 'o1', version: 7 }

  it('leave out what is empty and send the version that was seen', () => {
    const at: Target = { kind: 'case', id: 'o1', order }
    expect(bodyOf(at, 'dispatch', { lead: 'u1', co: [], note: ' ' })).toEqual({ lead: 'u1', version: 7 })
  })

  it('send false and zero, and nothing for a field that does not apply', () => {
    const at: Target = { kind: 'case', id: 'o1', order }
    const typed = { contacted: false, solved: true, satisfied: 5, told_by: 'phone', note: '' }
    expect(bodyOf(at, 'revisit', typed)).toEqual({ contacted: false, told_by: 'phone', version: 7 })
  })

  it('name the order for what is made from the appeal, and put parts together', () => {
    expect(bodyOf({ kind: 'appeal', id: 'a', order }, 'joint', { request: 'r' })).toEqual({ request: 'r', order_kind: 'case', order_id: 'o1', version: 7 })
    const police: Target = { kind: 'incident', id: 'p', order: { kind: 'incident', id: 'p', version: 2 } }
    expect(bodyOf(police, 'dispatch', { units: ['u'], opinion: '速去', officers: ['甲', '乙'] })).toEqual({
      units: ['u'],
      form: { opinion: '速去', officers: ['甲', '乙'] },
      version: 2,
    })
  })

  it('carry no version when an ended order is taken up anew', () => {
    expect(bodyOf({ kind: 'case', id: 'o1', order }, 'reopen', { reason: 'r' })).toEqual({ reason: 'r' })
  })

  it('split by lines that say something', () => {
    const at: Target = { kind: 'appeal', id: 'a', order }
    expect(bodyOf(at, 'split', { parts: [' 一 ', '', '二'] })).toEqual({ parts: ['一', '二'] })
    expect(missing(STEPS['appeal.split'] ?? { fields: [] }, { parts: ['', ' '] })?.name).toBe('parts')
  })

  it('carry no version for handovers', () => {
    expect(bodyOf({ kind: 'handover', id: 'h' }, 'return', { reason: 'r', basis: '' })).toEqual({ reason: 'r' })
  })

  it('miss the first required field that is blank', () => {
    const form = STEPS[nameOfStep({ kind: 'case' }, 'return')]
    expect(form && missing(form, { reason: '  \n' })?.name).toBe('reason')
    expect(form && missing(form, { reason: 'x' })).toBeUndefined()
  })
})
