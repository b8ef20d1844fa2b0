import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Cost of the first start with documents in `BULKHEAD_CONNECTORS_DIR`, and of the next one. */
export interface StartCost {
  readonly documents: number
  /** Megabytes of all documents. */
  readonly mb: number
  /** Processor time, in milliseconds. */
  readonly firstMs: number
  readonly againMs: number
  /** Memory that the process took at most, in megabytes. */
  readonly peakMb: number
}

const ROUNDS = 3
/** Maximum size of a document, in bytes. */
const MOST = 32 * 1024 * 1024

/** Reads the documents as a start does, in a new process. */
const MEASURE = `
  import { createForeignDocuments } from '@bulkhead/server/connectors/definitions/foreign-documents'
  import { loadDefinitions } from '@bulkhead/server/connectors/definitions/load-definitions'
  import { createLog } from '@bulkhead/server/platform/log'
  const [folder, directory] = process.argv.slice(1)
  const log = createLog('silent')
  loadDefinitions(undefined, log)
  const before = process.resourceUsage().maxRSS
  function start() {
    const { user, system } = process.cpuUsage()
    loadDefinitions(folder, log, '', createForeignDocuments({ directory, version: 'proof', compiler: {}, log }))
    const after = process.cpuUsage({ user, system })
    return (after.user + after.system) / 1000
  }
  const firstMs = start()
  const peakMb = (process.resourceUsage().maxRSS - before) / 1000
  console.log(JSON.stringify({ firstMs, peakMb, againMs: start() }))
`

/**
 * Measures a start with descriptions of a folder: with the largest ones, and with as many from all of them. Takes the
 * minimum of several rounds, since other work of the machine only adds.
 */
export function measureStarts(
  folder: string,
  count: number,
): Readonly<Record<'largest' | 'usual', StartCost>> {
  const files = globSync('**/*.json', { cwd: folder })
    .map((file) => join(folder, file))
    .sort()
    .map((path) => ({ path, size: statSync(path).size }))
    .filter(({ size }) => size <= MOST)
  const step = Math.max(1, Math.floor(files.length / count))
  return {
    largest: measureStart(files.toSorted((one, other) => other.size - one.size).slice(0, count)),
    usual: measureStart(files.filter((_, index) => index % step === 0).slice(0, count)),
  }
}

function measureStart(files: readonly { readonly path: string; readonly size: number }[]): StartCost {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-start-'))
    try {
      for (const [index, { path }] of files.entries()) {
        const document = join(folder, 'documents', `api-${index}`)
        mkdirSync(document, { recursive: true })
        symlinkSync(path, join(document, 'openapi.json'))
      }
      const args = ['--input-type=module', '--eval', MEASURE, join(folder, 'documents'), folder]
      return JSON.parse(execFileSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8' }))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
  const least = (key: 'firstMs' | 'againMs' | 'peakMb') =>
    Math.round(Math.min(...rounds.map((one) => one[key])))
  return {
    documents: files.length,
    mb: Math.round(files.reduce((sum, { size }) => sum + size, 0) / 1e6),
    firstMs: least('firstMs'),
    againMs: least('againMs'),
    peakMb: least('peakMb'),
  }
}
