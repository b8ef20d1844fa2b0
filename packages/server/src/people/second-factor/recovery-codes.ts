import { createHash, randomBytes } from 'node:crypto'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

const CODES = 10
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

/** Replaces the recovery codes of a person. @returns The new codes. Only their hashes are stored. */
export async function replaceRecoveryCodes(tx: TenantTransaction, person_id: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newRecoveryCode)
  const { organization: organization_id } = tx.scope
  await tx.deleteFrom('identity.recovery_codes').where('person_id', '=', person_id).execute()
  await tx
    .insertInto('identity.recovery_codes')
    .values(codes.map((code) => ({ organization_id, person_id, code_hash: hashRecoveryCode(code) })))
    .execute()
  return codes
}

/** Uses up a recovery code. @returns Whether it was valid. */
export async function takeRecoveryCode(
  tx: TenantTransaction,
  person_id: string,
  code: string,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('identity.recovery_codes')
    .where('person_id', '=', person_id)
    .where('code_hash', '=', hashRecoveryCode(code))
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Creates a code of 80 random bits, in groups of four letters. */
function newRecoveryCode(): string {
  const letters = [...randomBytes(16)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** Hashes a recovery code. A plain hash is enough for 80 random bits. Case and separators do not matter. */
function hashRecoveryCode(code: string): Buffer {
  const letters = code.toLowerCase().replaceAll(/[^0-9a-z]/g, '')
  return createHash('sha256').update(`recovery code ${letters}`, 'utf8').digest()
}
