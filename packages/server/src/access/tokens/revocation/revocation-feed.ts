import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { v5 as uuidv5 } from 'uuid'
import type { RightsMark } from '#access/request/rights-mark'
import { createClockWatch } from '#platform/clock-watch'
import { CHUNK } from '#platform/database/chunk'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Channels, Database } from '#platform/database/roles/confine'
import { forPurpose } from '#platform/database/roles/for-purpose'
import { unavailable } from '#platform/database/schema/sqlstate'
import type { Log } from '#platform/log'
import type { VerifiedClaims } from '../claims.ts'
import { type AgedRevocation, createKnownRevocations } from './known-revocations.ts'
import { type DatabaseServer, isBehind, type ReadRevocations, readRevocations } from './read-revocations.ts'
import { REVOCATION_CHANNEL, type Revocation } from './revocation.ts'

/** Subjects of the changes that this process has learned of lately, so that a call can ask what changed since it began. */
interface RecentChanges {
  /** Returns the number of the last change. Later changes have higher numbers. */
  last(): number
  /** Returns whether one of an organization's subjects may have changed after the change with this number. */
  hasChangedSince(number: number, organization_id: string, subjects: readonly string[]): boolean
  add(revocation: Revocation): void
  /** Makes everything count as changed: nobody knows what another database server lacks. */
  addUnknown(): void
}

/** Milliseconds for which a change is remembered at least. Longer than any call takes. */
const KEPT_MS = 120_000

/** Namespace of ids that are derived from a revocation's content, so that several processes write the same row. */
const NAMESPACE = '6f0a5a1e-6f0c-4f0e-9d8f-0c6a4b1f7a55'

/** Tables whose rows hold the epoch for new tokens. */
const EPOCHS = [
  { kind: 'workspace', table: 'workspaces', id: 'workspace_id' },
  { kind: 'application', table: 'applications', id: 'application_id' },
  { kind: 'member', table: 'identity.members', id: 'person_id' },
] as const

const POLL_EVERY_MS = 250
const TRUST_MS = 1_000
/** Timeout of a poll in milliseconds, after which the database counts as silent. */
const POLL_GRACE_MS = 500
/** Time in milliseconds after which a start gives up on a database that does not respond, as migrations do. */
const START_WITHIN_MS = 15_000
/** Maximum number of ids in one log line. */
const NAMED = 100

/** Reason why the database cannot be relied on. Undefined if it can. */
export type DatabaseFault = 'silent' | 'standby' | 'read only' | undefined

/** Revocations known to this process, and the state of the server that stores them. */
export interface RevocationFeed {
  /**
   * Tells from memory whether a token is valid. Undefined if the last good poll began more than a second ago: then the
   * database must be read.
   */
  counts(claims: VerifiedClaims): boolean | undefined
  /** Returns whether memory is current: the last good poll began less than a second ago. */
  isFresh(): boolean
  /** Returns a mark of the present, for {@link RevocationFeed.mayHaveEnded}. Take it before rights are read. */
  mark(): RightsMark
  /**
   * Returns whether rights that were read after the mark may have ended by now: one of their subjects has changed, or
   * memory is not current and the mark is a second old. Does not wait.
   *
   * @param getSubjects Returns the ids on which the rights depend. Called only if anything has changed.
   */
  mayHaveEnded(mark: RightsMark, organization_id: string, getSubjects: () => readonly string[]): boolean
  /** True if no other process writes to the database, so that nothing is polled. */
  readonly isEmbedded: boolean
  /** Returns the milliseconds since the last successful poll began. Returns 0 if no other process writes. */
  silentMs(): number
  /** Returns the database's fault: from the last known state, or after the poll in progress, within half a second. */
  fault(): Promise<DatabaseFault>
  /** Returns the number of an organization's known revocations. */
  countOf(organization_id: string): number
  /** Adds at once the revocations that this process wrote itself. */
  apply(revocations: readonly Revocation[]): void
  /** Calls `listener` with each new revocation, before it counts as known. */
  onRevocation(listener: (revocation: Revocation) => void): void
  /**
   * Calls `listener` when another server has replaced the database's, before memory counts as fresh again. The new
   * server may lack rows that were read before.
   */
  onReplaced(listener: () => void): void
  stop(): Promise<void>
}

