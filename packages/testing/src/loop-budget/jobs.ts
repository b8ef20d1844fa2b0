import { backgroundJobs, type Job } from '@bulkhead/server/jobs/background-jobs'
import { openPGlite } from '@bulkhead/server/platform/database/pglite/open-pglite'
import { withConnection } from '@bulkhead/server/platform/database/roles/confine'
import { createRecordExport } from '@bulkhead/server/records/export/record-export'
import { sql } from 'kysely'
import { withAdmin } from '#admin-query'
import { bothEngines, type Engine, type Store } from '#engines'
import { writeMatrixDocuments } from '#http-matrix/matrix-documents'
import { openMatrixFixture } from '#http-matrix/matrix-fixture'
import { type Fill, fillTables } from '#plans/fill-tables'
import { startScriptedUpstream } from '#scripted-upstream'
import { startTestServer } from '#test-server'
import { longestTurnMs } from './measure.ts'

/** Turns of the event loop that a background job causes on an embedded database with many rows. */
export interface JobCost {
  readonly name: string
  /** Longest turn of each step in milliseconds of processor time, the longest first. */
  readonly turnsMs: readonly number[]
  /** Message of a step that failed. */
  readonly failure?: string
}

const MOST_STEPS = 150

/**
 * Runs each background job on a filled embedded database, alone, and measures its turns. The jobs of the server that
 * provides the rest have an empty database of their own.
 */
export async function measureJobs(fill: Fill): Promise<JobCost[]> {
  const engine = bothEngines.find(({ name }) => name === 'pglite') as Engine
  const store = await engine.createStore()
  await fillStore(engine, store, fill)
  const testServer = await startTestServer(engine)
  const database = await openPGlite(store.environment.BULKHEAD_DATA_DIR ?? '')
  const { services } = testServer.server
  const sink = { name: 'file', append: async () => {} }
  const jobs: Job[] = [
    ...backgroundJobs({ ...services, database }),
    { name: 'export records', everyMs: 0, step: createRecordExport(database, services.log, sink) },
  ]
  const isAnalysis = ({ name }: Job) => name === 'analyze'
  try {
    const costs: JobCost[] = []
    for (const job of jobs.filter((job) => !isAnalysis(job))) costs.push(await measureJob(job))
    await withConnection(database, 'superuser', (connection) =>
      sql`update pg_class set relpages = 0, reltuples = -1
        where relnamespace = 'bulkhead'::regnamespace and relkind = 'r'`.execute(connection),
    )
    for (const job of jobs.filter(isAnalysis)) costs.push(await measureJob(job))
    return costs
  } finally {
    await database.close()
    await testServer.close()
    store.remove()
    await engine.close()
  }
}

async function fillStore(engine: Engine, store: Store, fill: Fill): Promise<void> {
  const upstream = await startScriptedUpstream()
  const documents = writeMatrixDocuments(upstream.url)
  const environment = { BULKHEAD_CONNECTORS_DIR: documents.path }
  const testServer = await startTestServer(engine, { environment, store, logLevel: 'error' })
  try {
    const { tenantFixtures } = await openMatrixFixture(testServer, upstream)
    // Only one process may open an embedded database.
    await testServer.close()
    await withAdmin(store, async (query) => {
      const [victim] = tenantFixtures
      if (victim === undefined) throw new Error('There is no workspace to fill.')
      await fillTables(query, fill, victim.values)
      await query(
        `insert into bulkhead.events (organization_id, event_id, type, workspace_id, data)
          select '${victim.values.organization}', gen_random_uuid(), 'workspace.created', '${victim.values.workspace}', '{}'
          from generate_series(1, 2000)`,
      )
      await query(`update bulkhead.access_keys set warn_at = now() - interval '1 minute'`)
      await query('analyze')
    })
  } finally {
    documents.remove()
    await upstream.close()
  }
}

/** Runs steps until a job has nothing left. */
async function measureJob({ name, step }: Job): Promise<JobCost> {
  const turnsMs: number[] = []
  let more = true
  let failure: string | undefined
  while (more && turnsMs.length < MOST_STEPS)
    turnsMs.push(
      await longestTurnMs(async () => {
        more = await step().catch((error: unknown) => {
          failure = String(error)
          return false
        })
      }),
    )
  turnsMs.sort((one, other) => other - one)
  return { name, turnsMs, ...(failure !== undefined && { failure }) }
}
