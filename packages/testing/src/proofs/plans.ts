import { parseArgs } from 'node:util'
import { type Engine, engines, postgresOf } from '#engines'
import { type PlannedStatement, provePlans } from '#plans/prove-plans'
import { POSTGRES_MAJORS } from '#postgres-versions'

const HELP = `npm run proof:plans -- [options]

Fills a database of every version of Postgres that the server supports, has a server do everything it can do on it, and
explains every statement it sends. Fails when one reads a table of more than 1,000 rows whole, or many rows in vain.

  --calls <n>        calls on record; audit records and idempotency keys are a quarter (1000000)
  --workspaces <n>   (100000)
  --versions <list>  of ${POSTGRES_MAJORS.join(', ')} and pglite (${POSTGRES_MAJORS.join(',')})
  --most <n>         statements to print for each version, the slowest first (25)
`
/** A machine of ordinary size; without these all versions would be measured with 128 MB of buffers. */
const SETTINGS = { shared_buffers: '1GB', work_mem: '16MB', max_wal_size: '4GB' }

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000000' },
    workspaces: { type: 'string', default: '100000' },
    versions: { type: 'string', default: POSTGRES_MAJORS.join(',') },
    most: { type: 'string', default: '25' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) process.stdout.write(HELP)
else await prove()

async function prove(): Promise<void> {
  const fill = { calls: Number(values.calls), workspaces: Number(values.workspaces) }
  for (const version of values.versions.split(',')) {
    const engine = engineOf(version)
    const { statements, faults } = await provePlans(engine, fill, false)
    await engine.close()
    process.stdout.write(`\n${version}: ${statements.length} statements, ${faults.length} faults\n`)
    const slowest = statements.toSorted((one, other) => other.ms - one.ms).slice(0, Number(values.most))
    for (const statement of slowest) process.stdout.write(`${lineOf(statement)}\n`)
    for (const fault of faults) process.stderr.write(`${fault}\n`)
    if (faults.length > 0) process.exitCode = 1
  }
}

function engineOf(version: string): Engine {
  const pglite = engines.find(({ name }) => name === version)
  const major = POSTGRES_MAJORS.find((one) => String(one) === version)
  if (major !== undefined) return postgresOf({ major, settings: SETTINGS })
  if (pglite === undefined) throw new Error(`--versions takes ${POSTGRES_MAJORS.join(', ')} and pglite.`)
  return pglite
}

function lineOf({ ms, read, removed, pages, label, text }: PlannedStatement): string {
  return [
    ms.toFixed(1).padStart(9),
    `${String(Math.round(read)).padStart(9)} read`,
    `${String(Math.round(removed)).padStart(9)} in vain`,
    `${String(pages).padStart(8)} pages`,
    `  ${label}: ${text.replaceAll(/\s+/g, ' ').slice(0, 90)}`,
  ].join('')
}