/** Milliseconds of a monotonic clock, and of the system clock. */
type Clocks = () => readonly [number, number]

/**
 * Starts following the revocations that any process writes. A poll reads the rows that the snapshot of the poll before
 * did not show, whatever their order of commit. A notification only makes the next poll earlier. The embedded database
 * has no other process, so memory is always current there.
 *
 * A snapshot belongs to one server, and a server that replaces it may have assigned fewer transaction ids. So all rows
 * are read after each new connection, and if the server's start time differs or its transaction ids went back.
 * Revocations that only memory has were lost with the former server, and are written again.
 *
 * @param now Returns both clocks, because either may mislead: the system clock may be set back, and the monotonic one
 *   stands still while a machine is suspended.
 * @param channels Other channels to listen to on the same connection.
 * @throws BulkheadError `unavailable` if the database does not respond for {@link START_WITHIN_MS}.
 */
export async function startRevocationFeed(
  database: Database,
  log: Log,
  now: Clocks = () => [performance.now(), Date.now()],
  channels: Channels = {},
): Promise<RevocationFeed> {
  const known = createKnownRevocations()
  const changes = createRecentChanges()
  const clockWatch = createClockWatch(log)
  const revocationListeners: ((revocation: Revocation) => void)[] = []
  const replacementListeners: (() => void)[] = []
  const stopping = new AbortController()
  const writer = forPurpose(database, { lane: 'requests', name: 'revocations' })
  let wake = new AbortController()
  const following = database.follow?.({ ...channels, [REVOCATION_CHANNEL]: () => wake.abort() })

  let server: DatabaseServer | undefined
  let snapshot: string | null = null
  let generation = 0
  let respondedAt = now()[0]
  let trustedUntil: readonly number[] = [0, 0]
  let lost: AgedRevocation[] = []
  let restoring: Promise<void> = Promise.resolve()
  let polled = Promise.withResolvers<void>()

  function learn(revocations: readonly (Revocation & { age_seconds?: number })[]) {
    for (const revocation of revocations) {
      known.add(revocation, revocation.age_seconds)
      changes.add(revocation)
      for (const listener of revocationListeners) listener(revocation)
    }
  }

  /** Reads new revocations. On a new connection, reads all of them. */
  async function read(): Promise<{ response: ReadRevocations; isWhole: boolean }> {
    let isWhole = true
    const response = await readRevocations(following?.database ?? database, () => {
      const current = following?.generation() ?? 0
      if (current !== generation) snapshot = null
      generation = current
      isWhole = snapshot === null
      return snapshot
    })
    return { response, isWhole }
  }

  async function poll() {
    const began = now()
    let { response, isWhole } = await read()
    const isReplaced =
      server !== undefined &&
      (response.started !== server.started ||
        (server.standby && !response.standby) ||
        (snapshot !== null && isBehind(response.snapshot, snapshot)))
    if (isReplaced && !isWhole) {
      // With a pooler the connection outlives its server.
      snapshot = null
      ;({ response, isWhole } = await read())
    }
    const ended = now()
    clockWatch.compare(began[1], response.clock_ms, ended[1])
    learn(response.revocations)
    respondedAt = began[0]
    if (response.standby) {
      // A standby is behind the server that other processes write to. After its promotion it is treated as a new
      // server, on a new connection that listens.
      server = response
      snapshot = null
      return
    }
    if (isReplaced) {
      log.warn('the database server was replaced: everything is read again')
      following?.dropPool()
      if (server?.standby) following?.renew()
      changes.addUnknown()
      for (const listener of replacementListeners) listener()
    }
    server = response
    snapshot = response.snapshot
    if (isWhole) {
      const held = createKnownRevocations()
      for (const revocation of response.revocations) held.add(revocation, revocation.age_seconds)
      lost = known.missingIn(held)
    }
    trustedUntil = began.map((time) => time + TRUST_MS)
    // A connection keeps the setting that it began with, so only a new connection shows when the setting is gone.
    if (response.read_only && !isWhole) following?.renew()
  }

  /** Polls until the database responds: on a busy machine that takes longer than a poll may. */
  async function pollFirst() {
    const end = performance.now() + START_WITHIN_MS
    for (;;) {
      try {
        return await poll()
      } catch (error) {
        if (toCode(error) !== 'unavailable' || performance.now() > end) throw error
        await sleep(POLL_EVERY_MS)
      }
    }
  }

  /** Writes revocations that the database lost again. After a failure it is tried again after the next poll. */
  async function restore() {
    const restored = lost
    lost = []
    try {
      await restoreRevocations(writer, restored)
      const named = restored.slice(0, NAMED).map(({ age_seconds: _, ...revocation }) => revocation)
      log.warn(
        { count: restored.length, revocations: named },
        'revocations that the database had lost were written again',
      )
    } catch (error) {
      log.warn({ code: toCode(error) }, 'lost revocations could not be written again so far')
      if (lost.length === 0) lost = restored
    }
  }

  async function follow() {
    let isRestoring = false
    /** Ends pool connections that have received nothing since the database stopped responding. */
    let endSilent: (() => void) | undefined
    while (!stopping.signal.aborted) {
      const woken = AbortSignal.any([wake.signal, stopping.signal])
      await sleep(POLL_EVERY_MS, undefined, { signal: woken, ref: false }).catch(() => {})
      if (stopping.signal.aborted) return
      wake = new AbortController()
      const endUnanswered = following?.markPool()
      const [began] = now()
      try {
        await poll()
        // The database responds to a new connection. Connections that have received nothing since lead to a server that
        // is gone.
        endSilent?.()
        endSilent = undefined
      } catch (error) {
        log.warn({ code: toCode(error) }, 'revocations could not be read')
        if (now()[0] - began > TRUST_MS) endSilent ??= endUnanswered
      }
      polled.resolve()
      polled = Promise.withResolvers()
      if (lost.length === 0 || isRestoring || server?.standby || server?.read_only) continue
      isRestoring = true
      // Not awaited by the poll, because it needs a connection of the pool.
      restoring = restore().finally(() => {
        isRestoring = false
      })
    }
  }

  await pollFirst()
  const polling = following === undefined ? Promise.resolve() : follow()

  const isSilent = () => now()[0] - respondedAt > TRUST_MS
  const isBefore = (limits: readonly number[]) => now().every((time, clock) => time < (limits[clock] ?? 0))
  const isFresh = () => following === undefined || isBefore(trustedUntil)

  return {
    counts(claims) {
      // A known revocation ends the token, even if memory is outdated.
      if (known.ends(claims)) return false
      if (isFresh()) return true
      if (server?.standby) throw onStandby()
      return undefined
    },
    isFresh,
    mark: () => ({
      change: changes.last(),
      trustedUntil: isFresh() ? undefined : now().map((time) => time + TRUST_MS),
    }),
    mayHaveEnded(mark, organization_id, getSubjects) {
      if (!isFresh() && (mark.trustedUntil === undefined || !isBefore(mark.trustedUntil))) return true
      return (
        mark.change !== changes.last() && changes.hasChangedSince(mark.change, organization_id, getSubjects())
      )
    },
    isEmbedded: following === undefined,
    silentMs: () => (following === undefined ? 0 : now()[0] - respondedAt),
    async fault() {
      if (following === undefined) return undefined
      // This process may have been busy itself, and not have read the response yet.
      if (isSilent()) await Promise.race([polled.promise, sleep(POLL_GRACE_MS, undefined, { ref: false })])
      if (isSilent()) return 'silent'
      if (server?.standby) return 'standby'
      return server?.read_only ? 'read only' : undefined
    },
    countOf: known.countOf,
    apply: learn,
    onRevocation: (listener) => void revocationListeners.push(listener),
    onReplaced: (listener) => void replacementListeners.push(listener),
    async stop() {
      stopping.abort()
      await polling
      await restoring
      await following?.close()
    },
  }
}

