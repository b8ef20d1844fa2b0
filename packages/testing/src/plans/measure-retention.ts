import { availableParallelism, loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { backgroundJobs } from '@bulkhead/server/jobs/background-jobs'
import type { AdminQuery } from '#admin-query'
import { withAdmin } from '#admin-query'
import type { Store } from '#engines'
import type { HttpRequest } from '#http-matrix/send'
import type { Exercise } from './exercise.ts'

/** Requests of callers during one kind of retention. */
export interface RetentionPhase {
  readonly name: string
  /** Steps of jobs that were run. */
  readonly steps: number
  /** Sorted durations of the requests in milliseconds, by kind. */
  readonly requests: ReadonlyMap<string, readonly number[]>
  /** Longest wait of a caller's transaction for a lock on a table, looked for every 10 ms. */
  readonly lockMs: number
}

export interface RetentionReport {
  readonly phases: readonly RetentionPhase[]
  readonly deleted: number
  readonly dropped: number
  readonly faults: readonly string[]
}

/** Days to which the retention of 90 days is shortened. */
const KEPT_DAYS = 30
const MOST_PAUSE_MS = 100
const BETWEEN_REQUESTS_MS = 25
/** Pause between steps, as a server makes it. */
const BETWEEN_STEPS_MS = 20
const BETWEEN_TRIES_MS = 500
const LOOK_EVERY_MS = 10
const PARTITIONS = `pg_class where relispartition and relkind = 'r'`
const TABLES =
  'bulkhead.tool_calls, bulkhead.tool_call_intents, bulkhead.audit_records, bulkhead.idempotency_keys'

/**
 * Shortens the retention on a filled Postgres and runs its jobs beside callers: deletions row by row, partitions while
 * somebody reads their tables for long, and partitions that nobody reads. A phase without jobs comes first.
 *
 * @param seconds Duration of each phase.
 */
export async function measureRetention(
  { matrixFixture, send }: Exercise,
  store: Store,
  seconds: number,
): Promise<RetentionReport> {
  const { testServer } = matrixFixture.surroundings
  const [home] = matrixFixture.tenantFixtures
  if (home === undefined) throw new Error('There is no workspace to measure.')
  const { connector, workspace_name } = home.values
  const application = await testServer.applicationToken(home.tenant)
  const scoped = (await testServer.mint({ token: application }, workspace_name)).token
  const ask = (method: string, url: string, token: string, body?: unknown) => (): HttpRequest => ({
    method,
    url: `/api/v1/${url}`,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && {
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const callers: Readonly<Record<string, () => HttpRequest>> = {
    execute: ask('POST', `integrations/connectors/${connector}/execute`, scoped, {
      ...{ entity: 'things', action: 'list' },
    }),
    'list of calls': ask('GET', 'tool-calls?limit=20', application),
    'list of records': ask('GET', 'audit?limit=20', application),
    'keyed write': ask('PUT', `integrations/connectors/${connector}`, scoped, { name: 'Renamed' }),
  }
  const jobs = new Map(backgroundJobs(testServer.server.services).map(({ name, step }) => [name, step]))
  const run = async (name: string) => (await jobs.get(name)?.()) ?? false

  return withAdmin(store, async (query) => {
    const phases: RetentionPhase[] = []
    const inPhase = async (name: string, step: () => Promise<unknown>) => {
      const began = performance.now()
      const isOver = () => performance.now() - began > seconds * 1000
      const watched = watchLocks(store, isOver)
      const requests = new Map<string, number[]>()
      const calling = Object.entries(callers).map(async ([kind, request]) => {
        const taken: number[] = []
        while (!isOver()) {
          const asked = performance.now()
          const { status, text } = await send(request())
          taken.push(performance.now() - asked)
          if (status !== 200) throw new Error(`${kind}: ${status} ${text.slice(0, 200)}`)
          await sleep(BETWEEN_REQUESTS_MS)
        }
        requests.set(
          kind,
          taken.sort((one, other) => one - other),
        )
      })
      let steps = 0
      const working = (async () => {
        for (; !isOver(); steps += 1) {
          await step()
          await sleep(BETWEEN_STEPS_MS)
        }
      })()
      await Promise.all([...calling, working])
      phases.push({ name, steps, requests, lockMs: await watched })
    }

    await inPhase('no retention', async () => {})
    await query(
      `update bulkhead.organizations set tool_call_retention_days = ${KEPT_DAYS}, audit_retention_days = ${KEPT_DAYS}`,
    )
    const before = await getCount(query, 'bulkhead.tool_calls')
    await inPhase('rows', async () => {
      await run('expire records')
      await run('forget idempotency keys')
    })
    const deleted = before - (await getCount(query, 'bulkhead.tool_calls'))
    const parts = await getCount(query, PARTITIONS)
    await withAdmin(store, async (read) => {
      await read(`begin; lock table ${TABLES} in access share mode`)
      await inPhase('partitions that somebody reads', async () => {
        await run('keep partitions')
        await sleep(BETWEEN_TRIES_MS)
      })
      await read('rollback')
    })
    await inPhase('partitions', () => run('keep partitions'))
    const dropped = parts - (await getCount(query, PARTITIONS))
    return { phases, deleted, dropped, faults: getFaults(phases) }
  })
}

/** Returns the longest wait for a lock on a table that only a caller takes. */
function watchLocks(store: Store, isOver: () => boolean): Promise<number> {
  return withAdmin(store, async (query) => {
    let longestMs = 0
    for (; !isOver(); await sleep(LOOK_EVERY_MS)) {
      const [row] = await query(`
        select extract(epoch from max(clock_timestamp() - waitstart)) * 1000 as ms from pg_locks
        where not granted and locktype = 'relation' and mode in ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')`)
      longestMs = Math.max(longestMs, Number(row?.ms ?? 0))
    }
    return longestMs
  })
}

async function getCount(query: AdminQuery, table: string): Promise<number> {
  const [row] = await query(`select count(*)::integer as count from ${table}`)
  return Number(row?.count)
}

/** A pause is longer by the load of the machine per processor. Requests are compared with those without retention. */
function getFaults([calm, ...phases]: readonly RetentionPhase[]): string[] {
  const most = MOST_PAUSE_MS * Math.max(1, (loadavg()[0] ?? 1) / availableParallelism())
  return phases.flatMap(({ name, requests, lockMs }) => [
    ...(lockMs > most ? [`${name}: a caller waited ${Math.round(lockMs)} ms for a lock`] : []),
    ...[...requests].flatMap(([kind, taken]) => {
      const longest = taken.at(-1) ?? 0
      const usual = calm?.requests.get(kind)?.at(-1) ?? 0
      return longest - usual > most
        ? [`${name}: ${kind} took ${Math.round(longest)} ms, ${Math.round(usual)} ms without retention`]
        : []
    }),
  ])
}
