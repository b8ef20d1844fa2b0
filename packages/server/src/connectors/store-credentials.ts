import type { ConfinedTransaction } from '#database/confine'
import { openDataKey } from '#vault/data-keys'
import type { Keyring } from '#vault/keyring'
import { sealCredentials } from '#vault/sealed-credentials'
import { workspaceNotFound } from '#workspaces/find-workspace'

/** The key of a connector's row. */
export interface ConnectorScope {
  organization_id: string
  workspace_id: string
  connector_id: string
}

/** Seals the credentials a connector calls its API with, bound to the one origin they are for, and stores them. */
export async function storeCredentials(
  tx: ConfinedTransaction,
  keyring: Keyring,
  scope: ConnectorScope,
  origin: string,
  credentials: Readonly<Record<string, string>>,
): Promise<void> {
  const { organization_id: organization, workspace_id: workspace, connector_id: connector } = scope
  const key = await tx
    .selectFrom('workspace_keys')
    .select(['kek_version', 'wrapped_dek'])
    .where('organization_id', '=', organization)
    .where('workspace_id', '=', workspace)
    .executeTakeFirst()
  if (key === undefined) throw workspaceNotFound()
  const context = { organization, workspace, connector, purpose: 'api' as const, origins: [origin] }
  const sealed = sealCredentials(openDataKey(keyring, { organization, workspace }, key), context, credentials)
  await tx
    .insertInto('connector_credentials')
    .values({ ...scope, purpose: context.purpose, origins: context.origins, sealed })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'workspace_id', 'connector_id', 'purpose'])
        .doUpdateSet({ origins: context.origins, sealed, sealed_at: new Date() }),
    )
    .execute()
}
