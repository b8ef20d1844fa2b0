import { BulkheadError } from '@bulkhead/contract/errors'
import { sql } from 'kysely'
import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import { hashAccessKey } from './access-key.ts'
import type { VerifiedClaims } from './claims.ts'
import { stillCounts } from './still-counts.ts'

/**
 * Seconds for which a looked-up key is cached, and the precision of its last use. It is shorter than the retention of
 * revocations, so a key that is revoked in the meantime is still found among them.
 */
const KNOWN_SECONDS = 600

/**
 * Looks up a key of a workspace and returns the claims of a scoped token for it. They expire with the key, or in ten
 * minutes. Stores when the key was last used.
 *
 * @throws BulkheadError `unauthenticated`, the same for a key that is unknown, has expired or was revoked.
 */
export async function verifyKey(database: Database, text: string): Promise<VerifiedClaims> {
  const key_hash = hashAccessKey(text)
  const row = key_hash && (await findKey(database, key_hash))
  if (row === undefined) throw noSuchKey()
  const { organization_id, workspace_id, key_id, application_id, person_id } = row
  const maker = application_id ?? person_id
  if (maker === null) throw new TypeError('A key that nobody made.')
  const epochs = {
    organization: row.organization_epoch,
    ...(row.application_epoch !== null && { application: row.application_epoch }),
    ...(row.person_epoch !== null && { person: row.person_epoch }),
    workspace: row.workspace_epoch,
  }
  const scope = { organization: organization_id, workspace: workspace_id }
  const rests = {
    ...scope,
    token_id: key_id,
    epochs,
    ...(application_id !== null && { application: application_id }),
    ...(person_id !== null && { person: person_id }),
    ...(row.grant_id !== null && { session: row.grant_id }),
  }
  if (!(await stillCounts(database, rests))) throw noSuchKey()
  await noteUse(database, scope, key_id)
  return {
    sub: maker,
    // The session id is that of the command line's sign-in, or of the key: the claims end with it, and not with a
    // session of the web app.
    ...(person_id !== null && { session_id: row.grant_id ?? key_id }),
    client_id: '',
    organization_id,
    workspace_id,
    epochs,
    ...(row.narrowed_to !== null && { grant: row.narrowed_to }),
    jti: key_id,
    exp: Math.floor(Date.now() / 1000 + Math.min(KNOWN_SECONDS, row.seconds)),
    is_key: true,
  }
}

function noSuchKey(): BulkheadError {
  return new BulkheadError(
    'unauthenticated',
    'The key is unknown, has expired or was revoked. Ask for a new one.',
  )
}

function findKey(database: Database, key_hash: Uint8Array) {
  return asAuthenticator(database, undefined, (tx) =>
    tx
      .selectFrom('access_keys')
      .select(['organization_id', 'workspace_id', 'key_id', 'application_id', 'person_id', 'narrowed_to'])
      .select('grant_id')
      .select(['organization_epoch', 'application_epoch', 'workspace_epoch', 'person_epoch'])
      .select(sql<number>`extract(epoch from expires_at - now())::float8`.as('seconds'))
      .where('key_hash', '=', key_hash)
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst(),
  )
}

/** Stores the last use of a key. A failure does not reject the key. */
async function noteUse(
  database: Database,
  principal: { readonly organization: string; readonly workspace: string },
  key_id: string,
): Promise<void> {
  try {
    await asPrincipal(database, principal, 'read write', (tx) =>
      tx
        .updateTable('access_keys')
        .set({ last_used_at: sql<Date>`now()` })
        .where('workspace_id', '=', principal.workspace)
        .where('key_id', '=', key_id)
        .where(sql<boolean>`coalesce(last_used_at < now() - interval '1 minute', true)`)
        .execute(),
    )
  } catch {
    // A database that takes no writes can still identify the caller.
  }
}
