import { sql } from 'kysely'
import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import type { Database } from '#platform/database/roles/confine'
import { connectSessionEnded } from '../request/authorize.ts'
import type { Actor, Principal } from '../request/principal.ts'
import { hashConnectToken } from './connect-token.ts'
import { stillCounts } from './still-counts.ts'

/** Principal of a connect link. It acts in the workspace of the session, with the rights of the link's creator. */
export type ConnectPrincipal = Principal & Required<Pick<Principal, 'workspace' | 'connect'>>

/**
 * Turns the token of a connect link into its principal. It reads the database on each call.
 *
 * @throws BulkheadError `connect_session_ended`, also for an unknown token.
 */
export async function authenticateConnect(database: Database, token: string): Promise<ConnectPrincipal> {
  const hash = hashConnectToken(token)
  const found = hash && (await findHolder(database, 'token_hash', hash))
  if (found === undefined) throw connectSessionEnded()
  return found
}

/**
 * Like {@link authenticateConnect}, but by the hash of a nonce that begins an authorization. Returns undefined if the
 * nonce is unknown.
 */
export async function findConnectByNonce(
  database: Database,
  nonce_hash: Uint8Array,
): Promise<ConnectPrincipal | undefined> {
  const found = await findHolder(database, 'nonce_hash', nonce_hash)
  return found?.connect.is_open === true ? found : undefined
}

/** Seconds for which a session that has ended still shows its result to the browser windows that wait for it. */
const RESULT_SECONDS = 900

async function findHolder(
  database: Database,
  column: 'token_hash' | 'nonce_hash',
  hash: Uint8Array,
): Promise<ConnectPrincipal | undefined> {
  const row = await asAuthenticator(database, undefined, (tx) =>
    tx
      .selectFrom('connect_sessions')
      .select(['organization_id', 'workspace_id', 'session_id', 'token_hash', 'application_id', 'person_id'])
      .select(['person_session_id', 'token_id', 'parent_id', 'secret_id'])
      .select(['organization_epoch', 'application_epoch', 'workspace_epoch', 'person_epoch'])
      .select(
        sql<'open' | 'result' | null>`case
          when status = 'open' and expires_at > now() then 'open'
          when status in ('awaiting_confirmation', 'completed', 'failed', 'refused')
            and coalesce(completed_at, ended_at) > now() - make_interval(secs => ${RESULT_SECONDS}) then 'result'
        end`.as('use'),
      )
      .where(column, '=', hash)
      .$if(column === 'nonce_hash', (rows) => rows.where('nonce_expires_at', '>', sql<Date>`now()`))
      .executeTakeFirst(),
  )
  const actor = row && getActor(row)
  if (row === undefined || row.use === null || actor === undefined) return undefined
  const principal: ConnectPrincipal = {
    ...actor,
    kind: 'connect',
    organization: row.organization_id,
    workspace: row.workspace_id,
    client_id: '',
    epochs: {
      organization: row.organization_epoch,
      ...(row.application_epoch !== null && { application: row.application_epoch }),
      ...(row.person_epoch !== null && { person: row.person_epoch }),
      workspace: row.workspace_epoch,
    },
    ...(row.secret_id !== null && { secret: row.secret_id }),
    ...(row.parent_id !== null && { parent: row.parent_id }),
    token_id: row.token_id,
    connect: {
      session_id: row.session_id,
      token_hash: Buffer.from(row.token_hash).toString('hex'),
      is_open: row.use === 'open',
    },
  }
  return (await stillCounts(database, principal)) ? principal : undefined
}

/** Returns the actor that created a session. */
export function getActor(row: {
  readonly application_id: string | null
  readonly person_id: string | null
  readonly person_session_id: string | null
}): Actor | undefined {
  const { application_id, person_id, person_session_id } = row
  if (application_id !== null) return { application: application_id }
  if (person_id === null || person_session_id === null) return undefined
  return { person: person_id, session: person_session_id }
}
