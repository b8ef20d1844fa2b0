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
 * Tells whether a connector of the organization, or a credential that awaits confirmation, uses the same grant of a
 * service. Revoking one token often ends all tokens of the account.
 *
 * @param certainty `possibly`: an unknown account may be the same one. `surely`: both accounts are known.
 */
export async function isGrantShared(
  database: Database,
  { organization_id, definition_id, account_id }: UpstreamGrant,
  certainty: 'possibly' | 'surely',
): Promise<boolean> {
  const isExact = certainty === 'surely'
  if (isExact && account_id === null) return false
  return asOrganizationOf(database, { organization: organization_id }, async (tx) => {
    const connector = await tx
      .selectFrom('connectors')
      .select('connector_id')
      .where('definition_id', '=', definition_id)
      .$if(account_id !== null, (rows) =>
        rows.where(({ or, eb }) =>
          or([eb('account_id', '=', account_id), ...(isExact ? [] : [eb('account_id', 'is', null)])]),
        ),
      )
      .limit(1)
      .executeTakeFirst()
    if (connector !== undefined) return true
    const held = await tx
      .selectFrom('connect_sessions as s')
      .innerJoin('connectors as c', sameTenant('c', 's', 'workspace_id', 'connector_id'))
      .select('s.session_id')
      .where('s.status', '=', sql.lit('awaiting_confirmation'))
      .where('c.definition_id', '=', definition_id)
      .$if(account_id !== null, (rows) =>
        rows.where(({ or, eb }) =>
          or([eb('s.account_id', '=', account_id), ...(isExact ? [] : [eb('s.account_id', 'is', null)])]),
        ),
      )
      .limit(1)
      .executeTakeFirst()
    return held !== undefined
  })
}
