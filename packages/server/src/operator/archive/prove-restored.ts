import type { ArchiveTransaction } from '#platform/database/roles/as-backup-role'
import type { Keyring } from '#platform/vault/keyring'
import type { KeySource } from '#platform/vault/load-keyring'
import { checkProofs, type KeyProof } from '../prove-keyring.ts'
import { openFromRows } from '../remote-key-rows.ts'

/**
 * Checks that the key opens the loaded data. Within the transaction it sends requests to the key service. That is safe
 * here: nobody else uses the database yet, and data that does not open is rolled back.
 *
 * @throws Error that names the version that is missing or wrong.
 */
export async function proveRestored(
  tx: ArchiveTransaction,
  keyring: Keyring,
  { remoteKeys }: KeySource,
): Promise<void> {
  const proofs = await tx.query<KeyProof>(
    `select version, proof, to_jsonb(k) ->> 'wrapped_key' as wrapped_key from keyring_versions k`,
  )
  if (remoteKeys !== undefined) await openFromRows(keyring, remoteKeys, proofs)
  checkProofs(keyring, proofs)
}
