import { BulkheadError } from '@bulkhead/contract/errors'
import type { Actor, Principal } from '#access/request/principal'
import { getActor } from '#access/tokens/authenticate-connect'
import { assertStillCounts } from '#access/tokens/still-counts'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { type SessionRow, wrongState } from './session-rows.ts'

/** Creator of a session: the token or web session on which the session depends. */
export type Maker = Actor &
  Pick<Principal, 'organization' | 'token_id' | 'parent' | 'secret' | 'epochs'> & {
    readonly workspace: string
  }

/** Returns the creator of a session from the session's columns. */
export function getMaker(session: SessionRow): Maker {
  const actor = getActor(session)
  if (actor === undefined) throw new TypeError('A connect session without a maker.')
  return {
    ...actor,
    organization: session.organization_id,
    workspace: session.workspace_id,
    token_id: session.token_id,
    ...(session.parent_id !== null && { parent: session.parent_id }),
    ...(session.secret_id !== null && { secret: session.secret_id }),
    epochs: {
      organization: session.organization_epoch,
      ...(session.application_epoch !== null && { application: session.application_epoch }),
      ...(session.person_epoch !== null && { person: session.person_epoch }),
      workspace: session.workspace_epoch,
    },
  }
}

/** Makes sure that the creator of a session still has the right to it. @throws BulkheadError `connect_session_state` */
export async function assertMakerCounts(tx: TenantTransaction, session: SessionRow): Promise<void> {
  try {
    await assertStillCounts(tx, getMaker(session))
  } catch (error) {
    if (!(error instanceof BulkheadError && error.code === 'unauthenticated')) throw error
    throw wrongState('revoked', 'what it was made with was revoked.')
  }
}
