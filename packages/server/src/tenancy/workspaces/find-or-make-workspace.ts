import { invalid } from '@bulkhead/contract/errors'
import type { Selectable } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { assertRoom } from '#access/limits/assert-room'
import { assertActive } from '#access/request/authorize'
import type { RequestContext } from '#access/request/principal'
import { recordAudit } from '#journal/audit/record-audit'
import { recordEvent } from '#journal/events/record-event'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import type { Keyring } from '#platform/vault/keyring'
import { findWorkspace, getNames, type WorkspaceReference, workspaceNotFound } from './find-workspace.ts'
import { insertWorkspace } from './insert-workspace.ts'
import type { NamedWorkspaces } from './named-workspaces.ts'
import { claimName } from './workspace-names.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly namedWorkspaces: NamedWorkspaces
}

/**
 * Finds the workspace that a token is minted for. Creates it if its name is new and nothing forbids it. Nothing else
 * creates workspaces, except the creation of an organization.
 *
 * @throws BulkheadError `invalid_request`, `workspace_not_found`, `workspace_inactive`, `quota_exceeded`
 */
export async function getOrCreateWorkspace(
  services: Dependencies,
  context: RequestContext,
  wanted: WorkspaceReference & { create_workspace?: boolean },
): Promise<Selectable<Schema['workspaces']>> {
  const [name, ...others] = getNames(wanted)
  if (name === undefined && wanted.workspace_id === undefined) {
    const message = 'Name the workspace: workspace_name or workspace_id is required.'
    throw invalid('body.workspace_name', message)
  }
  const mayMake =
    wanted.workspace_id === undefined && others.length === 0 && wanted.create_workspace !== false
  const workspace =
    (await found(services, context, wanted)) ??
    (name !== undefined && mayMake
      ? await asPrincipal(services.database, context, 'read write', (tx) =>
          makeWorkspace(tx, services.keyring, context, name),
        )
      : undefined)
  if (workspace === undefined) throw workspaceNotFound()
  assertActive(workspace)
  return workspace
}

/** Finds a workspace by its name alone, the usual case, batched with other lookups. */
function found(services: Dependencies, context: RequestContext, wanted: WorkspaceReference) {
  const [name, ...others] = getNames(wanted)
  const { organization, workspace, member } = context
  if (
    name !== undefined &&
    others.length === 0 &&
    wanted.workspace_id === undefined &&
    workspace === undefined &&
    // Lookups for callers that reach the whole organization are batched.
    member === undefined
  )
    return services.namedWorkspaces.find({ organization, name })
  return asPrincipal(services.database, context, 'read only', (tx) => findWorkspace(tx, context, wanted))
}

/** Creates the workspace, unless the organization's settings say that minting creates none. */
async function makeWorkspace(tx: TenantTransaction, keyring: Keyring, context: RequestContext, name: string) {
  const { create_workspaces, max_workspaces } = await tx
    .selectFrom('organizations')
    .select(['create_workspaces', 'max_workspaces'])
    .executeTakeFirstOrThrow()
  return create_workspaces ? createWorkspace(tx, keyring, context, name, max_workspaces) : undefined
}

/**
 * Creates the workspace with its data key. If another request claimed the name first, returns that workspace. If
 * several requests claim a name at once, the key of the names table lets one proceed, and the others wait for it.
 */
async function createWorkspace(
  tx: TenantTransaction,
  keyring: Keyring,
  context: RequestContext,
  name: string,
  most: number | null,
) {
  const { organization } = context
  const workspace = uuidv7()
  const scope = { organization_id: organization, workspace_id: workspace }
  const holder = await claimName(tx, scope, name)
  if (holder !== workspace) {
    return tx.selectFrom('workspaces').selectAll().where('workspace_id', '=', holder).executeTakeFirst()
  }
  const made = await insertWorkspace(tx, keyring, scope, name)
  if (most !== null) await assertRoom(tx, organization, 'workspaces', most, 0)
  await recordAudit(tx, context, { workspace, subject: workspace })
  await recordEvent(tx, { type: 'workspace.created', workspace_id: workspace })
  return made
}
