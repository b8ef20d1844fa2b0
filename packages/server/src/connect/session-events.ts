import type { EventType } from '@bulkhead/contract/webhooks'
import { toEndUser } from '#connections/credential-source'
import { recordEvent } from '#events/record-event'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { SessionRow } from './session-rows.ts'

const TYPES: Partial<Record<SessionRow['status'], EventType>> = {
  completed: 'connect_session.completed',
  awaiting_confirmation: 'connect_session.awaiting_confirmation',
  failed: 'connect_session.failed',
  refused: 'connect_session.failed',
  expired: 'connect_session.expired',
}

/**
 * Records the event of the state that a session has now, if webhook endpoints receive it. What confirms a session, its
 * code, is in no event.
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
      // Which account it is, the session says: that is a text of the service.
      account_changed: session.previous_account_id !== null,
      ...(error_code !== null && { error: error_code }),
    },
  })
}
