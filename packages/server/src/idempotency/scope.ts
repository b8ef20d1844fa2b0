import type { KeyObject } from 'node:crypto'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { OperationShape } from '@bulkhead/contract/operation'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { type DataKeyOwner, openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { getActorId, type RequestContext } from '#request/principal'

/** Where an idempotency key counts: the same key elsewhere is another one. */
export interface IdempotencyScope {
  readonly organization_id: string
  readonly scope_id: string
  readonly actor_id: string
  readonly operation: string
}

export function getScope(context: RequestContext, { operationId }: OperationShape): IdempotencyScope {
  return {
    organization_id: context.organization,
    scope_id: context.workspace ?? context.organization,
    actor_id: getActorId(context),
    operation: operationId,
  }
}

/**
 * The workspace whose data key seals the reply, so that deleting it destroys the reply. What scoped tokens may
 * call is about one workspace; a reply of the other operations is about the organization.
 */
export function workspaceSealing(
  { callers }: OperationShape,
  context: RequestContext,
  workspace: string | undefined,
): string | undefined {
  return callers.includes('scoped') ? (context.workspace ?? workspace) : undefined
}

/** Opens the data key of a workspace, or of the organization; undefined when the workspace is gone. */
export async function readDataKey(
  tx: TenantTransaction,
  keyring: Keyring,
  organization: string,
  workspace: string | undefined,
): Promise<KeyObject | undefined> {
  const owner: DataKeyOwner = { organization, ...(workspace !== undefined && { workspace }) }
  const row =
    workspace === undefined
      ? await tx.selectFrom('organization_keys').select(['kek_version', 'wrapped_dek']).executeTakeFirst()
      : await tx
          .selectFrom('workspace_keys')
          .select(['kek_version', 'wrapped_dek'])
          .where('workspace_id', '=', workspace)
          .executeTakeFirst()
  return row === undefined ? undefined : openDataKey(keyring, owner, row)
}

/** The data key of the principal's own scope. @throws BulkheadError `unauthenticated` when that is gone. */
export async function ownDataKey(
  tx: TenantTransaction,
  keyring: Keyring,
  context: RequestContext,
): Promise<KeyObject> {
  const key = await readDataKey(tx, keyring, context.organization, context.workspace)
  if (key === undefined) throw new BulkheadError('unauthenticated', 'The token was revoked. Get a new one.')
  return key
}
