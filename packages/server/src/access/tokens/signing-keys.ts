import { createPrivateKey, type KeyObject, randomUUID } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import type { Database } from '#platform/database/roles/confine'
import { unavailable } from '#platform/database/schema/sqlstate'
import { createSingleFlight } from '#platform/single-flight'
import { type Keyring, rewrap } from '#platform/vault/keyring'
import { getContext } from '#platform/vault/seal'
import { ALGORITHM } from './claims.ts'

/**
 * Minimum interval in milliseconds between reads of the keys. Tokens with invented key ids must not cause a read each.
 */
const RELOAD_MS = 1_000
/** Milliseconds between the publication of a new key and its first use, so that every process has read it by then. */
const PUBLISHED_FIRST_MS = 60_000

interface LoadedKey {
  key_id: string
  created_at: Date
  public_jwk: JWK
  publicKey: CryptoKey
  /**
   * Undefined if this process lacks the KEK version that seals the key. The process then verifies with the key, and
   * signs with another.
   */
  privateKey: KeyObject | undefined
}

/** Key that can sign. */
type SigningKey = LoadedKey & { readonly privateKey: KeyObject }

/** Fields of a stored key that depend on the KEK. */
export interface StoredSigningKey {
  readonly key_id: string
  readonly kek_version: number
  readonly sealed_private_jwk: Uint8Array
}

/** Ed25519 keys of this server, which its processes share through the database. */
export interface SigningKeys {
  /**
   * Returns the key that signs: the newest one that every process has had the time to read.
   *
   * @throws BulkheadError `unavailable` if this process can open none of them.
   */
  current(): SigningKey
  /**
   * Returns the public key for a token's `kid`. Reads the database again if another process may have created the key.
   */
  find(key_id: string): Promise<CryptoKey | undefined>
  /** Returns the public keys as a JWK set (RFC 7517 §5). */
  jwks(): { keys: JWK[] }
  /** Reads the keys again, after a rotation by this process. */
  reload(): Promise<void>
}

/** Loads the signing keys. The rotation job creates the first one. It runs before this at start. */
export async function openSigningKeys(
  database: Database,
  keyring: Keyring,
  now: () => number = Date.now,
): Promise<SigningKeys> {
  let keys: LoadedKey[] = []
  let loadedAt = 0
  const loading = createSingleFlight<void>()

  async function load() {
    const rows = await asAuthenticator(database, undefined, (tx) =>
      tx.selectFrom('signing_keys').selectAll().orderBy('created_at', 'desc').orderBy('key_id').execute(),
    )
    const known = new Map(keys.map((key) => [key.key_id, key]))
    keys = await Promise.all(
      rows.map(async (row) => {
        const loaded = known.get(row.key_id)
        if (loaded?.privateKey !== undefined) return loaded
        const public_jwk = row.public_jwk as JWK
        return {
          key_id: row.key_id,
          created_at: row.created_at,
          public_jwk,
          publicKey: (await importJWK(public_jwk, ALGORITHM)) as CryptoKey,
          privateKey: openPrivateKey(keyring, row),
        }
      }),
    )
    loadedAt = now()
  }

  await load()
  return {
    current() {
      const publishedBefore = now() - PUBLISHED_FIRST_MS
      const able = keys.filter((key): key is SigningKey => key.privateKey !== undefined)
      const key = able.find(({ created_at }) => created_at.getTime() <= publishedBefore) ?? able.at(-1)
      if (key === undefined) throw unavailable('No key of this process can sign tokens.', undefined, 5)
      return key
    },
    async find(key_id) {
      const find = () => keys.find((key) => key.key_id === key_id)?.publicKey
      if (find() !== undefined) return find()
      if (now() - loadedAt > RELOAD_MS) await loading.run('signing keys', load)
      return find()
    },
    jwks: () => ({ keys: keys.map(({ public_jwk }) => public_jwk) }),
    reload: load,
  }
}

function openPrivateKey(
  keyring: Keyring,
  { kek_version, sealed_private_jwk, key_id }: StoredSigningKey,
): KeyObject | undefined {
  if (!keyring.versions.includes(kek_version)) return undefined
  const opened = keyring.unwrap(kek_version, sealed_private_jwk, keyContext(key_id))
  return createPrivateKey({ key: JSON.parse(Buffer.from(opened).toString('utf8')), format: 'jwk' })
}

/** Creates a key pair for storage: the private key is sealed under the KEK. */
export async function newSigningKey(keyring: Keyring) {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true })
  const key_id = randomUUID()
  const { kek_version, wrapped } = keyring.wrap(
    Buffer.from(JSON.stringify(await exportJWK(privateKey))),
    keyContext(key_id),
  )
  const public_jwk = { ...(await exportJWK(publicKey)), kid: key_id, alg: ALGORITHM, use: 'sig' }
  return { key_id, public_jwk: JSON.stringify(public_jwk), kek_version, sealed_private_jwk: wrapped }
}

/** Returns a stored private key sealed again under the current KEK version. @throws SealError */
export function rewrapSigningKey(
  keyring: Keyring,
  { key_id, kek_version, sealed_private_jwk }: StoredSigningKey,
): StoredSigningKey {
  const { kek_version: version, wrapped } = rewrap(
    keyring,
    kek_version,
    sealed_private_jwk,
    keyContext(key_id),
  )
  return { key_id, kek_version: version, sealed_private_jwk: wrapped }
}

function keyContext(key_id: string): Uint8Array {
  return getContext('signing key', key_id)
}
