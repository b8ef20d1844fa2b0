import type { AuditEvent } from '@bulkhead/contract/operation'
import type { Revocation } from '#access/tokens/revocation/revocation'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { insertRevocation, type Revoke } from '#access/tokens/revocation/revoking'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { asIdentity, type Become } from '#platform/database/roles/as-identity'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isForeignKeyViolation, isUniqueViolation } from '#platform/database/schema/sqlstate'
import type { Directory } from './directory-token.ts'
import { KeptOwner, noteKeptOwner } from './kept-owner.ts'
import { invalidToken, ScimError } from './scim-error.ts'

export interface DirectoryServices {
  readonly database: Database
  readonly revocations: RevocationFeed
}

/** Change by a directory, in a transaction that runs as the organization. */
export interface DirectoryChange extends Directory {
  /** The transaction as the organization. */
  readonly tx: TenantTransaction
  /** The same transaction. Only `asPeople` uses it. */
  readonly identity: ConfinedTransaction
  readonly become: Become
  readonly revoke: Revoke
  /** Applies revocations in this process that are already written. */
  noteRevoked(revocations: readonly Revocation[]): void
  /** Runs `work` as `bulkhead_identity`. Afterwards the transaction runs as the organization again. */
  asPeople<T>(work: (identity: ConfinedTransaction) => Promise<T>): Promise<T>
  record(event: AuditEvent, subject_id: string): Promise<void>
}

/**
 * Applies a change of a directory in one transaction. When this returns, the rights that it ends have ended in this
 * process, and in every other within a second.
 *
 * @throws ScimError
 */
export async function changeDirectory<T>(
  { database, revocations }: DirectoryServices,
  directory: Directory,
  request_id: string,
  work: (change: DirectoryChange) => Promise<T>,
): Promise<T> {
  const made: Revocation[] = []
  const { organization, token_id } = directory
  try {
    const result = await asIdentity(database, 'read write', async (identity, become) => {
      const tx = await become({ role: 'bulkhead_organization', organization })
      const result = await work({
        ...directory,
        ...{ tx, identity, become },
        async revoke(right) {
          const revocation = { ...right, organization_id: organization }
          await insertRevocation(tx, revocation)
          made.push(revocation)
        },
        noteRevoked: (revocations) => void made.push(...revocations),
        async asPeople(work) {
          await become({ role: 'bulkhead_identity' })
          const result = await work(identity)
          await become({ role: 'bulkhead_organization', organization })
          return result
        },
        record: (event, subject_id) =>
          insertAuditRecord(tx, {
            ...{ organization_id: organization, event, outcome: 'done', subject_id, token_id, request_id },
          }),
      })
      await assertCurrent(tx, directory)
      return result
    })
    revocations.apply(made)
    return result
  } catch (error) {
    if (error instanceof KeptOwner) await noteKeptOwner(database, directory, error, request_id)
    // Two requests created it at once, and the other one won.
    if (isUniqueViolation(error)) throw new ScimError(409, 'It is there already.', 'uniqueness')
    // The provider may have been deleted while a new user or group waited for it.
    if (isForeignKeyViolation(error))
      await asPrincipal(database, { organization }, 'read write', (tx) => assertCurrent(tx, directory))
    throw error
  }
}

/**
 * Makes sure that the token of a directory still exists and its provider is enabled, and that both remain so until the
 * transaction ends. Runs after the change, because an owner who changes a provider locks people first.
 *
 * @throws ScimError 401
 */
async function assertCurrent(
  tx: TenantTransaction,
  { provider_id, token_id }: Pick<Directory, 'provider_id' | 'token_id'>,
): Promise<void> {
  const provider = await tx
    .selectFrom('identity.providers')
    .select('provider_id')
    .where('provider_id', '=', provider_id)
    .where('enabled', '=', true)
    .forKeyShare()
    .executeTakeFirst()
  // A statement of its own: it sees what the owner of the lock has deleted.
  const token = await tx
    .selectFrom('identity.directory_tokens')
    .select('token_id')
    .where('token_id', '=', token_id)
    .executeTakeFirst()
  if (provider === undefined || token === undefined) throw invalidToken()
}

/** Runs a read of a directory's users and groups in a read-only transaction. */
export function readDirectory<T>(
  { database }: Pick<DirectoryServices, 'database'>,
  { organization }: Directory,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  return asPrincipal(database, { organization }, 'read only', work)
}
