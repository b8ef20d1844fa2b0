import { setTimeout as sleep } from 'node:timers/promises'
import { LOCKS } from './advisory-locks.ts'
import type { MigrationConnection } from './migration-connection.ts'

/** Options of the wait for the schema lock of a database. */
export interface SchemaWait {
  /** Called with a sentence for the operator when the wait begins, and twice a minute from then on. */
  readonly onWait?: ((message: string) => void) | undefined
  /** Milliseconds after which the wait fails. Default: ten minutes. */
  readonly withinMs?: number | undefined
}

const WITHIN_MS = 600_000
const TRY_EVERY_MS = 200
const SAY_EVERY_MS = 30_000

/**
 * Runs `work` while no other process migrates or starts on this database. Calls may be nested.
 *
 * @throws Error that names the connection that holds the lock, if the time limit has passed.
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
    // A lost connection has released the lock. An error here must not hide the error of the work.
    await connection.query('select pg_advisory_unlock($1)', [LOCKS.schema]).catch(() => {})
  }
}

/**
 * Takes the lock by repeated attempts. A statement that waits for the lock would block the concurrent creation of
 * indexes.
 */
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

/** Describes the connection that holds the lock. If it has another login, Postgres shows only its number and name. */
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
