import type { ArchiveTransaction } from '#platform/database/roles/as-backup-role'
import { openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { SealError } from '#platform/vault/seal'
import { decryptCredentials } from '#platform/vault/sealed-values'
import { OperatorError } from './operator-error.ts'

export interface OpenedWorkspaces {
  readonly workspaces: number
  /**
   * Number of workspaces with a credential. One credential of each was opened. The data key of every workspace was
   * opened.
   */
  readonly opened_credentials: number
}

interface Row {
  organization_id: string
  workspace_id: string
  kek_version: number
  wrapped_dek: Uint8Array
  connector_id: string | null
  purpose: 'api' | 'refresh'
  origins: string[]
  sealed: Uint8Array
}

/**
 * Opens the data key of every workspace, and one credential of each workspace that has one. Neither is kept.
 *
 * @throws OperatorError that names a workspace whose key or credential does not open.
 */
export async function openOnePerWorkspace(
  tx: ArchiveTransaction,
  keyring: Keyring,
): Promise<OpenedWorkspaces> {
  await tx.query(`
    declare opening no scroll cursor for
    select distinct on (k.organization_id, k.workspace_id) k.organization_id, k.workspace_id, k.kek_version,
      k.wrapped_dek, c.connector_id, c.purpose, c.origins, c.sealed
    from workspace_keys k
    left join connector_credentials c
      on c.organization_id = k.organization_id and c.workspace_id = k.workspace_id
    order by k.organization_id, k.workspace_id, c.connector_id
  `)
  let workspaces = 0
  let opened_credentials = 0
  while (true) {
    const rows = await tx.query<Row>('fetch 500 from opening')
    if (rows.length === 0) break
    for (const row of rows) {
      const { organization_id: organization, workspace_id: workspace, connector_id: connector } = row
      try {
        const dataKey = openDataKey(keyring, { organization, workspace }, row)
        if (connector !== null) {
          const { purpose, origins } = row
          decryptCredentials(dataKey, { organization, workspace, connector, purpose, origins }, row.sealed)
          opened_credentials += 1
        }
      } catch (cause) {
        if (!(cause instanceof SealError)) throw cause
        throw new OperatorError(
          `What workspace ${workspace} holds does not open with this key. Nothing was kept.`,
          { cause },
        )
      }
      workspaces += 1
    }
  }
  await tx.query('close opening')
  return { workspaces, opened_credentials }
}
