import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { asCounter } from '#platform/database/roles/as-counter'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** Processes that share their counts. Any more count for themselves alone. */
const SEATS = 64
const TICK_MS = 1_000
/** A process that has said nothing for so long is gone, and so is what it held. */
export const GONE_AFTER_MS = 10_000
/** Turns after which every other process knows of this one. */
const SETTLED_AFTER = 2
const MOST_OWNER = 2 ** 31

/** The running processes, each with a number. They share the rows of `rate_limits`, whose times are the database's. */
export interface Seats {
  /** Number of this process; undefined while the database is away. */
  own(): number | undefined
  /** Numbers of the other processes, as of the last turn. */
  others(): readonly number[]
  /** Whether the others know of this process. */
  isSettled(): boolean
  /** Calls `work` every second, after the numbers were read. */
  onTurn(work: () => Promise<void>): void
  stop(): Promise<void>
}

export const nowMs = sql<string>`(extract(epoch from clock_timestamp()) * 1000)::bigint`

/** Takes a seat and says every second that it is taken. Resolves after the first try, whatever came of it. */
export async function takeSeat(database: Database, log: Pick<Log, 'warn'>, tickMs = TICK_MS): Promise<Seats> {
  const owner = randomInt(1, MOST_OWNER)
  const keys = Array.from({ length: SEATS }, (_, seat) => getSeatKey(seat))
  const works: (() => Promise<void>)[] = []
  let own: number | undefined
  let others: readonly number[] = []
  let turns = 0
  let isAway = false
  let stopped = false
  let running: Promise<void> = Promise.resolve()

  async function renew(tx: ConfinedTransaction): Promise<void> {
    if (own === undefined)
      await sql`select pg_advisory_xact_lock(hashtextextended('bulkhead seats', 0))`.execute(tx)
    const taken = await tx
      .selectFrom('rate_limits')
      .select(['key', 'points'])
      .where('key', '=', ({ fn, val }) => fn.any(val(keys)))
      .where('expire', '>', nowMs)
      .execute()
    const mine = taken.find(({ points }) => points === owner)
    const numbers = taken.map(({ key }) => keys.indexOf(key))
    const seat =
      mine === undefined ? keys.findIndex((_, at) => !numbers.includes(at)) : keys.indexOf(mine.key)
    if (seat !== own) turns = 0
    // A process that stood still has lost its seat, and takes another in the next turn, behind the lock.
    const isLost = mine === undefined && own !== undefined
    own = isLost || seat < 0 ? undefined : seat
    others = numbers.filter((number) => number !== seat)
    if (own !== undefined) await put(tx, getSeatKey(own), owner)
  }

  async function turn(): Promise<void> {
    try {
      await asCounter(database, renew)
      turns += 1
      isAway = false
    } catch (error) {
      turns = 0
      if (!isAway && !stopped)
        log.warn(
          { code: (error as { code?: string }).code },
          'calls in progress cannot be counted for all processes; each goes on with its share',
        )
      isAway = true
    }
    // What could not be asked for is asked for with the next turn.
    for (const work of works) await work().catch(() => {})
  }

  await turn()
  let isBusy = false
  const timer = setInterval(() => {
    // A turn that is late is not followed by several at once.
    if (isBusy) return
    isBusy = true
    running = turn().finally(() => {
      isBusy = false
    })
  }, tickMs).unref()
  return {
    own: () => (isAway ? undefined : own),
    others: () => others,
    isSettled: () => others.length === 0 || turns > SETTLED_AFTER,
    onTurn: (work) => void works.push(work),
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
      const seat = own
      // Or the others find out by themselves.
      if (seat !== undefined && !isAway)
        await asCounter(database, (tx) => put(tx, getSeatKey(seat), owner, 0)).catch(() => {})
    },
  }
}

function getSeatKey(seat: number): string {
  return `seat:${seat}`
}

/** Writes a row that ends by itself. */
export async function put(
  tx: ConfinedTransaction,
  key: string,
  points: number,
  forMs = GONE_AFTER_MS,
): Promise<void> {
  const expire = sql<string>`${nowMs} + ${forMs}`
  await tx
    .insertInto('rate_limits')
    .values({ key, points, expire })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ points, expire }))
    .execute()
}
