import type { KeyProof } from './prove-keyring.ts'
import { readAsOperator } from './read-as-operator.ts'

/**
 * Returns the key proofs of a Postgres database, which it reads as the login that runs servers. Returns none if the
 * database is not migrated.
 */
export async function readKeyProofs(url: string): Promise<KeyProof[]> {
  // An older schema lacks this column, and has no keys of a key service.
  const proofs = await readAsOperator(url, 'keyring_versions', (connection) =>
    connection.query<KeyProof>(
      `select version, proof, to_jsonb(k) ->> 'wrapped_key' as wrapped_key from bulkhead.keyring_versions k`,
    ),
  )
  return proofs ?? []
}
