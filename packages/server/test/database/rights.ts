import type { RightsTable } from '@bulkhead/testing/sql-matrix/rights'
import { connectionsRights } from './rights/connections.ts'
import { identityRights } from './rights/identity.ts'
import { recordsRights } from './rights/records.ts'
import { tenancyRights } from './rights/tenancy.ts'
import { tokensRights } from './rights/tokens.ts'

/**
 * Rights by role and table, stated independently of the migrations so that the two must agree. A new table
 * fails the matrix until it is stated here.
 */
export const rights: RightsTable = {
  ...tenancyRights,
  ...connectionsRights,
  ...tokensRights,
  ...recordsRights,
  ...identityRights,
}

/** Record of applied migrations. It belongs to no tenant and no role may read it, so it needs no policy. */
export const WITHOUT_POLICIES = ['schema_migrations']
