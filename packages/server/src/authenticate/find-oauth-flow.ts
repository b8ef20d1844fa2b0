import { sql } from 'kysely'
import { asAuthenticator } from '#database/as-authenticator'
import type { Database } from '#database/confine'
import type { Epochs } from '#tokens/claims'
import { areSameEpochs, readEpochs } from './read-epochs.ts'

/** Whose authorization a state is of, and under which token it was begun. */
export interface FoundFlow {
  readonly organization: string
  readonly workspace: string
  readonly flow_id: string
  readonly application: string
  readonly token_id: string
  readonly epochs: Epochs
}

/**
 * Finds the authorization that a state is of: the state is all that a browser brings. Undefined when there is none,
 * when its time is up, or when the token that began it would no longer be accepted; that it has run out since does
 * not matter.
 */
export async function findOAuthFlow(
  database: Database,
  state_hash: Uint8Array,
): Promise<FoundFlow | undefined> {
  const row = await asAuthenticator(database, undefined, (tx) =>
    tx
      .selectFrom('oauth_flows')
      .select(['organization_id', 'workspace_id', 'flow_id', 'application_id', 'token_id'])
      .select(['organization_epoch', 'application_epoch', 'workspace_epoch'])
      .where('state_hash', '=', state_hash)
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst(),
  )
  if (row === undefined) return undefined
  const epochs = {
    organization: row.organization_epoch,
    application: row.application_epoch,
    ...(row.workspace_epoch !== null && { workspace: row.workspace_epoch }),
  }
  const current = await readEpochs(database, {
    organization: row.organization_id,
    application: row.application_id,
    token_id: row.token_id,
    ...(row.workspace_epoch !== null && { workspace: row.workspace_id }),
  })
  if (current === undefined || !areSameEpochs(current, epochs)) return undefined
  return {
    organization: row.organization_id,
    workspace: row.workspace_id,
    flow_id: row.flow_id,
    application: row.application_id,
    token_id: row.token_id,
    epochs,
  }
}
