import { randomUUID } from 'node:crypto'
import type { Sender } from '@bulkhead/engine'
import { sql } from 'kysely'
import { getMaker } from '#connect/assert-maker-counts'
import { type EndedSession, type EndStatus, endSession, takeBackUnshared } from '#connect/end-session'
import { lockSession } from '#connect/session-rows'
import type { Definitions } from '#connectors/definitions/load-definitions'
import { forOrganization } from '#connectors/definitions/own/for-organization'
import type { OwnDefinitions } from '#connectors/definitions/own/own-definitions'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { asOperator } from '#platform/database/roles/as-operator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import type { Keyring } from '#platform/vault/keyring'

/** Maximum number of sessions in one step. */
const AT_ONCE = 50
/** Pause after which a session that could not be ended is tried again. */
const AGAIN_AFTER_MS = 60_000

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly definitions: Definitions
  readonly ownDefinitions: OwnDefinitions
  readonly sender: Sender
  readonly log: Log
}

/**
 * Ends connect sessions that nobody finished or confirmed in time, and deletes the content of revoked sessions. The
 * table says what is due, so a killed process loses nothing and several processes share the work.
 *
 * @param failed Sessions that could not be ended, with the times at which they are tried again. Meanwhile the ones
 *   behind them have their turn.
 * @returns Whether there may be more.
 */
export async function endConnectSessions(
  services: Dependencies,
  failed: Map<string, number> = new Map(),
): Promise<boolean> {
  const { database, log } = services
  for (const [session_id, againAt] of failed) if (againAt <= performance.now()) failed.delete(session_id)
  const allFailed = sql<string>`all(${[...failed.keys()]}::uuid[])`
  const due = await asOperator(database, log, 'find connect sessions that are over', async (tx) => {
    const columns = ['organization_id', 'workspace_id', 'session_id'] as const
    const expired = await tx
      .selectFrom('connect_sessions')
      .select(columns)
      .where('status', '=', sql.lit('open'))
      .where('expires_at', '<=', sql<Date>`now()`)
      .where('session_id', '<>', allFailed)
      .orderBy('expires_at')
      .limit(AT_ONCE)
      .execute()
    const unconfirmed = await tx
      .selectFrom('connect_sessions')
      .select(columns)
      .where('status', '=', sql.lit('awaiting_confirmation'))
      .where('confirm_until', '<=', sql<Date>`now()`)
      .where('session_id', '<>', allFailed)
      .orderBy('confirm_until')
      .limit(AT_ONCE)
      .execute()
    const left = await tx
      .selectFrom('connect_sessions')
      .select(columns)
      .where('held', 'is not', null)
      .where('ended_at', 'is not', null)
      .where('session_id', '<>', allFailed)
      .orderBy('ended_at')
      .limit(AT_ONCE)
      .execute()
    return [...expired, ...unconfirmed, ...left]
  })
  let ended = 0
  for (const session of due) {
    try {
      if (await end(services, session)) ended += 1
    } catch (error) {
      const { session_id } = session
      failed.set(session_id, performance.now() + AGAIN_AFTER_MS)
      log.error({ err: error, session_id }, 'a connect session could not be ended and will be tried again')
    }
  }
  // Sessions of deleted workspaces cannot be reached. They are removed with their workspaces.
  return ended >= AT_ONCE
}

interface Due {
  readonly organization_id: string
  readonly workspace_id: string
  readonly session_id: string
}

async function end(shared: Dependencies, { organization_id, workspace_id, session_id }: Due) {
  const services = await forOrganization(shared, organization_id)
  const owner = { organization: organization_id, workspace: workspace_id }
  const ended = await asPrincipal(services.database, owner, 'read write', async (tx) => {
    const session = await lockSession(tx, session_id)
    const status = session && getEnd(session)
    if (session === undefined || status === undefined) return undefined
    const done = await endSession(tx, services, session, status)
    await insertAuditRecord(tx, {
      organization_id,
      event: `connect_session.${status}`,
      outcome: 'done',
      workspace_id,
      subject_id: session_id,
    })
    return done
  })
  if (ended?.token !== undefined) await takeBack(services, ended, ended.token)
  return ended !== undefined
}

/** Returns how a session ends. Undefined if it continues, or if another process ended it. */
function getEnd({
  status,
  held,
  is_expired,
  is_overdue,
}: NonNullable<Awaited<ReturnType<typeof lockSession>>>): EndStatus | undefined {
  if (status === 'open') return is_expired ? 'expired' : undefined
  if (status === 'awaiting_confirmation') return is_overdue ? 'expired' : undefined
  return status === 'revoked' && held !== null ? 'revoked' : undefined
}

async function takeBack(
  services: Dependencies,
  { session }: EndedSession,
  token: NonNullable<EndedSession['token']>,
): Promise<void> {
  const context = { ...getMaker(session), request_id: randomUUID() }
  await takeBackUnshared(services, context, token, session.account_id)
}
