import { randomUUID } from 'node:crypto'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { sql } from 'kysely'
import { NIL } from 'uuid'
import { KEPT_HOURS } from '#access/idempotency/claim-key'
import { purgeAgents } from '#agents/purge-agents'
import type { OwnDefinitions } from '#connectors/definitions/own/own-definitions'
import type { Services } from '#operations/services'
import { createInvitationMailing } from '#people/invitations/mail-invitations'
import { purgeInvitations } from '#people/invitations/purge-invitations'
import { purgeVerifications } from '#people/purge-verifications'
import { purgeSessions } from '#people/sessions/purge-sessions'
import { CHUNK } from '#platform/database/chunk'
import { checkpointWhenDue } from '#platform/database/pglite/checkpoint'
import { asOperator } from '#platform/database/roles/as-operator'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import { forPurpose } from '#platform/database/roles/for-purpose'
import { analyzeWhenDue } from '#platform/database/schema/analyze'
import { PARTITIONED } from '#platform/database/schema/migrate'
import { isLockTimeout } from '#platform/database/schema/sqlstate'
import type { Log } from '#platform/log'
import { LEASE_SECONDS } from '#records/deliveries/endpoint-lease'
import { giveOutEvents } from '#records/deliveries/give-out-events'
import type { WebhookSender } from '#records/deliveries/webhook-sender'
import { createCallCount } from './count-calls.ts'
import { createConnectorCount } from './count-connectors.ts'
import { endConnectSessions } from './end-connect-sessions.ts'
import { createRecordExpiry } from './expire-records.ts'
import {
  purgeAuthorizations,
  purgeConnectSessions,
  purgeDeliveries,
  purgeIdempotencyKeys,
  purgeRecordedBodies,
  purgeRevocations,
} from './purge-expired.ts'
import { removeWorkspaces } from './remove-workspaces.ts'
import { createTokenRenewal } from './renew-due-tokens.ts'
import { rotateSigningKeys } from './rotate-signing-keys.ts'
import { tendKeys } from './tend-keys.ts'

/**
 * Maximum number of endpoints that are leased in one transaction, which an embedded database runs in one turn of the
 * event loop.
 */
const AT_ONCE = { pglite: 5, postgres: 20 } as const

type Series = (typeof PARTITIONED)[number]

/** Maximum pause between looks, whatever was written. */
const MOST_PAUSE_MS = 5_000

const REMOVAL_EVERY_MS = 5_000
const CONNECT_EVERY_MS = 5_000
const RETENTION_EVERY_MS = 60_000
/** Interval of the job that renews tokens. They are due minutes before they expire, so there is no hurry. */
const RENEWAL_EVERY_MS = 10_000
const ROTATION_EVERY_MS = 3_600_000
/**
 * Interval of the job that rotates signing keys. It is shorter than the time before a new key signs, so that each
 * process publishes the key before.
 */
const KEYS_EVERY_MS = 20_000
/** Maximum delay of a webhook if no other waits. */
const EVENTS_EVERY_MS = 500
/** Maximum delay of an invitation if no other waits. */
const MAIL_EVERY_MS = 1_000
const CHECKPOINT_EVERY_MS = 5_000
const ANALYSIS_EVERY_MS = 10_000
const COUNTING_EVERY_MS = 60_000
/**
 * Interval of the job that adds partitions. It adds one a day, or a month, before it is needed. It waits for locks so
 * briefly that it may need several tries.
 */
const PARTITIONS_EVERY_MS = 60_000

/** Background job that runs in short steps. */
export interface Job {
  readonly name: string
  readonly everyMs: number
  /** Runs one step. @returns Whether there may be more to do right now. */
  step(): Promise<boolean>
}

