import type { ArchiveTransaction } from '#platform/database/roles/as-backup-role'
import type { Keyring } from '#platform/vault/keyring'
import type { KeySource } from '#platform/vault/load-keyring'
import { checkProofs, type KeyProof } from '../prove-keyring.ts'
import { openFromRows } from '../remote-key-rows.ts'

/**
 * Makes sure that the key opens what was loaded. The key service is asked within the transaction: nobody else uses the
 * database yet, and what does not open is not kept.
 *
 * @throws Error that names the version which is missing or wrong.
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
