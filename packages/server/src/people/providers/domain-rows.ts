import { BulkheadError } from '@bulkhead/contract/errors'
import { DOMAIN_PATTERN, type Domain } from '@bulkhead/contract/people/sign-in'
import type { Selectable } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'

export const DOMAIN_COLUMNS = ['domain', 'challenge', 'proven_at', 'proven_by', 'created_at'] as const

const DOMAIN = new RegExp(DOMAIN_PATTERN)

type DomainRow = Pick<Selectable<Schema['identity.domains']>, (typeof DOMAIN_COLUMNS)[number]>

/** Returns a domain as the API shows it. */
export function domainItem({ domain, challenge, proven_at, proven_by, created_at }: DomainRow): Domain {
  return {
    domain,
    record_name: getRecordName(domain),
    record_value: getRecordValue(challenge),
    proven_at: proven_at?.toISOString() ?? null,
    proven_by,
    created_at: created_at.toISOString(),
  }
}

/** Returns the name of the TXT record. It is separate, so the record does not interfere with others. */
export function getRecordName(domain: string): string {
  return `_bulkhead-challenge.${domain}`
}

export function getRecordValue(challenge: string): string {
  return `bulkhead-domain=${challenge}`
}

/** Finds a domain of the organization and locks it. @throws BulkheadError `domain_not_found` */
export async function holdDomain(tx: TenantTransaction, domain: string): Promise<DomainRow> {
  // The database would refuse some other texts.
  const row = DOMAIN.test(domain)
    ? await tx
        .selectFrom('identity.domains')
        .select(DOMAIN_COLUMNS)
        .where('domain', '=', domain.toLowerCase())
        .forUpdate()
        .executeTakeFirst()
    : undefined
  if (row === undefined) throw new BulkheadError('domain_not_found', 'There is no such domain.')
  return row
}
