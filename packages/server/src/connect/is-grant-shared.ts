import { sql } from 'kysely'
import { asOrganizationOf } from '#platform/database/roles/as-organization-of'
import type { Database } from '#platform/database/roles/confine'
import { sameTenant } from '#platform/database/roles/same-tenant'

/**
 * Tells whether a connector of the organization, or a credential that awaits confirmation, may use the same grant of a
 * service. That is possible if it has the same account or if its account is unknown. Revoking one token often ends all
 * tokens of the account.
 *
 * @param account_id Null if the account is unknown. Then any connector of the service may use the same grant.
 */
export async function isGrantShared(
  database: Database,
  organization: string,
  definition_id: string,
  account_id: string | null,
): Promise<boolean> {
  return asOrganizationOf(database, { organization }, async (tx) => {
    const connector = await tx
      .selectFrom('connectors')
      .select('connector_id')
      .where('definition_id', '=', definition_id)
      .$if(account_id !== null, (rows) =>
        rows.where(({ or, eb }) => or([eb('account_id', '=', account_id), eb('account_id', 'is', null)])),
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
        rows.where(({ or, eb }) => or([eb('s.account_id', '=', account_id), eb('s.account_id', 'is', null)])),
      )
      .limit(1)
      .executeTakeFirst()
    return held !== undefined
  })
}