/** Lists every job of one process. */
export function backgroundJobs({
  database: shared,
  keyring,
  signingKeys,
  tokenRefresher,
  webhookSender,
  sender,
  definitions,
  ownDefinitions,
  mailer,
  backgroundTasks,
  issuer,
  log,
}: Pick<
  Services,
  | 'database'
  | 'keyring'
  | 'signingKeys'
  | 'tokenRefresher'
  | 'webhookSender'
  | 'sender'
  | 'definitions'
  | 'ownDefinitions'
  | 'mailer'
  | 'backgroundTasks'
  | 'issuer'
  | 'log'
>): readonly Job[] {
  // Each job has a purpose of its own. If its transactions had that of the callers, a slow one would slow them down.
  const job = (
    name: string,
    everyMs: number,
    createStep: (database: Database) => () => Promise<boolean>,
  ): Job => ({ name, everyMs, step: createStep(forPurpose(shared, { lane: 'jobs', name })) })
  return [
    job('remove workspaces', REMOVAL_EVERY_MS, (database) => () => removeWorkspaces(database, log)),
    job('forget revocations', RETENTION_EVERY_MS, (database) => () => purgeRevocations(database, log)),
    job('expire records', RETENTION_EVERY_MS, (database) => createRecordExpiry(database, log)),
    job('count calls', COUNTING_EVERY_MS, (database) => createCallCount(database, log)),
    job('count connectors', COUNTING_EVERY_MS, (database) =>
      createConnectorCount(database, log, definitions),
    ),
    job(
      'forget idempotency keys',
      RETENTION_EVERY_MS,
      (database) => () => purgeIdempotencyKeys(database, log),
    ),
    job('forget sessions', RETENTION_EVERY_MS, (database) => () => purgeSessions(database)),
    job('forget confirmations', RETENTION_EVERY_MS, (database) => () => purgeVerifications(database)),
    job('forget counters', RETENTION_EVERY_MS, (database) => () => purgeRateLimits(database, log)),
    job('forget sign-ins of programs', RETENTION_EVERY_MS, (database) => () => purgeAgents(database)),
    job('send invitations', MAIL_EVERY_MS, (database) =>
      createInvitationMailing({ database, mailer, publicUrl: issuer, backgroundTasks, log }),
    ),
    job('forget invitations', RETENTION_EVERY_MS, (database) => () => purgeInvitations(database)),
    job('forget authorizations', RETENTION_EVERY_MS, (database) => () => purgeAuthorizations(database, log)),
    job('end connect sessions', CONNECT_EVERY_MS, (database) => {
      const failed = new Map<string, number>()
      return () => endConnectSessions({ database, keyring, definitions, ownDefinitions, sender, log }, failed)
    }),
    job('warn of keys and forget them', RETENTION_EVERY_MS, (database) => () => tendKeys(database, log)),
    job(
      'forget connect sessions',
      RETENTION_EVERY_MS,
      (database) => () => purgeConnectSessions(database, log),
    ),
    job('forget recorded bodies', RETENTION_EVERY_MS, (database) => () => purgeRecordedBodies(database, log)),
    job('renew due tokens', RENEWAL_EVERY_MS, (database) =>
      createTokenRenewal(database, log, tokenRefresher),
    ),
    job('give out events', EVENTS_EVERY_MS, (database) =>
      lookWhenWritten(database, createEventJob(database, log, ownDefinitions)),
    ),
    job('send webhooks', EVENTS_EVERY_MS, (database) =>
      lookWhenWritten(
        database,
        () => sendWebhooks(database, log, webhookSender),
        () => hasScheduledWebhooks(database, log),
      ),
    ),
    job('forget deliveries', RETENTION_EVERY_MS, (database) => () => purgeDeliveries(database, log)),
    job('keep partitions', PARTITIONS_EVERY_MS, (database) => () => keepPartitions(database, log)),
    job('checkpoint', CHECKPOINT_EVERY_MS, (database) => async () => {
      await checkpointWhenDue(database)
      return false
    }),
    job('analyze', ANALYSIS_EVERY_MS, (database) => () => analyzeWhenDue(database)),
    job('rotate signing keys', ROTATION_EVERY_MS, (database) => async () => {
      await rotateSigningKeys(database, keyring, log)
      await signingKeys.reload()
      return false
    }),
    job('reload signing keys', KEYS_EVERY_MS, () => async () => {
      await signingKeys.reload()
      return false
    }),
  ]
}

/**
 * Deletes a chunk of the counters whose window has ended. The database's clock decides: leases and the numbers of
 * processes are written by it and last for seconds, so a process whose clock is ahead would delete current ones.
 *
 * @returns Whether there may be more.
 */
export async function purgeRateLimits(database: Database, log: Log): Promise<boolean> {
  return asOperator(database, log, 'forget counters whose window has ended', async (tx) => {
    const ended = await tx
      .selectFrom('rate_limits')
      .select(['key', 'expire'])
      .where('expire', '<', sql<string>`(extract(epoch from now()) * 1000)::bigint`)
      .orderBy('expire')
      .limit(CHUNK)
      .execute()
    if (ended.length === 0) return false
    // A counter that has begun a new window has another `expire`, so it stays. With a condition on the current time,
    // the planner would search all ended counters for those of this chunk.
    await sql`
      delete from rate_limits r
      using unnest(${ended.map(({ key }) => key)}::text[], ${ended.map(({ expire }) => expire)}::bigint[])
        as due (key, expire)
      where r.key = due.key and r.expire = due.expire`.execute(tx)
    return ended.length === CHUNK
  })
}

/**
 * Leaves out steps that would find nothing. Only this process writes to an embedded database, so there is nothing to do
 * if the last step found nothing and no tenant's transaction has begun since. On Postgres, other processes write too.
 *
 * @param step Returns whether there may be more to do right now.
 * @param isScheduled Returns whether something is due later.
 */
export function lookWhenWritten(
  database: Database,
  step: () => Promise<boolean>,
  isScheduled: () => Promise<boolean> = async () => false,
  now: () => number = () => performance.now(),
): () => Promise<boolean> {
  if (database.engine === 'postgres') return step
  let seen: number | undefined
  let lookedAt = 0
  return async () => {
    const written = database.countWrites()
    if (written === seen && now() < lookedAt + MOST_PAUSE_MS) return false
    seen = undefined
    const more = await step()
    if (!more && !(await isScheduled())) {
      seen = written
      lookedAt = now()
    }
    return more
  }
}

