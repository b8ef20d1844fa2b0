import { loadavg } from 'node:os'
import { bothEngines, type Engine, getPostgres } from '@bulkhead/testing/engines'
import { exerciseServer } from '@bulkhead/testing/plans/exercise'
import { type Figure, measureFigures } from '@bulkhead/testing/plans/measure-figures'
import { measureMember } from '@bulkhead/testing/plans/measure-member'
import { measureRetention, type RetentionPhase } from '@bulkhead/testing/plans/measure-retention'
import { type PlannedStatement, provePlans } from '@bulkhead/testing/plans/prove-plans'
import { POSTGRES_MAJORS } from '@bulkhead/testing/postgres/postgres-versions'
import { runProof, takeCount, takeNames, takeOptionalCount, takeSwitch } from '../parts/run-proof.ts'

const VERSIONS = POSTGRES_MAJORS.map(String)
/** People of the organization whose member is measured. */
const PEOPLE = 10_000
/** Settings for a machine of ordinary size. Without them all versions would be measured with 128 MB of buffers. */
const SETTINGS = { shared_buffers: '1GB', work_mem: '16MB', max_wal_size: '4GB' }

await runProof(
  'performance --scenario plans',
  'Fills a database of every version of Postgres that the server supports, has a server do everything it can do on it, and explains every statement it sends. Fails when one reads a table of more than 1,000 rows whole, or many rows that it leaves out.',
  {
    calls: takeCount(1_000_000, 'calls on record; audit records are a quarter of them'),
    keys: takeOptionalCount('idempotency keys; a quarter of the calls if not given'),
    workspaces: takeCount(100_000, 'workspaces'),
    versions: takeNames([...VERSIONS, 'pglite'], 'versions of Postgres, and pglite', VERSIONS),
    most: takeCount(25, 'statements to print for each version, the slowest first', { least: 0 }),
    member: takeOptionalCount(
      'workspaces of a member, beside 10,000 people: times the pages and lists of this member and checks their statements, and does nothing else',
    ),
    figures: takeSwitch(
      'times what the number of calls or keys could slow down, and does nothing else: charts and lists of calls, a write with and without an idempotency key, steps of retention',
    ),
    retention: takeOptionalCount(
      'seconds: runs retention beside callers for this long in each of four phases, prints the longest pause of a caller, and does nothing else; on Postgres',
    ),
  },
  async ({ versions, most, member, figures, retention, keys, ...rows }, { print, fault, count }) => {
    const fill = {
      ...rows,
      ...(keys !== undefined && { keys }),
      ...(member !== undefined && { people: PEOPLE }),
    }
    for (const version of versions) {
      const engine = createEngine(version)
      const timed: Figure[] = []
      const report = await provePlans(engine, fill, async (exercise, store) => {
        if (retention !== undefined) {
          const { phases, deleted, dropped, faults } = await measureRetention(exercise, store, retention)
          for (const phase of phases) print(phaseLine(phase))
          print(
            `${deleted} calls deleted row by row, ${dropped} partitions dropped; load ${loadavg()[0]?.toFixed(1)}`,
          )
          count({ 'calls deleted row by row': deleted, 'partitions dropped': dropped })
          return faults
        }
        if (member !== undefined) {
          const measured = await measureMember(exercise, member)
          timed.push(...measured.figures)
          print(`${version}: ${JSON.stringify(measured.sizes)}`)
          return []
        }
        if (!figures) return exerciseServer(exercise)
        timed.push(...(await measureFigures(exercise)))
        return []
      })
      await engine.close()
      const { statements, faults } = report
      print(`\n${version}: ${statements.length} statements, ${faults.length} faults`)
      for (const { name, bytes } of report.sizes)
        print(`${bytes.toFixed(0).padStart(9)} bytes a call: ${name}`)
      for (const figure of timed) print(figureLine(figure))
      const slowest = statements.toSorted((one, other) => other.ms - one.ms).slice(0, most)
      for (const statement of slowest) print(toLine(statement))
      fault(faults)
      if (figures || member !== undefined) count({ figures: timed.length })
      else if (retention === undefined) count({ statements: statements.length })
    }
  },
)

function createEngine(version: string): Engine {
  const major = POSTGRES_MAJORS.find((one) => String(one) === version)
  if (major !== undefined) return getPostgres({ major, settings: SETTINGS })
  const pglite = bothEngines.find(({ name }) => name === version)
  if (pglite === undefined) throw new Error(`There is no engine ${version}.`)
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

function phaseLine({ name, steps, requests, lockMs }: RetentionPhase): string {
  const ms = (taken: readonly number[], part: number) =>
    (taken[Math.min(taken.length - 1, Math.floor(part * taken.length))] ?? Number.NaN).toFixed(0)
  const kinds = [...requests].map(
    ([kind, taken]) =>
      `${kind} ${taken.length} times, p50 ${ms(taken, 0.5)}, p99 ${ms(taken, 0.99)}, longest ${ms(taken, 1)} ms`,
  )
  return `retention, ${name}, ${steps} steps; longest wait for a lock ${lockMs.toFixed(0)} ms; ${kinds.join('; ')}`
}
