import { asOrganizationOf } from '#platform/database/roles/as-organization-of'
import type { Database } from '#platform/database/roles/confine'

/**
 * Tells whether a connector of the organization may rest on the same grant at a service: one of the same account, or of an
 * account that nobody read. To revoke a token often ends all tokens of its account.
 *
 * @param account_id Null: it is not known either, and any connector of the service may be of it.
 */
export async function isGrantShared(
  database: Database,
  organization: string,
  definition_id: string,
  account_id: string | null,
): Promise<boolean> {
  const row = await asOrganizationOf(database, { organization }, (tx) =>
    tx
      .selectFrom('connectors')
      .select('connector_id')
      .where('definition_id', '=', definition_id)
      .$if(account_id !== null, (rows) =>
        rows.where(({ or, eb }) => or([eb('account_id', '=', account_id), eb('account_id', 'is', null)])),
      )
      .limit(1)
      .executeTakeFirst(),
  )
  return row !== undefined
}
