import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const GONE = { ok: false, status: 401, headers: new Headers() } as Response
const gone = (): { error: unknown; response: Response } => ({ error: { code: 'identity.not_signed_in' }, response: GONE })

beforeEach(() => vi.stubGlobal('location', { origin: 'http://desk.example' }))
afterEach(() => vi.unstubAllGlobals())

it('a refusal ends the session in which was asked, and no later one', async () => {
  const { answer, sessionBegins, whenSessionEnds } = await import('../src/api/client')
  let ends = 0
  whenSessionEnds(() => (ends += 1))
  await expect(answer(Promise.resolve(gone()))).rejects.toMatchObject({ status: 401 })
  expect(ends).toBe(1)

  let late: (got: ReturnType<typeof gone>) => void = () => undefined
  const slow = answer(new Promise<ReturnType<typeof gone>>((resolve) => (late = resolve)))
  sessionBegins()
  late(gone())
  await expect(slow).rejects.toMatchObject({ status: 401 })
  expect(ends, 'somebody has signed in since').toBe(1)

  await expect(answer(Promise.resolve(gone()))).rejects.toMatchObject({ status: 401 })
  expect(ends).toBe(2)
})
