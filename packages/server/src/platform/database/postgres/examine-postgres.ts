import type pg from 'pg'
import type { Finding } from '#platform/finding'
import { assertMigrated } from '../schema/migrate.ts'
import { assertPooler } from './assert-pooler.ts'
import { findPooling } from './find-pooling.ts'
import { tryGuarantees } from './guarantees.ts'
import { assertConfined, assertNoSuperuser, findLogin } from './migrate-postgres.ts'
import { connectDirect, connectPostgres, getOwnerConnection } from './owner-connection.ts'

/** Address of a Postgres database. */
export interface PostgresPlace {
  readonly url: string
  /** URL that bypasses a pooler. */
  readonly directUrl: string | undefined
  readonly ownerUrl: string | undefined
  /** Maximum number of connections of one process. */
  readonly connections: number
}

type Examination = (client: pg.Client, place: PostgresPlace) => Promise<Omit<Finding, 'check'>>

const WARN_CLOCK_MS = 5_000
const REFUSED_CLOCK_MS = 60_000

/** Examines a database the way a server would use it, without changing anything. */
export async function examinePostgres(place: PostgresPlace): Promise<Finding[]> {
  await using opened = new AsyncDisposableStack()
  const connect = async (from: () => Promise<pg.Client>) => {
    const client = await from()
    opened.defer(() => client.end().catch(() => {}))
    return client
  }
  const findings: Finding[] = []
  const add = async (check: string, examine: () => Promise<Omit<Finding, 'check'>>) => {
    findings.push({ check, ...(await examine().catch(asFailure)) })
  }
  const clients: pg.Client[] = []
  const [url, setting] =
    place.directUrl === undefined
      ? [place.url, 'BULKHEAD_DATABASE_URL']
      : [place.directUrl, 'BULKHEAD_DATABASE_DIRECT_URL']
  await add('database: connection', async () => {
    for (let count = 0; count < 2; count += 1)
      clients.push(await connect(() => connectPostgres(url, setting)))
    const version = await one(clients[0] as pg.Client, 'show server_version')
    return { status: 'ok', detail: `Postgres ${version} at ${getHost(url)}` }
  })
  const [first, second] = clients
  if (first === undefined || second === undefined) return findings
  await add('database: pooler', () => examinePooling(place, first))
  if (findings.at(-1)?.status === 'failed') return findings
  const { ownerUrl } = place
  if (ownerUrl !== undefined)
    await add('database: login that migrates', async () => {
      await connect(() => connectDirect(ownerUrl, 'BULKHEAD_DATABASE_OWNER_URL'))
      return { status: 'ok', detail: `connects to ${getHost(ownerUrl)}` }
    })
  for (const [name, examine] of EXAMINATIONS) await add(`database: ${name}`, () => examine(first, place))
  await add('database: connections', () => examineConnections(first, place.connections))
  for (const { guarantee, holds, error } of await tryGuarantees(first, second))
    findings.push({
      check: `database: ${guarantee.name}`,
      ...(holds === undefined && {
        status: 'skipped',
        detail: 'nothing to try it on yet: not migrated, or empty',
      }),
      ...(holds === true && { status: 'ok', detail: 'hold' }),
      ...(holds === false && {
        status: 'failed',
        detail: `not kept: ${guarantee.without}.${error === undefined ? '' : ` The database said: ${error.message}`}`,
      }),
    } as Finding)
  return findings
}

