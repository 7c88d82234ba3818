// Writes src/api/schema.ts, the types of every route, from the API's description (which `twinline openapi` makes).
// `npm run client -- --stdout` prints it instead: the test that proves the checked-in file is current reads that.
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const SOURCE = new URL('../../docs/reference/openapi.json', import.meta.url)
const TARGET = new URL('../src/api/schema.ts', import.meta.url)
const HEAD = '// Made by `npm run client` from docs/reference/openapi.json. Do not edit.\n\n'

const made = HEAD + astToString(await openapiTS(JSON.parse(await readFile(SOURCE, 'utf8'))))
if (process.argv.includes('--stdout')) process.stdout.write(made)
else await writeFile(TARGET, made)
