import { randomBytes } from 'node:crypto'
import { sealServerSecret } from '#access/tokens/server-secret'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { Keyring } from '#platform/vault/keyring'

/** Creates missing secrets of the server. Runs as the operator at every start. */
export async function ensureServerSecrets(tx: ConfinedTransaction, keyring: Keyring): Promise<void> {
  await tx
    .insertInto('server_secrets')
    .values(sealServerSecret(keyring, 'session cookies', randomBytes(32)))
    .onConflict((conflict) => conflict.column('purpose').doNothing())
    .execute()
}
