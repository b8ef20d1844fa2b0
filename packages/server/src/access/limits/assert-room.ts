import { BulkheadError } from '@bulkhead/contract/errors'
import { sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { asPrincipalAfter } from '#platform/database/roles/as-principal-after'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { LOCKS, lockText } from '#platform/database/schema/advisory-locks'
import type { Principal } from '../request/principal.ts'
import type { QuotaReader } from './read-quotas.ts'

interface Dependencies {
  readonly database: Database
  readonly quotas: QuotaReader
}

/** Tables by the quota that counts their rows. */
const TABLES = {
  workspaces: 'workspaces',
  connectors: 'connectors',
  definitions: 'organization_definitions',
} as const

type Counted = keyof typeof TABLES

/**
 * Rejects an addition that would exceed the quota. Additions in one organization run one after another until they
 * commit, so that none misses another's row. Runs as the organization.
 *
 * @param toCome Number of rows that this transaction adds afterwards.
 * @throws BulkheadError `quota_exceeded`
 */
export async function assertRoom(
  tx: TenantTransaction,
  organization: string,
  counted: Counted,
  most: number,
  toCome: 0 | 1,
): Promise<void> {
  await takeTurn(tx, organization)
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select from ${sql.table(TABLES[counted])} where organization_id = ${organization} limit ${most + 1}
    ) as counted`.execute(tx)
  if ((rows[0]?.count ?? 0) + toCome <= most) return
  throw new BulkheadError(
    'quota_exceeded',
    `The quota max_${counted} of the organization is ${most}. Delete ${counted} that are not used, or ask the operator of this server for more.`,
    {
      details: [
        { field: null, message: `max_${counted} is ${most}`, details: { quota: `max_${counted}`, most } },
      ],
    },
  )
}

/** Waits until other transactions that add something to the organization have committed. */
export async function takeTurn(tx: TenantTransaction, organization: string): Promise<void> {
  await lockText(tx, LOCKS.quota, organization)
}

/** Runs `work`, which adds one connector, as the principal. @throws BulkheadError `quota_exceeded` */
export async function addingConnector<T>(
  { database, quotas }: Dependencies,
  principal: Principal,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  const { organization } = principal
  const { max_connectors } = await quotas.of(organization)
  if (max_connectors === null) return asPrincipal(database, principal, 'read write', work)
  return asPrincipalAfter(
    database,
    principal,
    (tx) => assertRoom(tx, organization, 'connectors', max_connectors, 1),
    work,
  )
}
