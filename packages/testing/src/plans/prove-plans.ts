import { Agent } from 'node:http'
import { type AdminQuery, withAdmin } from '#admin-query'
import type { Engine, Store } from '#engines'
import { writeMatrixDocuments } from '#http-matrix/matrix-documents'
import { openMatrixFixture } from '#http-matrix/matrix-fixture'
import { createSend, repeatingUnavailable } from '#http-matrix/send'
import { startScriptedUpstream } from '#scripted-upstream'
import { startTestServer } from '#test-server'
import type { Exercise } from './exercise.ts'
import { type Fill, fillTables, unfilledTables } from './fill-tables.ts'
import { BIG_TABLE_ROWS, type Judgement, judgeStatement } from './judge-statement.ts'
import { type RecordedStatement, recordStatements } from './record-statements.ts'

export type PlannedStatement = RecordedStatement & Judgement & { readonly times: number }

/** Result of a server at work on a filled database. */
export interface PlanReport {
  readonly statements: readonly PlannedStatement[]
  /** Faults of the plans. Empty means success. */
  readonly faults: readonly string[]
  /** Sizes of the table of calls and its indexes. */
  readonly sizes: readonly RelationSize[]
}

/**
 * Fills a database, makes a server work on it, and checks the plan of every statement.
 *
 * @param work Returns failures.
 * @param mostOfEach See {@link recordStatements}.
 */
export async function provePlans(
  engine: Engine,
  fill: Fill,
  work: (exercise: Exercise, store: Store) => Promise<readonly string[]>,
  mostOfEach?: number,
): Promise<PlanReport> {
  const upstream = await startScriptedUpstream()
  const documents = writeMatrixDocuments(upstream.url)
  const environment = { BULKHEAD_CONNECTORS_DIR: documents.path }
  const store = await engine.createStore()
  const open = () => startTestServer(engine, { environment, store, logLevel: 'error' })
  const recorder = recordStatements(mostOfEach)
  let testServer = await open()
  try {
    const matrixFixture = await openMatrixFixture(testServer, upstream)
    // Only one process may open an embedded database.
    await testServer.close()
    const { unfilled, big, sizes } = await withAdmin(store, async (query) => {
      const [victim] = matrixFixture.tenantFixtures
      if (victim === undefined) throw new Error('There is no workspace to fill.')
      await fillTables(query, fill, victim.values)
      await query(store.postgres === undefined ? 'analyze' : 'vacuum analyze')
      return {
        unfilled: await unfilledTables(query),
        big: await bigTables(query),
        sizes: await measureSizes(query, 'tool_calls'),
      }
    })
    testServer = await open()
    const surroundings = { ...matrixFixture.surroundings, testServer }
    const exercise = {
      matrixFixture: { ...matrixFixture, surroundings },
      // A new agent: a connection that waits for a slow statement of an embedded database would otherwise be closed.
      send: repeatingUnavailable(createSend(testServer.server.url, new Agent())),
      recorder,
    }
    const failed = await work(exercise, store)
    const statements = worst(recorder.statements, big)
    return {
      statements,
      sizes,
      faults: [
        ...unfilled.map((table) => `${table} has too few rows to be judged: see fill-tables.ts`),
        ...failed,
        ...recorder.unexplained,
        ...statements.flatMap(({ faults, label, plan, role, text }) =>
          faults.map((fault) => `${label} (${role}, ${plan} plan): ${fault}: ${text}`),
        ),
      ],
    }
  } finally {
    recorder.stop()
    await testServer.close()
    store.remove()
    documents.remove()
    await upstream.close()
  }
}

/** Returns the names of tables that have too many rows to be read whole. */
async function bigTables(query: AdminQuery): Promise<Set<string>> {
  const big = new Set<string>()
  for (const { schema, name } of await query(
    `select nspname as schema, relname as name from pg_class join pg_namespace n on n.oid = relnamespace
      where nspname in ('bulkhead', 'identity') and relkind in ('r', 'p') and reltuples > ${BIG_TABLE_ROWS}`,
  ))
    big.add(schema === 'bulkhead' ? String(name) : `${schema}.${name}`)
  return big
}

/** Returns one entry per statement, role and kind of plan: the run with the most faults, or the most rows read. */
function worst(statements: readonly RecordedStatement[], big: ReadonlySet<string>): PlannedStatement[] {
  const found = new Map<string, PlannedStatement>()
  for (const statement of statements) {
    const key = `${statement.role} ${statement.plan} ${statement.text}`
    const before = found.get(key)
    const judgement = judgeStatement(statement, big)
    const times = (before?.times ?? 0) + 1
    const isWorse =
      before === undefined ||
      judgement.faults.length > before.faults.length ||
      (judgement.faults.length === before.faults.length && judgement.read > before.read)
    found.set(key, isWorse ? { ...statement, ...judgement, times } : { ...before, times })
  }
  return [...found.values()]
}

/** Bytes of a table or an index per row of the table. */
interface RelationSize {
  readonly name: string
  readonly bytes: number
}

/** Measures a partitioned table and its indexes, each with all of its partitions. */
async function measureSizes(query: AdminQuery, table: string): Promise<RelationSize[]> {
  const rows = await query(
    `with parts as (select relid from pg_partition_tree('bulkhead.${table}') where isleaf),
      counted as (select count(*) as calls from bulkhead.${table})
    select 'the table' as name, sum(pg_table_size(relid)) / (select calls from counted) as bytes from parts
    union all
    select i.indexrelid::regclass::text, sum(pg_relation_size(t.relid)) / (select calls from counted)
    from pg_index i cross join lateral pg_partition_tree(i.indexrelid) t
    where i.indrelid = 'bulkhead.${table}'::regclass and t.isleaf
    group by 1`,
  )
  return rows.map(({ name, bytes }) => ({
    name: String(name).replace(/^bulkhead\./, ''),
    bytes: Number(bytes),
  }))
}
