import { setTimeout as sleep } from 'node:timers/promises'
import { LOCKS } from './advisory-locks.ts'
import type { MigrationConnection } from './migration-connection.ts'

/** Options for waiting for the schema of a database. */
export interface SchemaWait {
  /** Called with a sentence for the operator when the wait begins, and twice a minute from then on. */
  readonly onWait?: ((message: string) => void) | undefined
  /** After this an error ends the wait. Default ten minutes. */
  readonly withinMs?: number | undefined
}

const WITHIN_MS = 600_000
const TRY_EVERY_MS = 200
const SAY_EVERY_MS = 30_000

/**
 * Runs `work` while no other process migrates, or starts, on this database. May be nested.
 *
 * @throws Error that names the connection which has the lock, if the time is over.
 */
export async function withSchemaLock<T>(
  connection: MigrationConnection,
  work: () => Promise<T>,
  wait: SchemaWait = {},
): Promise<T> {
  await takeLock(connection, wait)
  try {
    return await work()
  } finally {
    // A connection that was lost has given the lock back, and what it failed with must not be hidden.
    await connection.query('select pg_advisory_unlock($1)', [LOCKS.schema]).catch(() => {})
  }
}

/** Tries again and again: a statement that waits for it would hold up indexes that are made concurrently. */
async function takeLock(
  connection: MigrationConnection,
  { onWait = () => {}, withinMs = WITHIN_MS }: SchemaWait,
): Promise<void> {
  const began = performance.now()
  for (let said = Number.NEGATIVE_INFINITY; !(await tryLock(connection)); await sleep(TRY_EVERY_MS)) {
    const waitedMs = performance.now() - began
    const isOver = waitedMs >= withinMs
    if (!isOver && waitedMs - said < SAY_EVERY_MS) continue
    said = waitedMs
    const state = `Another process migrates this database or starts on it: ${await findHolder(connection)}. Waited for it ${Math.round(waitedMs / 1000)} s`
    if (isOver)
      throw new Error(`${state}, which is too long. Nothing was changed; end that process, or start again.`)
    onWait(`${state} so far.`)
  }
}

async function tryLock(connection: MigrationConnection): Promise<boolean> {
  const [row] = await connection.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
    LOCKS.schema,
  ])
  return row?.taken === true
}

/** Describes the connection that holds the lock. For another login, Postgres shows the number and name alone. */
async function findHolder(connection: MigrationConnection): Promise<string> {
  const [holder] = await connection.query<{ pid: number; name: string | null; address: string | null }>(
    `select l.pid, nullif(a.application_name, '') as name, host(a.client_addr) as address
     from pg_locks l left join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.objsubid = 1
       and l.database = (select oid from pg_database where datname = current_database())
       and l.classid::bigint << 32 | l.objid::bigint = $1`,
    [LOCKS.schema],
  )
  if (holder === undefined) return 'one that has just ended'
  const { pid, name, address } = holder
  return `connection ${pid}${name === null ? '' : ` (${name})`}${address === null ? '' : ` from ${address}`}`
}
