import type { UpstreamAccount } from '@bulkhead/contract/connect/sessions'
import { sql } from 'kysely'
import type { Revoke } from '#access/tokens/revocation/revoking'
import { entitiesText, recordReconnection } from '#connectors/connections/connector-rows'
import { accountColumns } from '#connectors/connections/credential-source'
import { storeCredentials } from '#connectors/connections/store-credentials'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Keyring } from '#platform/vault/keyring'
import type { TargetRow } from './find-target.ts'
import type { HeldCredential } from './held-credential.ts'
import type { SessionRow } from './session-rows.ts'

/**
 * Stores the credential of a session with a connector, and replaces the connector's credential, if any. The connector
 * is ready afterwards.
 *
 * @param row The locked connector before the change.
 */
export async function swapCredential(
  tx: TenantTransaction,
  keyring: Keyring,
  session: Pick<SessionRow, 'end_user_id' | 'end_user_email' | 'end_user_name'>,
  row: TargetRow,
  held: HeldCredential,
  account: UpstreamAccount | null,
  revoke: Revoke,
): Promise<void> {
  const { organization_id, workspace_id, connector_id } = row
  await storeCredentials(tx, keyring, { organization_id, workspace_id, connector_id }, held.parts, held.times)
  await tx
    .updateTable('connectors')
    .set({
      settings: JSON.stringify(held.settings),
      base_url: held.base_url,
      auth_option: held.auth_option,
      status: 'ready',
      ...accountColumns(account),
      // If the session has no end user, the connector keeps its end user.
      ...(session.end_user_id !== null && {
        end_user_id: session.end_user_id,
        end_user_email: session.end_user_email,
        end_user_name: session.end_user_name,
      }),
      ...(held.entities !== undefined && { entities: entitiesText(held.entities) }),
      updated_at: sql<Date>`now()`,
    })
    .where('workspace_id', '=', workspace_id)
    .where('connector_id', '=', connector_id)
    .execute()
  await recordReconnection(tx, row)
  await revoke({ kind: 'connector', subject_id: connector_id, epoch: null })
}
