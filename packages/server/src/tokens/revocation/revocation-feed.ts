import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import type { VerifiedClaims } from '#tokens/claims'
import { createKnownRevocations } from './known-revocations.ts'
import type { Revocation } from './revocation.ts'

export const REVOCATION_CHANNEL = 'bulkhead_revocations'
const POLL_EVERY_MS = 250
const TRUST_MS = 1_000
/** A poll that takes longer is left behind, so that a connection that hangs does not end the polling. */
const POLL_TIMEOUT_MS = 2_000

/** What this process knows of revoked tokens. */
export interface RevocationFeed {
  /**
   * Whether a token counts, as far as memory can tell: undefined when the last good poll began more than a
   * second ago, so that the database has to be asked.
   */
  counts(claims: VerifiedClaims): boolean | undefined
  /** Whether memory can be relied on: the last good poll began less than a second ago. */
  isFresh(): boolean
  /** How many revocations of an organization are remembered. */
  countOf(organization_id: string): number
  /** Learns at once what this process revoked itself. */
  apply(revocations: readonly Revocation[]): void
  /** Calls `listener` with each revocation that is learned, before anyone is told that it is known. */
  onRevocation(listener: (revocation: Revocation) => void): void
  stop(): Promise<void>
}

/** Milliseconds of a clock that only goes forward, and of the calendar's. */
type Clocks = () => readonly [number, number]

/**
 * Starts following the revocations that any process writes. A poll reads the rows which the snapshot of the
 * poll before did not show, whatever their order of commit; a notification only makes the next poll sooner.
 * The embedded database has no other process, so memory is always right there.
 *
 * @param now Both count: the calendar's may be set back, and the other one stands still in a machine that is suspended.
 */
export async function startRevocationFeed(
  database: Database,
  log: Log,
  now: Clocks = () => [performance.now(), Date.now()],
): Promise<RevocationFeed> {
  const known = createKnownRevocations()
  const listeners: ((revocation: Revocation) => void)[] = []
  const stopping = new AbortController()
  let snapshot: string | null = null
  let trustedUntil: readonly number[] = [0, 0]
  let wake = new AbortController()

  function learn(revocations: readonly Revocation[]) {
    for (const revocation of revocations) {
      known.add(revocation)
      for (const listener of listeners) listener(revocation)
    }
  }

  async function poll() {
    const began = now()
    const { rows } = await asAuthenticator(database, undefined, (tx) =>
      sql<Revocation & { snapshot: string }>`
        select s.snapshot::text as snapshot, r.organization_id, r.kind, r.subject_id, r.epoch
        from (select pg_current_snapshot() as snapshot) s
        left join revocations r on ${snapshot}::pg_snapshot is null or (
          r.transaction_id >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
          and not pg_visible_in_snapshot(r.transaction_id, ${snapshot}::pg_snapshot)
        )`.execute(tx),
    )
    learn(rows.filter(({ subject_id }) => subject_id !== null))
    snapshot = rows[0]?.snapshot ?? snapshot
    trustedUntil = began.map((time) => time + TRUST_MS)
  }

  async function follow() {
    while (!stopping.signal.aborted) {
      const woken = AbortSignal.any([wake.signal, stopping.signal])
      await sleep(POLL_EVERY_MS, undefined, { signal: woken, ref: false }).catch(() => {})
      if (stopping.signal.aborted) return
      wake = new AbortController()
      await Promise.race([poll(), tooLong()]).catch((error: unknown) => {
        log.warn({ code: (error as { code?: string }).code }, 'revocations could not be read')
      })
    }
  }

  const shared = database.listen !== undefined
  await poll()
  const listener = database.listen?.(REVOCATION_CHANNEL, () => wake.abort())
  const following = shared ? follow() : Promise.resolve()

  const isFresh = () => !shared || now().every((time, clock) => time < (trustedUntil[clock] ?? 0))

  return {
    counts(claims) {
      // A revocation that is known ends the token however old the knowledge is.
      if (known.ends(claims)) return false
      return isFresh() ? true : undefined
    },
    isFresh,
    countOf: known.countOf,
    apply: learn,
    onRevocation: (listener) => void listeners.push(listener),
    async stop() {
      stopping.abort()
      await following
      await listener?.close()
    },
  }
}

async function tooLong(): Promise<never> {
  await sleep(POLL_TIMEOUT_MS, undefined, { ref: false })
  throw new Error(`A poll took longer than ${POLL_TIMEOUT_MS} ms.`)
}
