import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { createScopedToken } from '@bulkhead/contract/tokens'
import { v7 as uuidv7 } from 'uuid'
import { asPrincipal } from '#database/as-principal'
import type { ConfinedTransaction } from '#database/confine'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { SCOPED_TOKEN_SECONDS } from '#tokens/claims'
import { issueToken } from '#tokens/issue-token'
import { newDataKey } from '#vault/data-keys'
import type { Keyring } from '#vault/keyring'
import { demandActive, findWorkspace, namesOf, workspaceNotFound } from './find-workspace.ts'
import { foldName } from './workspace-item.ts'

/** Mints a token for one workspace, making the workspace when the name is new. */
export async function mintScopedToken(
  services: Services,
  principal: Principal,
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
    (await asPrincipal(services.database, principal, 'read only', (tx) =>
      findWorkspace(tx, principal, body),
    )) ??
    (name !== undefined && mayCreate
      ? await asPrincipal(services.database, principal, 'read write', (tx) =>
          createWorkspace(tx, services.keyring, principal, name),
        )
      : undefined)
  if (workspace === undefined) throw workspaceNotFound()
  demandActive(workspace)
  const expires_in = body.expires_in ?? SCOPED_TOKEN_SECONDS
  const token = await issueToken(
    services.signingKeys,
    { issuer: services.issuer, audience: [services.audience] },
    {
      sub: principal.application,
      client_id: principal.client_id,
      organization_id: principal.organization,
      workspace_id: workspace.workspace_id,
      // The application's are those of the token that mints: if it is revoked meanwhile, this one is dead too.
      epochs: { ...principal.epochs, workspace: workspace.epoch },
    },
    expires_in,
  )
  return { token, expires_in, workspace_id: workspace.workspace_id, workspace_name: workspace.name }
}

/** A name that is taken and free again between two statements so often is not minted now. */
const ATTEMPTS = 5

/**
 * Makes the workspace with its data key, or returns the one that another request made first: however many
 * mint a name at once, the unique constraint lets one row in and the others wait for it. If that one is deleted
 * or renamed before it is read, the name is free and minted again.
 */
async function createWorkspace(
  tx: ConfinedTransaction,
  keyring: Keyring,
  { organization }: Principal,
  name: string,
) {
  const workspace = uuidv7()
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const made = await tx
      .insertInto('workspaces')
      .values({ organization_id: organization, workspace_id: workspace, name, name_folded: foldName(name) })
      .onConflict((conflict) => conflict.constraint('workspaces_name').doNothing())
      .returningAll()
      .executeTakeFirst()
    if (made !== undefined) {
      await tx
        .insertInto('workspace_keys')
        .values({
          organization_id: organization,
          workspace_id: workspace,
          ...newDataKey(keyring, { organization, workspace }),
        })
        .execute()
      return made
    }
    const other = await tx
      .selectFrom('workspaces')
      .selectAll()
      .where('organization_id', '=', organization)
      .where('name', '=', name)
      .executeTakeFirst()
    if (other !== undefined) return other
  }
  throw new BulkheadError('unavailable', 'The name is being taken and freed again right now. Try again.', {
    retryAfter: 1,
  })
}
