import { purgeAgents } from '#agents/purge-agents'
import { createInvitationMailing } from '#identity/invitations/mail-invitations'
import { purgeInvitations } from '#identity/invitations/purge-invitations'
import { purgeVerifications } from '#identity/purge-verifications'
import { purgeSessions } from '#identity/sessions/purge-sessions'
import type { Services } from '#operations/services'
import { checkpointWhenDue } from '#platform/database/pglite/checkpoint'
import type { Database } from '#platform/database/roles/confine'
import { forPurpose } from '#platform/database/roles/for-purpose'
import { analyzeWhenDue } from '#platform/database/schema/analyze'
import { createCallCount } from './count-calls.ts'
import { createConnectorCount } from './count-connectors.ts'
import { endConnectSessions } from './end-connect-sessions.ts'
import { createRecordExpiry } from './expire-records.ts'
import { createEventJob } from './give-out-events.ts'
import { keepPartitions } from './keep-partitions.ts'
import { lookWhenWritten } from './look-when-written.ts'
import {
  purgeAuthorizations,
  purgeConnectSessions,
  purgeDeliveries,
  purgeIdempotencyKeys,
  purgeRecordedBodies,
  purgeRevocations,
} from './purge-expired.ts'
import { purgeRateLimits } from './purge-rate-limits.ts'
import { removeWorkspaces } from './remove-workspaces.ts'
import { createTokenRenewal } from './renew-due-tokens.ts'
import { rotateSigningKeys } from './rotate-signing-keys.ts'
import { hasScheduledWebhooks, sendWebhooks } from './send-webhooks.ts'
import { tendKeys } from './tend-keys.ts'

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
