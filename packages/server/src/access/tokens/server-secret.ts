import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import type { Database } from '#platform/database/roles/confine'
import { type Keyring, rewrap } from '#platform/vault/keyring'
import { getContext } from '#platform/vault/seal'

/** Purpose of a secret of the server. */
export type SecretPurpose = 'session cookies'

/** Stored form of a secret. */
export interface StoredSecret {
  readonly purpose: string
  readonly kek_version: number
  readonly sealed: Uint8Array
}

/** Opens a secret of the server. The first process to start created it. */
export async function openServerSecret(
  database: Database,
  keyring: Keyring,
  purpose: SecretPurpose,
): Promise<Uint8Array> {
  const { kek_version, sealed } = await asAuthenticator(database, undefined, (tx) =>
    tx
      .selectFrom('server_secrets')
      .select(['kek_version', 'sealed'])
      .where('purpose', '=', purpose)
      .executeTakeFirstOrThrow(),
  )
  return keyring.unwrap(kek_version, sealed, getContext('server secret', purpose))
}

/** Seals a secret for storage. */
export function sealServerSecret(keyring: Keyring, purpose: SecretPurpose, secret: Uint8Array): StoredSecret {
  const { kek_version, wrapped } = keyring.wrap(secret, getContext('server secret', purpose))
  return { purpose, kek_version, sealed: wrapped }
}

/** Returns the secret sealed again under the current KEK version. @throws SealError */
export function rewrapServerSecret(
  keyring: Keyring,
  { purpose, kek_version, sealed }: StoredSecret,
): StoredSecret {
  const rewrapped = rewrap(keyring, kek_version, sealed, getContext('server secret', purpose))
  return { purpose, kek_version: rewrapped.kek_version, sealed: rewrapped.wrapped }
}