const EXAMINATIONS: readonly (readonly [name: string, examine: Examination])[] = [
  [
    'login that serves',
    async (first, { ownerUrl }) => {
      const login = await findLogin(getOwnerConnection(first))
      if (ownerUrl === undefined) assertNoSuperuser(login)
      else if (login.rolsuper) assertConfined(login)
      if (login.owns || login.rolcreaterole)
        return {
          status: 'warning',
          detail: `"${login.rolname}" owns the tables: row security protects against mistakes, but not against anyone who has its password. Use a separate login, and set BULKHEAD_DATABASE_OWNER_URL.`,
        }
      assertConfined(login)
      return { status: 'ok', detail: `"${login.rolname}" owns nothing and inherits nothing` }
    },
  ],
  [
    'schema',
    async (first, { ownerUrl }) => {
      const remedy =
        ownerUrl === undefined ? 'Run bulkhead operator migrate first.' : 'The next start brings it there.'
      try {
        await assertMigrated(getOwnerConnection(first), remedy)
        return { status: 'ok', detail: 'of this version' }
      } catch (error) {
        const { message } = error as Error
        return {
          status: ownerUrl !== undefined && message.endsWith(remedy) ? 'warning' : 'failed',
          detail: message,
        }
      }
    },
  ],
  [
    'encryption',
    async (first) => {
      const isEncrypted = await one<boolean>(
        first,
        'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
      )
      if (isEncrypted) return { status: 'ok', detail: 'TLS' }
      if (/^(localhost|127\.|::1|\/)/.test(first.host))
        return { status: 'ok', detail: 'none, on this machine' }
      return {
        status: 'warning',
        detail: `The connection to ${first.host} is not encrypted. Add ?sslmode=verify-full to the URL, and NODE_EXTRA_CA_CERTS for a CA of your own.`,
      }
    },
  ],
  [
    'clock',
    async (first) => {
      const began = Date.now()
      const theirs = Number(await one(first, 'select extract(epoch from clock_timestamp()) * 1000'))
      const aheadMs = Math.max(began - theirs, 0) || Math.min(Date.now() - theirs, 0)
      const [seconds, way] = [Math.round(Math.abs(aheadMs) / 1000), aheadMs > 0 ? 'ahead of' : 'behind']
      if (Math.abs(aheadMs) < WARN_CLOCK_MS) return { status: 'ok', detail: 'as that of this machine' }
      return {
        status: Math.abs(aheadMs) < REFUSED_CLOCK_MS ? 'warning' : 'failed',
        detail: `This machine is ${seconds} s ${way} the database. Synchronize both with NTP: from 60 s on, processes refuse each other's tokens.`,
      }
    },
  ],
  [
    'writes',
    async (first) => {
      if (await one<boolean>(first, 'select pg_is_in_recovery()'))
        return { status: 'failed', detail: 'It is a standby. Point the URL at the primary.' }
      if ((await one(first, 'show default_transaction_read_only')) === 'on')
        return { status: 'failed', detail: 'It is set to read only (default_transaction_read_only).' }
      return { status: 'ok', detail: 'taken' }
    },
  ],
  [
    'archive of the log',
    async (first) => {
      const mode = await one<string>(first, 'show archive_mode')
      const [archivedAt, failedAt] = await Promise.all([
        one<Date | null>(first, 'select last_archived_time from pg_stat_archiver'),
        one<Date | null>(first, 'select last_failed_time from pg_stat_archiver'),
      ])
      if (mode === 'off')
        return {
          status: 'ok',
          detail: "archive_mode is off: Postgres makes no backups, so only Bulkhead's can be restored",
        }
      if (failedAt !== null && (archivedAt === null || failedAt > archivedAt))
        return {
          status: 'warning',
          detail: `archive_mode is ${mode}, and archiving failed at ${failedAt.toISOString()}. See archive_command in the log of Postgres.`,
        }
      return {
        status: 'ok',
        detail: `archive_mode is ${mode}, ${archivedAt === null ? 'nothing archived yet' : `last archived at ${archivedAt.toISOString()}`}`,
      }
    },
  ],
]

async function examinePooling(
  { url, directUrl }: PostgresPlace,
  client: pg.Client,
): Promise<Omit<Finding, 'check'>> {
  if (directUrl !== undefined) {
    const direct = await connectDirect(directUrl, 'BULKHEAD_DATABASE_DIRECT_URL')
    await direct.end()
    await assertPooler(url, client)
  }
  const pooling = await findPooling(url)
  if (pooling === 'none') return { status: 'ok', detail: 'none' }
  if (pooling === 'session') return { status: 'ok', detail: 'in session mode' }
  if (directUrl !== undefined)
    return {
      status: 'ok',
      detail: 'in transaction mode, keeps prepared statements, leads to the same server',
    }
  // Throws the same error as a start would.
  await connectDirect(url, 'BULKHEAD_DATABASE_URL').then((unexpected) => unexpected.end())
  return { status: 'ok', detail: 'in transaction mode' }
}

async function examineConnections(client: pg.Client, wanted: number): Promise<Omit<Finding, 'check'>> {
  const free = Number(
    await one(
      client,
      `select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
         - (select count(*) from pg_stat_activity where backend_type = 'client backend')`,
    ),
  )
  const detail = `${free} free, ${wanted} wanted by each server`
  if (free >= wanted) return { status: 'ok', detail }
  return { status: 'warning', detail: `${detail}. Raise max_connections, or lower BULKHEAD_DATABASE_POOL.` }
}

function asFailure(error: unknown): Omit<Finding, 'check'> {
  return { status: 'failed', detail: (error as Error).message }
}

function getHost(url: string): string {
  return new URL(url).host
}

async function one<T>(client: pg.Client, sql: string): Promise<T> {
  const { rows } = await client.query({ text: sql, rowMode: 'array' })
  return rows[0]?.[0] as T
}
