import { createHash, randomBytes } from 'node:crypto'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

const CODES = 10
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

/** Gives a person other recovery codes. @returns The codes, which are stored as hashes alone. */
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

/** Uses a recovery code up. @returns Whether it was one. */
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

/** 80 random bits in groups of four letters. */
function newRecoveryCode(): string {
  const letters = [...randomBytes(16)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

/** A plain hash is enough for 80 random bits. Case and what divides the groups do not matter. */
function hashRecoveryCode(code: string): Buffer {
  const letters = code.toLowerCase().replaceAll(/[^0-9a-z]/g, '')
  return createHash('sha256').update(`recovery code ${letters}`, 'utf8').digest()
}
