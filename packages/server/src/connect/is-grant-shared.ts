import { sql } from 'kysely'
import { asOrganizationOf } from '#platform/database/roles/as-organization-of'
import type { Database } from '#platform/database/roles/confine'
import { sameTenant } from '#platform/database/roles/same-tenant'

/** Grant of an account of a service. */
export interface UpstreamGrant {
  readonly organization_id: string
  readonly definition_id: string
  /** Null if the account is unknown. */
  readonly account_id: string | null
}

/**
 * Returns whether a connector of the organization, or a credential that awaits confirmation, uses the same grant of a
 * service. Revoking one token often ends all tokens of the account.
 *
 * @param certainty `possibly`: an unknown account may be the same one. `surely`: both accounts are known.
 */
export async function isGrantShared(
  database: Database,
  { organization_id, definition_id, account_id }: UpstreamGrant,
  certainty: 'possibly' | 'surely',
): Promise<boolean> {
  if (certainty === 'surely' && account_id === null) return false
  const isSame = (column: string) => {
    if (account_id === null) return sql<boolean>`true`
    const isKnown = sql<boolean>`${sql.ref(column)} = ${account_id}`
    return certainty === 'surely' ? isKnown : sql<boolean>`(${isKnown} or ${sql.ref(column)} is null)`
  }
  return asOrganizationOf(database, { organization: organization_id }, async (tx) => {
    const connector = await tx
      .selectFrom('connectors')
      .select('connector_id')
      .where('definition_id', '=', definition_id)
      .where(isSame('account_id'))
      .limit(1)
      .executeTakeFirst()
    if (connector !== undefined) return true
    const held = await tx
      .selectFrom('connect_sessions as s')
      .innerJoin('connectors as c', sameTenant('c', 's', 'workspace_id', 'connector_id'))
      .select('s.session_id')
      .where('s.status', '=', sql.lit('awaiting_confirmation'))
      .where('c.definition_id', '=', definition_id)
      .where(isSame('s.account_id'))
      .limit(1)
      .executeTakeFirst()
    return held !== undefined
  })
}
