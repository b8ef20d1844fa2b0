import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'

const ROUNDS = 3
/** Most processor time to compile the documents, as a multiple of that to parse them as JSON in the same process. */
const MOST_OF_PARSING = 40
/** Most bytes of memory per compiled operation. An organization compiles only the documents that it uses. */
const MOST_BYTES = 48_000

/** Measures the cost of loading the catalog in a new process, and then of using every document. */
const MEASURE = `
  import { loadDefinitions } from '@bulkhead/server/connectors/definitions/load-definitions'
  import { createLog } from '@bulkhead/server/platform/log'
  import { globSync, readFileSync } from 'node:fs'
  const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000 }
  const log = createLog('silent')
  const began = cpu()
  const { all } = loadDefinitions(undefined, log)
  const knownMs = cpu() - began
  const before = process.memoryUsage.rss()
  const start = cpu()
  const operations = all.map(({ definition }) => [...definition.entities.values()].reduce((n, { size }) => n + size, 0))
  const usedMs = cpu() - start
  const bytes = process.memoryUsage.rss() - before
  const texts = globSync('../../../catalog/documents/*.json').map((file) => readFileSync(file, 'utf8'))
  const parsing = cpu()
  for (const text of texts) JSON.parse(text)
  const parsedMs = cpu() - parsing
  console.log(JSON.stringify({ knownMs, usedMs, parsedMs, bytes, operations: operations.reduce((a, b) => a + b), documents: all.length }))
`

test('every document of the catalog is compiled in 40 times its parsing and 48 kB per operation, and none at start', async (t) => {
  const measured: Cost[] = []
  // Takes the minimum of several rounds, since other work of the machine only adds.
  for (let round = 0; round < ROUNDS; round += 1) measured.push(await measure())
  const least = (key: 'knownMs' | 'usedMs' | 'parsedMs' | 'bytes') =>
    Math.min(...measured.map((one) => one[key]))
  const [first] = measured
  t.diagnostic(
    `${first?.documents} documents, ${first?.operations} operations: ${least('usedMs').toFixed(0)} ms, parsed in ${least('parsedMs').toFixed(0)}; ${(least('bytes') / 1e6).toFixed(0)} MB; to know them ${least('knownMs').toFixed(1)} ms`,
  )
  assert.ok((first?.documents ?? 0) >= 15)
  const [used, parsed] = [least('usedMs'), least('parsedMs')]
  assert.ok(used < MOST_OF_PARSING * parsed, `${used} ms, and ${parsed} ms to parse them`)
  assert.ok(least('bytes') < MOST_BYTES * (first?.operations ?? 0), `${least('bytes')} bytes`)
  assert.ok(least('knownMs') < parsed, `${least('knownMs')} ms to know them, and ${parsed} ms to parse them`)
})

type Cost = Record<'knownMs' | 'usedMs' | 'parsedMs' | 'bytes' | 'operations' | 'documents', number>

async function measure(): Promise<Cost> {
  const options = [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module-typescript',
    '--eval',
    MEASURE,
  ]
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: import.meta.dirname })
  return JSON.parse(stdout)
}
