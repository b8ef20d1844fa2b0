import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { asCounter } from '#platform/database/roles/as-counter'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** Number of processes that share their counts. Further processes count for themselves alone. */
const SEATS = 64
const TICK_MS = 1_000
/** Time without a sign of life after which a process counts as gone. Its slots and counts end with it. */
export const GONE_AFTER_MS = 10_000
/** Number of turns after which every other process knows of this one. */
const SETTLED_AFTER = 2
const MOST_OWNER = 2 ** 31

/** Numbers of the running processes. They are rows of `rate_limits`, which end by the database's clock. */
export interface Seats {
  /** Returns the number of this process. Undefined while the database cannot be reached. */
  own(): number | undefined
  /** Returns the numbers of the other processes, as of the last turn. */
  others(): readonly number[]
  /** Returns whether the other processes know of this one. */
  isSettled(): boolean
  /** Calls `work` every second, after the numbers have been read. */
  onTurn(work: () => Promise<void>): void
  stop(): Promise<void>
}

export const nowMs = sql<string>`(extract(epoch from clock_timestamp()) * 1000)::bigint`

/** Takes a seat and renews it every second. Resolves after the first attempt, whether or not it succeeds. */
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
    // A process that was suspended has lost its seat. It takes another in the next turn, after it has taken the lock.
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
          'calls in progress cannot be counted across processes; each process continues with its share',
        )
      isAway = true
    }
    // Failed work is tried again in the next turn.
    for (const work of works) await work().catch(() => {})
  }

  await turn()
  let isBusy = false
  const timer = setInterval(() => {
    // If a turn is late, the turns that it delayed are skipped.
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
      // If this fails, the other processes find out by themselves.
      if (seat !== undefined && !isAway)
        await asCounter(database, (tx) => put(tx, getSeatKey(seat), owner, 0)).catch(() => {})
    },
  }
}

function getSeatKey(seat: number): string {
  return `seat:${seat}`
}

/** Writes a row that expires by itself. */
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
