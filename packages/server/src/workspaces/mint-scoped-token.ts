import { BulkheadError } from '@bulkhead/contract/errors'
import type { Grant } from '@bulkhead/contract/grants'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { createScopedToken } from '@bulkhead/contract/tokens'
import { v7 as uuidv7 } from 'uuid'
import { recordAudit } from '#audit/record-audit'
import { asPrincipal } from '#database/as-principal'
import type { ConfinedTransaction } from '#database/confine'
import { type Act, actorIdOf } from '#principal'
import { demandRoom } from '#quotas/demand-room'
import type { Services } from '#services'
import { SCOPED_TOKEN_SECONDS } from '#tokens/claims'
import { issueToken } from '#tokens/issue-token'
import { newDataKey } from '#vault/data-keys'
import type { Keyring } from '#vault/keyring'
import { demandActive, findWorkspace, namesOf, workspaceNotFound } from './find-workspace.ts'
import { foldName } from './workspace-item.ts'
import { claimName } from './workspace-names.ts'

/** Mints a token for one workspace, making the workspace when the name is new. */
export async function mintScopedToken(
  services: Services,
  act: Act,
  { body }: Input<typeof createScopedToken>,
): Promise<Output<typeof createScopedToken>> {
  const [name, ...others] = namesOf(body)
  if (name === undefined && body.workspace_id === undefined) {
    const message = 'Name the workspace: workspace_name or workspace_id is required.'
    throw new BulkheadError('invalid_request', message, {
      details: [{ field: 'body.workspace_name', message }],
    })
  }
  const mayCreate = body.workspace_id === undefined && others.length === 0 && body.create_workspace !== false
  const workspace =
    (await asPrincipal(services.database, act, 'read only', (tx) => findWorkspace(tx, act, body))) ??
    (name !== undefined && mayCreate
      ? await asPrincipal(services.database, act, 'read write', (tx) =>
          makeWorkspace(tx, services.keyring, act, name),
        )
      : undefined)
  if (workspace === undefined) throw workspaceNotFound()
  demandActive(workspace)
  const grant = grantOf(body)
  const expires_in = body.expires_in ?? SCOPED_TOKEN_SECONDS
  const token = issueToken(
    services.signingKeys,
    { issuer: services.issuer, audience: [services.audience, services.mcpResource] },
    {
      sub: actorIdOf(act),
      ...(act.session !== undefined && { session_id: act.session }),
      client_id: act.client_id,
      organization_id: act.organization,
      workspace_id: workspace.workspace_id,
      // The actor's are those of the token that mints: if it is revoked meanwhile, this one is dead too.
      epochs: { ...act.epochs, workspace: workspace.epoch },
      ...(grant !== undefined && { grant }),
    },
    expires_in,
  )
  return { token, expires_in, workspace_id: workspace.workspace_id, workspace_name: workspace.name }
}

/** The grant a body asks for, ids in lower case as they are compared; undefined for a token of the whole workspace. */
function grantOf({ connector_ids, entities, actions, read_only }: Input<typeof createScopedToken>['body']) {
  const grant: Grant = {
    ...(connector_ids && { connector_ids: connector_ids.map((id) => id.toLowerCase()) }),
    ...(entities && { entities }),
    ...(actions && { actions }),
    ...(read_only && { read_only }),
  }
  return Object.keys(grant).length > 0 ? grant : undefined
}

/** Makes the workspace, unless the organization says that minting makes none. */
async function makeWorkspace(tx: ConfinedTransaction, keyring: Keyring, act: Act, name: string) {
  const { create_workspaces, max_workspaces } = await tx
    .selectFrom('organizations')
    .select(['create_workspaces', 'max_workspaces'])
    .where('organization_id', '=', act.organization)
    .executeTakeFirstOrThrow()
  return create_workspaces ? createWorkspace(tx, keyring, act, name, max_workspaces) : undefined
}

/**
 * Makes the workspace with its data key, or returns the one that another request gave the name first: however
 * many want a name at once, its key lets one in and the others wait for it.
 */
async function createWorkspace(
  tx: ConfinedTransaction,
  keyring: Keyring,
  act: Act,
  name: string,
  most: number | null,
) {
  const { organization } = act
  const workspace = uuidv7()
  const scope = { organization_id: organization, workspace_id: workspace }
  const holder = await claimName(tx, scope, name)
  if (holder !== workspace) {
    return tx
      .selectFrom('workspaces')
      .selectAll()
      .where('organization_id', '=', organization)
      .where('workspace_id', '=', holder)
      .executeTakeFirst()
  }
  const made = await tx
    .insertInto('workspaces')
    .values({ ...scope, name, name_folded: foldName(name) })
    .returningAll()
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('workspace_keys')
    .values({ ...scope, ...newDataKey(keyring, { organization, workspace }) })
    .execute()
  if (most !== null) await demandRoom(tx, organization, 'workspaces', most, 0)
  await recordAudit(tx, act, { workspace, subject: workspace })
  return made
}
