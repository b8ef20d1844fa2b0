import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { Keyring } from '#platform/vault/keyring'
import { getContext, SealError } from '#platform/vault/seal'

const PROOF = Buffer.from('bulkhead keyring')
const CONTEXT = getContext('keyring proof')

/** Returns whether anything was sealed in this database before. Runs as the operator. */
export async function wasSealed(tx: ConfinedTransaction): Promise<boolean> {
  const row = await tx.selectFrom('keyring_versions').select('version').limit(1).executeTakeFirst()
  return row !== undefined
}

/** Proof of a KEK version, stored in the database. It opens under that key only. */
export interface KeyProof {
  readonly version: number
  readonly proof: Uint8Array
  /** Key as a key service encrypted it. */
  readonly wrapped_key: string | null
}

/**
 * Checks that the keyring is the one with which this database was sealed, and stores a proof of the version that wraps
 * from now on. Runs as the operator.
 *
 * @throws Error that names the version that is missing, wrong or retired. The server must not start then.
 */
export async function proveKeyring(tx: ConfinedTransaction, keyring: Keyring): Promise<void> {
  await refuseRetired(tx, keyring.current)
  await tx
    .insertInto('keyring_versions')
    .values({ version: keyring.current, proof: keyringProof(keyring) })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .execute()
  checkProofs(keyring, await tx.selectFrom('keyring_versions').select(['version', 'proof']).execute())
}

/** Returns a proof of the version that wraps. */
export function keyringProof(keyring: Keyring): Uint8Array {
  return keyring.wrap(PROOF, CONTEXT).wrapped
}

/** Opens the proof of every version. @throws Error that names the version that is missing or wrong. */
export function checkProofs(keyring: Keyring, proofs: readonly Omit<KeyProof, 'wrapped_key'>[]): void {
  for (const { version, proof } of proofs) {
    if (!keyring.versions.includes(version)) {
      throw new Error(
        `This database has values sealed under key version ${version}, which BULKHEAD_KEY does not contain. Add it: the version that wraps first, then ${version}.`,
      )
    }
    try {
      keyring.unwrap(version, proof, CONTEXT)
    } catch (cause) {
      if (!(cause instanceof SealError)) throw cause
      throw new Error(
        `Key version ${version} is not the key this database was sealed with. Nothing was changed; start again with the right key.`,
        { cause },
      )
    }
  }
}

/**
 * Returns whether the key of a version is another one than that of a proof. Without the key, it is not known to be
 * another one.
 */
export function isOtherKey(
  keyring: Keyring,
  { version, proof }: Pick<KeyProof, 'version' | 'proof'>,
): boolean {
  try {
    keyring.unwrap(version, proof, CONTEXT)
    return false
  } catch (error) {
    return error instanceof SealError
  }
}

/**
 * Rejects a retired version. A process with an outdated setting must not begin to wrap under a key that is about to be
 * destroyed.
 */
export async function refuseRetired(tx: ConfinedTransaction, version: number): Promise<void> {
  const retired = await tx
    .selectFrom('retired_kek_versions')
    .select('retired_at')
    .where('version', '=', version)
    .executeTakeFirst()
  if (retired === undefined) return
  throw new Error(
    `Key version ${version} was retired on ${retired.retired_at.toISOString().slice(0, 10)}, but BULKHEAD_KEY names it first. Put the version that wraps first and remove ${version}; a new key needs a new number.`,
  )
}
