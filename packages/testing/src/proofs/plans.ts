import { parseArgs } from 'node:util'
import { type Engine, engines, getPostgres } from '#engines'
import { exerciseServer } from '#plans/exercise'
import { type Figure, measureFigures } from '#plans/measure-figures'
import { measureMember } from '#plans/measure-member'
import { type PlannedStatement, provePlans } from '#plans/prove-plans'
import { POSTGRES_MAJORS } from '#postgres/postgres-versions'

const HELP = `npm run proof:plans -- [options]

Fills a database of every version of Postgres that the server supports, has a server do everything it can do on it, and
explains every statement it sends. Fails when one reads a table of more than 1,000 rows whole, or many rows in vain.

  --calls <n>        calls on record; audit records are a quarter of them (1000000)
  --keys <n>         idempotency keys (a quarter of the calls)
  --workspaces <n>   (100000)
  --versions <list>  of ${POSTGRES_MAJORS.join(', ')} and pglite (${POSTGRES_MAJORS.join(',')})
  --most <n>         statements to print for each version, the slowest first (25)
  --member <n>       a member of so many workspaces, beside 10,000 people: times the pages and lists of this member and
                     checks their statements, and does nothing else
  --figures          times what the number of calls or keys could slow down, and does nothing else: charts and lists of
                     calls, a write with and without an idempotency key, steps of retention
`
/** People of the organization whose member is measured. */
const PEOPLE = 10_000
/** Settings for a machine of ordinary size. Without them all versions would be measured with 128 MB of buffers. */
const SETTINGS = { shared_buffers: '1GB', work_mem: '16MB', max_wal_size: '4GB' }

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000000' },
    keys: { type: 'string' },
    workspaces: { type: 'string', default: '100000' },
    versions: { type: 'string', default: POSTGRES_MAJORS.join(',') },
    most: { type: 'string', default: '25' },
    figures: { type: 'boolean', default: false },
    member: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) process.stdout.write(HELP)
else await prove()

async function prove(): Promise<void> {
  const { calls, keys, workspaces } = values
  const fill = {
    calls: Number(calls),
    workspaces: Number(workspaces),
    ...(keys !== undefined && { keys: Number(keys) }),
    ...(values.member !== undefined && { people: PEOPLE }),
  }
  for (const version of values.versions.split(',')) {
    const engine = createEngine(version)
    const figures: Figure[] = []
    const { statements, faults, sizes } = await provePlans(engine, fill, async (exercise) => {
      if (values.member !== undefined) {
        const measured = await measureMember(exercise, Number(values.member))
        figures.push(...measured.figures)
        process.stdout.write(`${version}: ${JSON.stringify(measured.sizes)}\n`)
        return []
      }
      if (!values.figures) return exerciseServer(exercise)
      figures.push(...(await measureFigures(exercise)))
      return []
    })
    await engine.close()
    process.stdout.write(`\n${version}: ${statements.length} statements, ${faults.length} faults\n`)
    for (const { name, bytes } of sizes)
      process.stdout.write(`${bytes.toFixed(0).padStart(9)} bytes a call: ${name}\n`)
    for (const figure of figures) process.stdout.write(`${figureLine(figure)}\n`)
    const slowest = statements.toSorted((one, other) => other.ms - one.ms).slice(0, Number(values.most))
    for (const statement of slowest) process.stdout.write(`${toLine(statement)}\n`)
    for (const fault of faults) process.stderr.write(`${fault}\n`)
    if (faults.length > 0) process.exitCode = 1
  }
}

function createEngine(version: string): Engine {
  const pglite = engines.find(({ name }) => name === version)
  const major = POSTGRES_MAJORS.find((one) => String(one) === version)
  if (major !== undefined) return getPostgres({ major, settings: SETTINGS })
  if (pglite === undefined) throw new Error(`--versions takes ${POSTGRES_MAJORS.join(', ')} and pglite.`)
  return pglite
}

function toLine({ ms, read, removed, pages, label, text }: PlannedStatement): string {
  return [
    ms.toFixed(1).padStart(9),
    `${String(Math.round(read)).padStart(9)} read`,
    `${String(Math.round(removed)).padStart(9)} in vain`,
    `${String(pages).padStart(8)} pages`,
    `  ${label}: ${text.replaceAll(/\s+/g, ' ').slice(0, 90)}`,
  ].join('')
}

function figureLine({ label, times, failed, p50Ms, p95Ms, mostMs, rows, pages }: Figure): string {
  return [
    `${p50Ms.toFixed(1).padStart(9)} ms p50`,
    `${p95Ms.toFixed(1).padStart(9)} ms p95`,
    `${mostMs.toFixed(1).padStart(9)} ms most`,
    `${String(times).padStart(4)} times`,
    failed > 0 ? `, ${failed} refused` : '',
    `${String(Math.round(rows)).padStart(9)} read`,
    `${String(pages).padStart(8)} pages`,
    `  ${label}`,
  ].join('')
}
