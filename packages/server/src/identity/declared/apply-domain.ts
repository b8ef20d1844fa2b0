import { randomBytes } from 'node:crypto'
import { BulkheadError } from '@bulkhead/contract/errors'
import { sql } from 'kysely'
import { insertAuditRecord } from '#audit/insert-audit-record'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUniqueViolation } from '#platform/database/schema/sqlstate'
import type { Applied } from './apply-provider.ts'

/**
 * Records a domain as the organization's because the operator says so. A proven domain stays as it is.
 *
 * @param field Name of the field in messages.
 * @throws BulkheadError `domain_taken`
 */
export async function applyDomain(tx: TenantTransaction, domain: string, field: string): Promise<Applied> {
  const { organization: organization_id } = tx.scope
  const applied = { kind: 'domain', name: domain, fields: [], id: null } as const
  const known = await tx
    .selectFrom('identity.domains')
    .select('proven_at')
    .where('domain', '=', domain)
    .forUpdate()
    .executeTakeFirst()
  if (known !== undefined && known.proven_at !== null) return { ...applied, change: 'unchanged' }
  const proof = { proven_at: sql<Date>`now()`, proven_by: 'operator' as const }
  try {
    await tx
      .insertInto('identity.domains')
      .values({ organization_id, domain, challenge: randomBytes(24).toString('base64url'), ...proof })
      .onConflict((conflict) => conflict.columns(['organization_id', 'domain']).doUpdateSet(proof))
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new BulkheadError('domain_taken', `${field}: another organization has this domain already.`)
  }
  const event = 'domain.proven'
  await insertAuditRecord(tx, { organization_id, event, outcome: 'done', subject_id: organization_id })
  return { ...applied, change: 'proven' }
}
