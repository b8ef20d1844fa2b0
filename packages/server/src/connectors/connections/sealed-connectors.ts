import { sql } from 'kysely'
import { sameTenant } from '#platform/database/roles/same-tenant'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/**
 * Selects connectors (`c`) with their workspace (`w`), its data key (`k`) and their credentials for the API (`s`), in one
 * statement and so in one snapshot.
 */
export function selectSealedConnectors(tx: TenantTransaction) {
  return tx
    .selectFrom('connectors as c')
    .innerJoin('workspaces as w', sameTenant('w', 'c', 'workspace_id'))
    .innerJoin('workspace_keys as k', sameTenant('k', 'c', 'workspace_id'))
    .innerJoin('connector_credentials as s', (join) =>
      sameTenant('s', 'c', 'workspace_id', 'connector_id')(join).on('s.purpose', '=', sql.lit('api')),
    )
    .select(['c.definition_id', 'c.auth_option', 'c.settings', 'c.base_url', 'c.status'])
    .select(['w.status as workspace_status', 'k.kek_version', 'k.wrapped_dek', 's.origins', 's.sealed'])
}
