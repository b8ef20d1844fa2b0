import { randomBytes, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/** Behaviour of Postgres that Bulkhead relies on. Other engines and poolers may lack it, often without an error. */
export interface Guarantee {
  readonly name: string
  /** Consequence if the guarantee is missing. */
  readonly without: string
  /** Whether each start tests it. Such a test takes a few round trips and needs no right. */
  readonly isCheap: boolean
  /** Tests the guarantee. @returns Undefined if there is nothing to test it on. */
  holds(first: pg.Client, second: pg.Client): Promise<boolean | undefined>
}

/** Result of testing a guarantee. */
export interface Tried {
  readonly guarantee: Guarantee
  readonly holds: boolean | undefined
  /** Error of the database, if it rejected the test. */
  readonly error?: { readonly code: string | undefined; readonly message: string }
}

const INSUFFICIENT_PRIVILEGE = '42501'
const NOTIFIED_WITHIN_MS = 2_000

export const GUARANTEES: readonly Guarantee[] = [
  {
    name: 'advisory locks',
    without: 'two processes would migrate at once, and organizations could exceed their limits',
    isCheap: true,
    async holds(first, second) {
      const key = randomInt(2 ** 47)
      const take = (client: pg.Client) => one<boolean>(client, 'select pg_try_advisory_lock($1)', [key])
      const give = (client: pg.Client) => one<boolean>(client, 'select pg_advisory_unlock($1)', [key])
      const isTaken = await take(first)
      const isTakenTwice = await take(second)
      await give(first)
      if (isTakenTwice) await give(second)
      return isTaken && !isTakenTwice
    },
  },
  {
    name: 'snapshots and transaction ids',
    without: 'processes would miss revocations',
    isCheap: true,
    async holds(first, second) {
      const isSeen = (id: string) =>
        one<boolean>(second, 'select pg_visible_in_snapshot($1::xid8, pg_current_snapshot())', [id])
      await first.query('begin')
      const id = await one<string>(first, 'select pg_current_xact_id()::text')
      const isSeenBefore = await isSeen(id)
      await first.query('commit')
      return !isSeenBefore && (await isSeen(id))
    },
  },
  {
    name: 'settings of a transaction',
    without: 'a transaction could see what the previous one was allowed to see',
    isCheap: true,
    async holds(first) {
      const read = () => one<string>(first, `select coalesce(current_setting('app.workspace_id', true), '')`)
      await first.query(`begin; select set_config('app.workspace_id', 'doctor', true)`)
      const within = await read()
      await first.query('commit')
      return within === 'doctor' && (await read()) === ''
    },
  },
  {
    name: 'roles of a transaction',
    without: 'a transaction could have the rights of the previous one',
    isCheap: false,
    async holds(first) {
      const read = () => one<string>(first, 'select current_user::text')
      if (!(await mayBe(first, 'bulkhead_nobody'))) return undefined
      await first.query(`begin; select set_config('role', 'bulkhead_nobody', true)`)
      const within = await read()
      await first.query('commit')
      return within === 'bulkhead_nobody' && (await read()) !== within
    },
  },
  {
    name: 'row security for owners',
    without: "tenants would see each other's rows",
    isCheap: false,
    async holds(first) {
      await first.query('begin')
      try {
        await first.query(
          `create temporary table bulkhead_doctor on commit drop as select 1 as one;
           alter table bulkhead_doctor enable row level security;
           alter table bulkhead_doctor force row level security`,
        )
        return (await one<string>(first, 'select count(*)::text from bulkhead_doctor')) === '0'
      } catch (error) {
        if ((error as { code?: string }).code === INSUFFICIENT_PRIVILEGE) return undefined
        throw error
      } finally {
        await first.query('rollback')
      }
    },
  },
  {
    name: 'notifications',
    without: 'revocations would take a quarter of a second to reach other processes',
    isCheap: false,
    async holds(first, second) {
      const channel = `bulkhead_doctor_${randomBytes(6).toString('hex')}`
      const { promise, resolve } = Promise.withResolvers<true>()
      const look = () => resolve(true)
      second.on('notification', look)
      await second.query(`listen ${channel}`)
      await first.query(`notify ${channel}`)
      const isTold = await Promise.race([promise, sleep(NOTIFIED_WITHIN_MS, false as const)])
      second.off('notification', look)
      await second.query(`unlisten ${channel}`)
      return isTold
    },
  },
  {
    name: 'skip locked',
    without: 'processes would do the same work twice, or wait for each other',
    isCheap: false,
    async holds(first, second) {
      if (!(await mayBe(first, 'bulkhead_operator'))) return undefined
      const begin = `begin; select set_config('role', 'bulkhead_operator', true)`
      const lock = (client: pg.Client, more: string, parameters: unknown[] = []) =>
        client.query<{ id: string }>(
          `select organization_id as id from bulkhead.organizations ${more}`,
          parameters,
        )
      try {
        await first.query(begin)
        await second.query(begin)
        const { rows } = await lock(first, 'limit 1 for update')
        if (rows[0] === undefined) return undefined
        const found = await lock(second, 'where organization_id = $1 for update skip locked', [rows[0].id])
        return found.rowCount === 0
      } finally {
        await first.query('rollback')
        await second.query('rollback')
      }
    },
  },
]

/** Tests the guarantees one after the other on two connections of the login that runs the server. */
export async function tryGuarantees(
  first: pg.Client,
  second: pg.Client,
  those: (guarantee: Guarantee) => boolean = () => true,
): Promise<Tried[]> {
  const tried: Tried[] = []
  for (const guarantee of GUARANTEES.filter(those)) {
    try {
      tried.push({ guarantee, holds: await guarantee.holds(first, second) })
    } catch (error) {
      // A transaction that this test began must not reach the next test.
      for (const client of [first, second]) await client.query('rollback').catch(() => {})
      tried.push({ guarantee, holds: false, error: error as pg.DatabaseError })
    }
  }
  return tried
}

function mayBe(client: pg.Client, role: string): Promise<boolean> {
  return one<boolean>(
    client,
    `select coalesce((select pg_has_role(session_user, oid, 'member') from pg_roles where rolname = $1), false)`,
    [role],
  )
}

/** Returns the only value of a query with one row. */
async function one<T>(client: pg.Client, sql: string, parameters: unknown[] = []): Promise<T> {
  const { rows } = await client.query({ text: sql, values: parameters, rowMode: 'array' })
  return rows[0]?.[0] as T
}