function toCode(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code
}

function onStandby() {
  return unavailable('The database is a standby and not in use. Try again in a few seconds.', undefined, 5)
}

/**
 * Writes revocations that the database lost again, and raises the epochs of their subjects to their former values. Each
 * is written with the role of its own organization, so it can end no rights of another. If one is written twice, there
 * is still one row.
 */
async function restoreRevocations(database: Database, lost: readonly AgedRevocation[]): Promise<void> {
  for (const [organization, own] of Map.groupBy(lost, ({ organization_id }) => organization_id)) {
    for (let from = 0; from < own.length; from += CHUNK)
      await restoreChunk(database, organization, own.slice(from, from + CHUNK))
  }
}

async function restoreChunk(database: Database, organization: string, lost: readonly AgedRevocation[]) {
  const rows = JSON.stringify(lost.map((one) => ({ ...one, revocation_id: toId(one) })))
  await asPrincipal(database, { organization }, 'read write', async (tx) => {
    for (const { kind, table, id } of EPOCHS) {
      await sql`
        update ${sql.table(table)} t set epoch = l.epoch
        from jsonb_to_recordset(${rows}::jsonb) as l (kind text, subject_id uuid, epoch integer)
        where t.organization_id = ${organization} and ${sql.ref(`t.${id}`)} = l.subject_id
          and l.kind = ${kind} and t.epoch < l.epoch`.execute(tx)
    }
    await sql`
      insert into revocations (organization_id, revocation_id, kind, subject_id, epoch, created_at)
      select ${organization}::uuid, l.revocation_id, l.kind, l.subject_id, l.epoch,
        now() - make_interval(secs => l.age_seconds)
      from jsonb_to_recordset(${rows}::jsonb)
        as l (revocation_id uuid, kind text, subject_id uuid, epoch integer, age_seconds float8)
      on conflict do nothing`.execute(tx)
    await sql`select pg_notify(${REVOCATION_CHANNEL}, '')`.execute(tx)
  })
}

