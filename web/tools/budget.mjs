// Fails the build when the pages get too heavy, or use calls that the oldest supported browser does not have.
// The first load is what a terminal fetches before it shows the sign-in page or the board: the entry, what it imports
// at once, and the heavier of the two pages.
import { readFile, readdir } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'

const DIST = new URL('../dist/', import.meta.url)
const LIMIT_KB = 300
const PORTAL_LIMIT_KB = 120
const FIRST_PAGES = ['src/pages/SignIn.vue', 'src/pages/Board.vue']
// Newer than Chromium 90, each with the version that brought it. Array methods are not here: Vue names all of them in
// the wrappers it has for them, and our own code cannot use new ones because tsconfig's `lib` does not know them.
const TOO_NEW = {
  'structuredClone(': 98,
  'Object.hasOwn(': 93,
  'crypto.randomUUID(': 92,
  'AbortSignal.timeout(': 103,
  'AbortSignal.any(': 116,
  'Promise.withResolvers(': 119,
}

const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', DIST), 'utf8'))

function reach(key, found = new Set()) {
  const chunk = manifest[key]
  if (!chunk || found.has(chunk.file)) return found
  found.add(chunk.file)
  for (const css of chunk.css ?? []) found.add(css)
  for (const next of chunk.imports ?? []) reach(next, found)
  return found
}

async function gzipKb(files) {
  const sizes = await Promise.all([...files].map(async (f) => gzipSync(await readFile(new URL(f, DIST))).length))
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}

let failed = false
for (const page of FIRST_PAGES) {
  const kb = await gzipKb(reach(page, reach('index.html')))
  console.log(`first load ${page}: ${kb.toFixed(1)} KB gzip (limit ${LIMIT_KB})`)
  failed ||= kb > LIMIT_KB
}
const portal = await gzipKb(reach('portal.html'))
console.log(`first load of the portal: ${portal.toFixed(1)} KB gzip (limit ${PORTAL_LIMIT_KB})`)
failed ||= portal > PORTAL_LIMIT_KB
for (const name of await readdir(new URL('assets/', DIST))) {
  if (!name.endsWith('.js')) continue
  const code = await readFile(new URL(`assets/${name}`, DIST), 'utf8')
  for (const [call, since] of Object.entries(TOO_NEW)) {
    if (code.includes(call)) {
      console.error(`${name} calls ${call}…), which needs Chromium ${since}`)
      failed = true
    }
  }
}
process.exit(failed ? 1 : 0)
