import { connectOwner } from '#platform/database/postgres/owner-connection'
import type { KeyProof } from './prove-keyring.ts'

/**
 * Returns the key proofs of a Postgres database, which it reads as the login that runs servers. Returns none if the
 * database is not migrated.
 */
export async function readKeyProofs(url: string): Promise<KeyProof[]> {
  const connection = await connectOwner(url)
  try {
    const [found] = await connection.query<{ is_there: boolean }>(
      `select to_regclass('bulkhead.keyring_versions') is not null
         and pg_has_role(session_user, (select oid from pg_roles where rolname = 'bulkhead_operator'), 'member') as is_there`,
    )
    if (found?.is_there !== true) return []
    await connection.query('begin read only')
    await connection.query('set local role bulkhead_operator')
    // An older schema lacks this column, and has no keys of a key service.
    return await connection.query<KeyProof>(
      `select version, proof, to_jsonb(k) ->> 'wrapped_key' as wrapped_key from bulkhead.keyring_versions k`,
    )
  } finally {
    await connection.close()
  }
}
