import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import type { Database } from '#platform/database/roles/confine'

/** Reads a logo by the hash of its bytes, for a browser that has not authenticated. */
export async function readLogo(database: Database, sha256: string): Promise<Uint8Array | undefined> {
  const row = await asAuthenticator(database, undefined, (tx) =>
    tx
      .selectFrom('organization_branding')
      .select('logo')
      .where('logo_sha256', '=', sha256)
      .where('logo', 'is not', null)
      .limit(1)
      .executeTakeFirst(),
  )
  return row?.logo ?? undefined
}