function toId({ organization_id, kind, subject_id, epoch }: AgedRevocation): string {
  return uuidv5(`${organization_id} ${kind} ${subject_id} ${epoch}`, NAMESPACE)
}

/** @param now Milliseconds of a monotonic clock. */
export function createRecentChanges(now: () => number = () => performance.now()): RecentChanges {
  let last = 0
  /** Number of the last change that was forgotten, or whose subjects are unknown. */
  let forgotten = 0
  let recent = new Map<string, number>()
  let older = new Map<string, number>()
  let olderUntil = 0
  let renewAt = now() + KEPT_MS

  function renew() {
    if (now() < renewAt) return
    forgotten = Math.max(forgotten, olderUntil)
    older = recent
    olderUntil = last
    recent = new Map()
    renewAt = now() + KEPT_MS
  }

  return {
    last: () => last,
    hasChangedSince(number, organization_id, subjects) {
      if (number === last) return false
      if (number < forgotten) return true
      return subjects.some((subject) => {
        const key = getKey(organization_id, subject)
        return (recent.get(key) ?? older.get(key) ?? 0) > number
      })
    },
    add({ organization_id, kind, subject_id }) {
      // New tokens of a connector take nothing away.
      if (kind === 'refresh') return
      renew()
      last += 1
      recent.set(getKey(organization_id, subject_id), last)
    },
    addUnknown() {
      last += 1
      forgotten = last
    },
  }
}

/** Anyone may send any id, so a change of one organization concerns no other. */
function getKey(organization_id: string, subject_id: string): string {
  return `${organization_id} ${subject_id}`
}
