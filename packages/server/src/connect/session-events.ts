import type { EventType } from '@bulkhead/contract/webhooks'
import { toEndUser } from '#connectors/connections/credential-source'
import { recordEvent } from '#journal/events/record-event'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { SessionRow } from './session-rows.ts'

const TYPES: Partial<Record<SessionRow['status'], EventType>> = {
  completed: 'connect_session.completed',
  awaiting_confirmation: 'connect_session.awaiting_confirmation',
  failed: 'connect_session.failed',
  refused: 'connect_session.failed',
  discarded: 'connect_session.failed',
  expired: 'connect_session.expired',
}

/**
 * Records an event about the current state of a session, if webhook endpoints receive it. No event contains the
 * confirmation code of the session.
 */
export async function recordSessionEvent(tx: TenantTransaction, session: SessionRow): Promise<void> {
  const type = TYPES[session.status]
  if (type === undefined) return
  const { workspace_id, connector_id, session_id, status, error_code } = session
  await recordEvent(tx, {
    type,
    workspace_id,
    connector_id,
    session_id,
    data: {
      status,
      end_user: toEndUser(session),
      // The account itself is left out, because its name is a string of the service. The session shows it.
      account_changed: session.previous_account_id !== null,
      ...(error_code !== null && { error: error_code }),
    },
  })
}
