import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('the generated client is the one that the API’s description gives', () => {
  const root = new URL('../', import.meta.url)
  const made = execFileSync(process.execPath, ['tools/client.mjs', '--stdout'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  expect(readFileSync(new URL('src/api/schema.ts', root), 'utf8') === made, 'run `npm run client`').toBe(true)
})
