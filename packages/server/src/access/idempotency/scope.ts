import type { KeyObject } from 'node:crypto'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { OperationShape } from '@bulkhead/contract/operation'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { type DataKeyOwner, openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { getActorId, type RequestContext } from '../request/principal.ts'

/** Scope of an idempotency key. The same key in another scope is a different one. */
export interface IdempotencyScope {
  readonly organization_id: string
  readonly scope_id: string
  readonly actor_id: string
  readonly operation: string
}

export function getScope(context: RequestContext, { operationId }: OperationShape): IdempotencyScope {
  return {
    organization_id: context.organization,
    scope_id: context.workspace ?? context.member?.person ?? context.organization,
    actor_id: getActorId(context),
    operation: operationId,
  }
}

/**
 * Returns the workspace whose data key seals the reply, so that deleting the workspace destroys the reply. Operations
 * that scoped tokens may call are about one workspace. Replies of other operations are sealed with the key of the
 * organization.
 */
export function workspaceSealing(
  { callers }: OperationShape,
  context: RequestContext,
  workspace: string | undefined,
): string | undefined {
  return callers.includes('scoped') ? (context.workspace ?? workspace) : undefined
}

/**
 * Opens the organization's data key for a request of a member. The member's transaction cannot read that key, so the
 * server reads it. Undefined for other callers, whose transactions read their own key.
 */
export async function lendDataKey(
  database: Database,
  keyring: Keyring,
  { organization, member }: Pick<RequestContext, 'organization' | 'member'>,
): Promise<KeyObject | undefined> {
  if (member === undefined) return undefined
  return asPrincipal(database, { organization }, 'read only', (tx) =>
    readDataKey(tx, keyring, organization, undefined),
  )
}

/**
 * Opens the data key of a workspace or of the organization; undefined if the workspace was deleted.
 *
 * @param lent Data key of the organization; see {@link lendDataKey}.
 */
export async function readDataKey(
  tx: TenantTransaction,
  keyring: Keyring,
  organization: string,
  workspace: string | undefined,
  lent?: KeyObject | undefined,
): Promise<KeyObject | undefined> {
  if (workspace === undefined && lent !== undefined) return lent
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

/**
 * Returns the data key of the principal's own scope. @throws BulkheadError `unauthenticated` if the scope was deleted.
 */
export async function ownDataKey(
  tx: TenantTransaction,
  keyring: Keyring,
  context: RequestContext,
  lent: KeyObject | undefined,
): Promise<KeyObject> {
  const key = await readDataKey(tx, keyring, context.organization, context.workspace, lent)
  if (key === undefined) throw new BulkheadError('unauthenticated', 'The token was revoked. Get a new one.')
  return key
}
