import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { runProof, takeEngine, takeNames, takeSwitch, takeText } from './parts/run-proof.ts'

/** Parts of the proof, with their test files. */
const PARTS: Readonly<Record<string, string>> = {
  http: 'packages/server/test/isolation/http-*.test.ts',
  mcp: 'packages/server/test/isolation/mcp-matrix.test.ts',
  sql: 'packages/server/test/database/sql-matrix.test.ts',
  mutations: 'packages/server/test/isolation/*mutations.test.ts',
}
/** Line in which a matrix states its cells. */
const CELLS = /\b(\d+) cells\b/g

await runProof(
  'isolation',
  'Runs the isolation matrices of HTTP, MCP and SQL whole, with every mistake that can be planted in the server. Fails when a cell leaks, or when a mistake stays unnoticed. It can be run in parts.',
  {
    only: takeNames(Object.keys(PARTS), 'parts'),
    engine: takeEngine(),
    pooler: takeSwitch('runs on Postgres behind Debian’s PgBouncer in transaction mode, without mistakes'),
    part: { ...takeText('k/n', 'each n-th case of the matrices, from the k-th on'), shown: 'all' },
  },
  async ({ only, engine, pooler, part }, { fault, count }) => {
    let cells = 0
    for (const name of only) {
      if (pooler && name === 'mutations') continue
      const child = spawn(
        process.execPath,
        [...process.execArgv, '--test', '--test-reporter=spec', PARTS[name] as string],
        {
          cwd: join(import.meta.dirname, '..'),
          env: {
            ...process.env,
            ...(engine !== undefined && { BULKHEAD_TEST_ENGINE: engine }),
            ...(pooler && { BULKHEAD_TEST_ENGINE: 'postgres', BULKHEAD_TEST_POOLER: 'pgbouncer' }),
            BULKHEAD_TEST_SAMPLE: 'all',
            ...(part !== undefined && { BULKHEAD_TEST_PART: part }),
          },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
      let printed = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        process.stdout.write(text)
      })
      const [code, signal] = await once(child, 'close')
      if (code !== 0) fault([`${name} ended with ${signal ?? code}`])
      cells += [...printed.matchAll(CELLS)].reduce((sum, [, number]) => sum + Number(number), 0)
    }
    count({ cells })
  },
)
