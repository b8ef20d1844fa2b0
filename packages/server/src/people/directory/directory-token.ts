import { createHash, randomBytes } from 'node:crypto'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'

/** Authenticated directory: the provider whose people it manages. */
export interface Directory {
  readonly organization: string
  readonly provider_id: string
  readonly token_id: string
}

/** Creates a token for a directory. Only its hash is stored. */
export function newDirectoryToken(): { readonly token: string; readonly hash: Buffer } {
  const token = `bhd_${randomBytes(32).toString('base64url')}`
  return { token, hash: hashToken(token) }
}

/** Finds the directory of an `Authorization` header; undefined if its provider is disabled. */
export async function authenticateDirectory(
  database: Database,
  authorization: string | undefined,
): Promise<Directory | undefined> {
  const token = /^bearer +(bhd_[\w-]{43})$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) return undefined
  return asIdentity(database, 'read only', (tx) =>
    tx
      .selectFrom('identity.directory_tokens as t')
      .innerJoin('identity.providers as p', (join) =>
        join
          .onRef('p.organization_id', '=', 't.organization_id')
          .onRef('p.provider_id', '=', 't.provider_id'),
      )
      .select(['t.organization_id as organization', 't.provider_id', 't.token_id'])
      .where('t.token_hash', '=', hashToken(token))
      .where('p.enabled', '=', true)
      .executeTakeFirst(),
  )
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
