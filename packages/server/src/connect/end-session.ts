import type { ErrorCode } from '@bulkhead/contract/errors'
import type { Sender } from '@bulkhead/engine'
import { sql } from 'kysely'
import type { Actor, RequestContext } from '#access/request/principal'
import type { Revoke } from '#access/tokens/revocation/revoking'
import type { Definitions } from '#connectors/definitions/load-definitions'
import { type RevocableToken, revokeUpstream } from '#connectors/oauth/revoke-upstream'
import type { BackgroundTasks } from '#platform/background-tasks'
import { asOrganizationOf } from '#platform/database/roles/as-organization-of'
import type { Database } from '#platform/database/roles/confine'
import { sameTenant } from '#platform/database/roles/same-tenant'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Log } from '#platform/log'
import type { Keyring } from '#platform/vault/keyring'
import { openHeld } from './held-credential.ts'
import { recordSessionEvent } from './session-events.ts'
import {
  ENDED,
  getDeadline,
  type lockWaitingSessions,
  type SessionRow,
  updateSession,
} from './session-rows.ts'

/** Grant of an account of a service. */
interface UpstreamGrant {
  readonly organization_id: string
  readonly definition_id: string
  /** Null if the account is unknown. */
  readonly account_id: string | null
}

interface Dependencies {
  readonly keyring: Keyring
  readonly definitions: Definitions
}

/** States in which a session ends without a connector. */
export type EndStatus = 'failed' | 'refused' | 'expired' | 'revoked' | 'discarded'

/** Session that ended without a connector, and its token. */
export interface EndedSession {
  readonly session: SessionRow
  /** Set if the service can revoke the token. */
  readonly token?: RevocableToken
}

/**
 * Ends a locked session. Deletes its held credential, and the connector that waited for confirmation. The event still
 * names that connector, so that receivers get it after earlier events about the connector.
 */
export async function endSession(
  tx: TenantTransaction,
  services: Dependencies,
  session: SessionRow,
  status: EndStatus,
  error?: { readonly code: ErrorCode; readonly message: string },
): Promise<EndedSession> {
  const token = await getHeldToken(tx, services, session)
  const isPending = session.held !== null && session.kind === 'new'
  await recordSessionEvent(tx, {
    ...session,
    status,
    error_code: error?.code ?? session.error_code,
  })
  if (isPending && session.connector_id !== null) {
    await tx
      .deleteFrom('connectors')
      .where('workspace_id', '=', session.workspace_id)
      .where('connector_id', '=', session.connector_id)
      .where('status', '=', 'pending')
      .execute()
  }
  const ended = await updateSession(tx, session, {
    ...ENDED,
    ...(status === 'expired' && { ended_at: getDeadline(session) }),
    // A session that another process has ended keeps its time.
    ...(session.ended_at !== null && { ended_at: session.ended_at }),
    status,
    held: null,
    confirmation_hash: null,
    ...(isPending && { connector_id: null }),
    ...(error !== undefined && { error_code: error.code, error_message: error.message }),
  })
  return { session: ended, ...(token !== undefined && { token }) }
}

/** Ends the locked sessions whose credential waits for a connector that is deleted. */
export async function endWaitingSessions(
  tx: TenantTransaction,
  services: Dependencies,
  waiting: Awaited<ReturnType<typeof lockWaitingSessions>>,
): Promise<EndedSession[]> {
  const ended: EndedSession[] = []
  for (const session of waiting)
    ended.push(await endSession(tx, services, session, session.is_overdue ? 'expired' : 'discarded'))
  return ended
}

/** Tells all processes that somebody ended a session, so that a credential which is being tried is not sent any more. */
export function announceEnd(revoke: Revoke, { session_id }: Pick<SessionRow, 'session_id'>): Promise<void> {
  return revoke({ kind: 'connector', subject_id: session_id, epoch: null })
}

async function getHeldToken(
  tx: TenantTransaction,
  { keyring, definitions }: Dependencies,
  session: SessionRow,
): Promise<RevocableToken | undefined> {
  const held = await openHeld(tx, keyring, session)
  if (held?.parts.refresh === undefined) return undefined
  const { definition } = definitions.ofConnector(held.definition_id)
  const option = definition.auth_options.find(({ name }) => name === held.auth_option)
  if (option?.oauth?.revocation_url === undefined) return undefined
  const { organization_id, workspace_id, session_id, connector_id } = session
  const { origin, secrets } = held.parts.refresh
  return {
    scope: { organization_id, workspace_id, connector_id: connector_id ?? session_id },
    definition,
    option,
    client: held.times?.client ?? 'own',
    secrets,
    origins: [origin],
    settings: held.settings,
    base_url: held.base_url,
  }
}

interface RevokingServices extends Dependencies {
  readonly database: Database
  readonly sender: Sender
  readonly log: Log
  readonly backgroundTasks: BackgroundTasks
}

/** Revokes the token of an ended session at the service, unless another connector may use the same grant. */
export function takeBackHeld(
  services: RevokingServices,
  context: Actor & Pick<RequestContext, 'token_id' | 'request_id'>,
  { session, token }: EndedSession,
): void {
  if (token === undefined) return
  services.backgroundTasks.add(takeBackUnshared(services, context, token, session.account_id))
}

/**
 * Revokes any token, unless another connector uses the same grant.
 *
 * @param account_id Null if the account is unknown.
 * @param certainty What counts as the same grant: see `isGrantShared`.
 */
export async function takeBackUnshared(
  services: Omit<RevokingServices, 'backgroundTasks'>,
  context: Actor & Pick<RequestContext, 'token_id' | 'request_id'>,
  token: RevocableToken,
  account_id: string | null,
  certainty: 'possibly' | 'surely' = 'possibly',
): Promise<void> {
  const { organization_id } = token.scope
  const { definition_id } = token.definition
  const grant = { organization_id, definition_id, account_id }
  if (!(await isGrantShared(services.database, grant, certainty)))
    await revokeUpstream(services, context, token)
}

/**
 * Returns whether a connector of the organization, or a credential that awaits confirmation, uses the same grant of a
 * service. Revoking one token often ends all tokens of the account.
 *
 * @param certainty `possibly`: an unknown account may be the same one. `surely`: both accounts are known.
 */
async function isGrantShared(
  database: Database,
  { organization_id, definition_id, account_id }: UpstreamGrant,
  certainty: 'possibly' | 'surely',
): Promise<boolean> {
  if (certainty === 'surely' && account_id === null) return false
  const isSame = (column: string) => {
    if (account_id === null) return sql<boolean>`true`
    const isKnown = sql<boolean>`${sql.ref(column)} = ${account_id}`
    return certainty === 'surely' ? isKnown : sql<boolean>`(${isKnown} or ${sql.ref(column)} is null)`
  }
  return asOrganizationOf(database, { organization: organization_id }, async (tx) => {
    const connector = await tx
      .selectFrom('connectors')
      .select('connector_id')
      .where('definition_id', '=', definition_id)
      .where(isSame('account_id'))
      .limit(1)
      .executeTakeFirst()
    if (connector !== undefined) return true
    const held = await tx
      .selectFrom('connect_sessions as s')
      .innerJoin('connectors as c', sameTenant('c', 's', 'workspace_id', 'connector_id'))
      .select('s.session_id')
      .where('s.status', '=', sql.lit('awaiting_confirmation'))
      .where('c.definition_id', '=', definition_id)
      .where(isSame('s.account_id'))
      .limit(1)
      .executeTakeFirst()
    return held !== undefined
  })
}
