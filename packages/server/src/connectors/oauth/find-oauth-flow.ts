import { sql } from 'kysely'
import type { Epochs } from '#access/request/epochs'
import type { Actor, Principal } from '#access/request/principal'
import { stillCounts } from '#access/tokens/still-counts'
import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import type { Database } from '#platform/database/roles/confine'

/** Authorization that a state belongs to, with its actor and the token that began it. */
export type FoundFlow = Actor &
  Pick<Principal, 'organization' | 'token_id' | 'parent' | 'secret' | 'epochs'> & {
    readonly workspace: string
    readonly flow_id: string
  }

/**
 * Finds the authorization that a state belongs to. The browser brings nothing else. Returns undefined if there is none,
 * if its time is up, or if the token that began it has been revoked. An expired token does not matter.
 */
export async function findOAuthFlow(
  database: Database,
  state_hash: Uint8Array,
): Promise<FoundFlow | undefined> {
  const row = await asAuthenticator(database, undefined, (tx) =>
    tx
      .selectFrom('oauth_flows')
      .select(['organization_id', 'workspace_id', 'flow_id', 'application_id', 'person_id', 'session_id'])
      .select([
        'token_id',
        'parent_id',
        'secret_id',
        'organization_epoch',
        'application_epoch',
        'workspace_epoch',
        'person_epoch',
      ])
      .where('state_hash', '=', state_hash)
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst(),
  )
  const actor = row && getActor(row)
  if (row === undefined || actor === undefined) return undefined
  const epochs: Epochs = {
    organization: row.organization_epoch,
    ...(row.application_epoch !== null && { application: row.application_epoch }),
    ...(row.workspace_epoch !== null && { workspace: row.workspace_epoch }),
    ...(row.person_epoch !== null && { person: row.person_epoch }),
  }
  const flow: FoundFlow = {
    ...actor,
    organization: row.organization_id,
    workspace: row.workspace_id,
    flow_id: row.flow_id,
    token_id: row.token_id,
    ...(row.parent_id !== null && { parent: row.parent_id }),
    ...(row.secret_id !== null && { secret: row.secret_id }),
    epochs,
  }
  return (await stillCounts(database, flow)) ? flow : undefined
}

function getActor(row: {
  application_id: string | null
  person_id: string | null
  session_id: string | null
}): Actor | undefined {
  const { application_id, person_id, session_id } = row
  if (application_id !== null) return { application: application_id }
  return person_id === null || session_id === null ? undefined : { person: person_id, session: session_id }
}