/**
 * Creates the job that creates deliveries of events, one organization after another. The operator's role finds the
 * organization, and the organization's own role reads its events.
 *
 * @returns Function that runs a step and returns whether there may be more.
 */
function createEventJob(
  database: Database,
  log: Log,
  ownDefinitions: OwnDefinitions,
): () => Promise<boolean> {
  let after: string = NIL
  return async () => {
    const found = await asOperator(database, log, 'find events to be delivered', (tx) =>
      tx
        .selectFrom('events')
        .select('organization_id')
        .where('organization_id', '>', after)
        .orderBy('organization_id')
        .limit(1)
        .executeTakeFirst(),
    )
    if (found === undefined) {
      // The job visits all organizations in turn, so that none waits for another with many events.
      const more = after !== NIL
      after = NIL
      return more
    }
    after = found.organization_id
    const definitions = await ownDefinitions.of(found.organization_id)
    await giveOutEvents(database, found.organization_id, (id) => definitions.byId(id)?.slug ?? null)
    return true
  }
}

/**
 * Adds the partitions that are needed next, and drops the oldest partition of each table if every row in it is past its
 * retention. For calls and audit records, this is the longest retention of any organization. Other jobs delete rows
 * that expire sooner one by one.
 *
 * @returns Whether there may be more to drop.
 */
export async function keepPartitions(database: Database, log: Log): Promise<boolean> {
  let hasDropped = false
  for (const series of PARTITIONED) {
    try {
      hasDropped = (await keepSeries(database, log, series)) || hasDropped
    } catch (error) {
      // Callers of the table would wait as long as this job.
      if (!isLockTimeout(error)) throw error
      log.info({ series }, 'partitions will be added or dropped later: a long query is reading the table')
    }
  }
  return hasDropped
}

/** @returns Whether a partition was dropped. */
async function keepSeries(database: Database, log: Log, series: Series): Promise<boolean> {
  const added = await asOperator(database, log, 'add partitions', (tx) =>
    count(tx, sql`add_partitions(${series})`),
  )
  const dropped = await asOperator(
    database,
    log,
    'drop partitions that are past every retention',
    async (tx) => {
      const hours = await readRetention(tx, series)
      // Without an organization there are no rows.
      return hours === undefined
        ? 0
        : count(tx, sql`drop_partitions(${series}, now() - make_interval(hours => ${hours}))`)
    },
  )
  if (added + dropped > 0) log.info({ series, added, dropped }, 'partitions were added or dropped')
  return dropped > 0
}

/** Returns the hours after which no row is kept. */
async function readRetention(tx: ConfinedTransaction, series: Series): Promise<number | undefined> {
  if (series === 'keys') return KEPT_HOURS
  const column = series === 'calls' ? 'tool_call_retention_days' : 'audit_retention_days'
  const longest = await tx
    .selectFrom('organizations')
    .select(column)
    .orderBy(column, 'desc')
    .limit(1)
    .executeTakeFirst()
  return longest && 24 * (Object.values(longest)[0] as number)
}

async function count(tx: ConfinedTransaction, call: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select ${call} as count`.execute(tx)
  return rows[0]?.count ?? 0
}

/**
 * Leases endpoints that have something to send and that no other process has leased, and passes them to the sender. The
 * endpoints that have waited longest come first.
 *
 * @returns Whether there may be more.
 */
export async function sendWebhooks(
  database: Database,
  log: Log,
  sender: Pick<WebhookSender, 'free' | 'full' | 'take'>,
): Promise<boolean> {
  const most = Math.min(AT_ONCE[database.engine], sender.free())
  if (most === 0) return false
  const full = sender.full()
  const due = await asOperator(database, log, 'find webhook endpoints that are due', async (tx) => {
    const found = await tx
      .selectFrom('webhook_endpoints')
      .select(['organization_id', 'endpoint_id'])
      .where('next_at', '<=', sql<Date>`now()`)
      .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<', sql<Date>`now()`)]))
      .$if(full.length > 0, (endpoints) => endpoints.where('organization_id', 'not in', full))
      .orderBy('next_at')
      .limit(most)
      .forUpdate()
      .skipLocked()
      .execute()
    const leases = found.map((endpoint) => ({ ...endpoint, lease_id: randomUUID() }))
    for (const { organization_id, endpoint_id, lease_id } of leases) {
      await tx
        .updateTable('webhook_endpoints')
        .set({ lease_id, leased_until: sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})` })
        .where('organization_id', '=', organization_id)
        .where('endpoint_id', '=', endpoint_id)
        .execute()
    }
    return leases
  })
  for (const lease of due) {
    sender.take(lease)
    await yieldToOthers()
  }
  return due.length === most
}

/** Returns whether an endpoint has something to send, now or later. */
async function hasScheduledWebhooks(database: Database, log: Log): Promise<boolean> {
  const scheduled = await asOperator(database, log, 'find webhook endpoints that are scheduled', (tx) =>
    tx
      .selectFrom('webhook_endpoints')
      .select('endpoint_id')
      .where('next_at', 'is not', null)
      .limit(1)
      .executeTakeFirst(),
  )
  return scheduled !== undefined
}
