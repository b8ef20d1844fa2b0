import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type ProofReport, runProof, takeCount, takeNames, takeOptionalCount } from './parts/run-proof.ts'

const root = join(import.meta.dirname, '..', '..', '..', '..')
/** Matrices, with their test files. */
const MATRICES: Readonly<Record<string, string>> = {
  http: 'packages/server/test/isolation/http-matrix-postgres.test.ts',
  mcp: 'packages/server/test/isolation/mcp-matrix.test.ts',
  sql: 'packages/server/test/database/sql-matrix.test.ts',
}
const NAMES = Object.keys(MATRICES)
/** Line in which a matrix states its cells. */
const CELLS = /\b(\d+) cells\b/g

await runProof(
  'pooler',
  'Runs the isolation matrices whole on Postgres behind Debian’s PgBouncer in transaction mode. Fails when a cell leaks. The matrix of HTTP can be run in parts.',
  {
    only: takeNames(NAMES, 'matrices'),
    from: takeCount(1, 'first operation of the matrix of HTTP, by its place in the contract'),
    to: { ...takeOptionalCount('last operation of it'), shown: 'the last of all' },
  },
  async ({ only, from, to }, report) => {
    let cells = 0
    for (const name of only) cells += await runMatrix(name, from, to, report)
    report.count({ 'cells behind the pooler': cells })
  },
)

/** Runs a matrix in a process of its own, and prints what it prints. @returns Its number of cells. */
async function runMatrix(
  name: string,
  from: number,
  to: number | undefined,
  { fault }: ProofReport,
): Promise<number> {
  const flags = ['--disable-warning=ExperimentalWarning', '--test', '--test-reporter=spec']
  const child = spawn(process.execPath, [...flags, MATRICES[name] as string], {
    cwd: root,
    env: {
      ...process.env,
      BULKHEAD_TEST_ENGINE: 'postgres',
      BULKHEAD_TEST_POOLER: 'pgbouncer',
      BULKHEAD_TEST_ROUND: 'all',
      BULKHEAD_TEST_OPERATIONS: [from, to].join('-'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    process.stdout.write(text)
  })
  const [code, signal] = await once(child, 'close')
  if (code !== 0) fault([`the matrix of ${name} ended with ${signal ?? code}`])
  return [...printed.matchAll(CELLS)].reduce((sum, [, count]) => sum + Number(count), 0)
}
