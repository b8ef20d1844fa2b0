import { BulkheadError } from '@bulkhead/contract/errors'
import type { RequestContext } from '#access/request/principal'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { revoking } from '#access/tokens/revocation/revoking'
import { connectorNotFound, lockConnector } from '#connectors/connections/connector-rows'
import { toAccount } from '#connectors/connections/credential-source'
import { recordAudit } from '#journal/audit/record-audit'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { hashText, isSameText } from '#platform/text-hash'
import type { Keyring } from '#platform/vault/keyring'
import { getActiveWorkspace } from '#tenancy/workspaces/find-workspace'
import { assertMakerCounts } from './assert-maker-counts.ts'
import { decide } from './decide.ts'
import { openHeld } from './held-credential.ts'
import { recordSessionEvent } from './session-events.ts'
import {
  ENDED,
  lockSession,
  type SessionRow,
  sessionNotFound,
  updateSession,
  wrongState,
} from './session-rows.ts'
import { swapCredential } from './swap-credential.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly revocations: RevocationFeed
}

/** Statements of an application about the browser in which its user is signed in. */
export interface Confirmation {
  readonly end_user_id?: string | null | undefined
  readonly confirmation_code?: string | null | undefined
}

/**
 * Accepts the credential of a session: stores it with the connector, which is ready afterwards.
 *
 * @throws BulkheadError `connect_session_not_found`, `connect_session_state`, `confirmation_refused`,
 *   `connector_not_found`, `workspace_inactive`, `not_permitted`
 */
export function confirmSession(
  services: Dependencies,
  context: RequestContext,
  session_id: string,
  confirmation: Confirmation,
): Promise<SessionRow> {
  return revoking(services, context, async (tx, revoke) => {
    const confirmed = await decide(tx, context, session_id, async (tx) => {
      const session = await lockAwaiting(tx, session_id)
      assertConfirmed(context, session, confirmation)
      await getActiveWorkspace(tx, context, session)
      await assertMakerCounts(tx, session)
      const held = await openHeld(tx, services.keyring, session)
      const connector = await lockConnector(tx, session.connector_id ?? '')
      if (held === undefined || connector === undefined) throw connectorNotFound()
      await swapCredential(tx, services.keyring, session, connector, held, toAccount(session), revoke)
      const completed = await updateSession(tx, session, {
        ...ENDED,
        status: 'completed',
        held: null,
        confirmation_hash: null,
      })
      await recordSessionEvent(tx, completed)
      return completed
    })
    await recordAudit(tx, context, { workspace: confirmed.workspace_id, subject: session_id })
    return confirmed
  })
}

/**
 * Locks a session that awaits confirmation.
 *
 * @throws BulkheadError `connect_session_not_found`, `connect_session_state`
 */
export async function lockAwaiting(tx: TenantTransaction, session_id: string) {
  const session = await lockSession(tx, session_id)
  if (session === undefined) throw sessionNotFound()
  if (session.is_overdue && session.status === 'awaiting_confirmation')
    throw wrongState('expired', 'the time to confirm it has passed.')
  if (session.status === 'awaiting_confirmation') return session
  throw wrongState(session.status, 'only one that awaits confirmation can be confirmed or discarded.')
}

/**
 * Makes sure that the browser in which the session was finished belongs to the user who is signed in with the
 * application. A person who confirms need not send a code or a user, because the person sees the account, the browser
 * and the network. If the person sends one, it must match too.
 *
 * @throws BulkheadError `confirmation_refused`
 */
function assertConfirmed(
  { kind }: RequestContext,
  { end_user_id, confirmation_hash }: SessionRow,
  given: Confirmation,
): void {
  const isPerson = kind === 'person'
  const { confirmation_code: code } = given
  const isCode = code == null ? isPerson : isSameText(confirmation_hash ?? NO_HASH, hashText(code))
  const isUser =
    given.end_user_id == null ? isPerson || end_user_id === null : given.end_user_id === end_user_id
  if (isCode && isUser) return
  const message =
    'The confirmation_code or the end_user_id is missing or not that of the session. Somebody else may have finished the link: discard the session unless you can rule that out.'
  throw new BulkheadError('confirmation_refused', message)
}

/** Placeholder with the length of a hash. It equals no hash. */
const NO_HASH = '-'.repeat(43)
