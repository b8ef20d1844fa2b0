import type { createConnectSession as operation } from '@bulkhead/contract/connect/sessions'
import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import type { Input } from '@bulkhead/contract/operation'
import { faultOfBrowserOrigin } from '@bulkhead/contract/values/browser-origin'
import { assertActive, isReached } from '#access/request/authorize'
import type { RequestContext } from '#access/request/principal'
import { insertSession, type NewSession, toNewSession } from '#connect/insert-session'
import {
  assertNotPending,
  connectorNotFound,
  entitiesText,
  findConnector,
} from '#connectors/connections/connector-rows'
import { assertEntities } from '#connectors/definitions/assert-entities'
import { type Definitions, getReadyFor } from '#connectors/definitions/load-definitions'
import { getRedirectOrigins } from '#connectors/oauth/callback-url'
import { assertRegistered } from '#connectors/oauth/redirect-url'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { getOrCreateWorkspace } from '#tenancy/workspaces/find-or-make-workspace'
import { findWorkspace, workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'
import type { Services } from '../services.ts'

type Body = Input<typeof operation>['body']

/** Defaults for the body, in seconds. */
const DEFAULTS = { expires_in: 1800, confirm_within: 3600 } as const

/** Creates a connect session with the rights of the caller. */
export const createConnectSession: Handler<typeof operation> = async (services, context, { body }) => {
  if (context.kind === 'scoped') assertWithoutTrust(body)
  const { redirect_url } = body
  if (redirect_url != null) assertRegistered(redirect_url, await getRedirectOrigins(services, context))
  const definition_ids =
    body.connector_id == null ? getDefinitions(services.definitions, body.services) : null
  if (body.connector_id != null && body.services != null) {
    throw invalid('body.services', 'services comes from the connector. Leave it out with connector_id')
  }
  if (body.connector_id == null) await assertRestriction(services.definitions, context, body, definition_ids)
  const workspace = await getWorkspace(services, context, body)
  const trusts = mayTrust(context, workspace.workspace_id ?? '', body)
  return asPrincipal(services.database, context, 'read write', async (tx) => {
    // The workspace is read again in the transaction that adds the session.
    const found = await findWorkspace(tx, context, workspace)
    if (found === undefined) throw body.connector_id == null ? workspaceNotFound() : connectorNotFound()
    assertActive(found)
    const session = await toSession()
    return toNewSession(services.issuer, await insertSession(tx, context, found, session), found.name)

    async function toSession(): Promise<NewSession> {
      const connector = body.connector_id == null ? undefined : await findConnector(tx, body.connector_id)
      if (body.connector_id != null) {
        if (connector?.workspace_id !== found?.workspace_id) throw connectorNotFound()
      }
      if (connector !== undefined) {
        assertNotPending(connector)
        if (body.entities) assertKept()
      }
      const allowed_origins = getOrigins(body.allowed_origins)
      return {
        kind: connector === undefined ? 'new' : 'reconnect',
        definition_ids: connector === undefined ? definition_ids : [connector.definition_id],
        connector_id: connector?.connector_id ?? null,
        connector_name: null,
        end_user_id: body.end_user?.id ?? null,
        end_user_email: body.end_user?.email ?? null,
        end_user_name: body.end_user?.name ?? null,
        allowed_origins,
        redirect_url: redirect_url ?? null,
        require_confirmation: body.require_confirmation ?? allowed_origins.length === 0,
        confirm_within: body.confirm_within ?? DEFAULTS.confirm_within,
        on_existing: body.on_existing ?? (trusts ? 'replace' : 'add'),
        entities: entitiesText(body.entities),
        locale: body.locale ?? null,
        expires_in: body.expires_in ?? DEFAULTS.expires_in,
      }
    }
  })
}

/**
 * Returns the member of a body that needs more than the right to add connectors: it trusts a page, acts for an end
 * user, or replaces a credential.
 */
function getTrust(body: Body): string | undefined {
  if ((body.allowed_origins ?? []).length > 0) return 'allowed_origins'
  if (body.require_confirmation === false) return 'require_confirmation: false'
  if (body.end_user != null) return 'end_user'
  return body.on_existing === 'replace' ? 'on_existing: replace' : undefined
}

/** @throws BulkheadError `not_permitted` */
function assertWithoutTrust(body: Body): void {
  const refused = getTrust(body)
  if (refused === undefined) return
  throw new BulkheadError(
    'not_permitted',
    `${refused} requires an application token or a person who is signed in.`,
  )
}

/**
 * Returns whether the caller may do more than add a connector. Among members, only a manager of the workspace may.
 *
 * @throws BulkheadError `not_permitted` if the body needs it and the caller may not.
 */
function mayTrust(context: RequestContext, workspace_id: string, body: Body): boolean {
  const { kind, member } = context
  if (kind === 'scoped') return false
  if (body.connector_id != null || getTrust(body) !== undefined) isReached(context, workspace_id, 'manager')
  return member === undefined || member.levels.get(workspace_id) === 'manager'
}

/** Rejects `entities` for a reconnect, which keeps those of the connector. @throws BulkheadError `invalid_request` */
function assertKept(): never {
  throw invalid('body.entities', 'entities belongs to the connector and stays as it is. Leave it out')
}

function getOrigins(given: readonly string[] | null | undefined): string[] {
  for (const [index, origin] of (given ?? []).entries()) {
    const fault = faultOfBrowserOrigin(origin)
    if (fault !== undefined)
      throw invalid(`body.allowed_origins.${index}`, `allowed_origins.${index} ${fault}`)
  }
  return [...new Set(given ?? [])]
}

/** Returns the ids of the services that a link offers. Null stands for all. */
function getDefinitions(
  definitions: Definitions,
  names: readonly string[] | null | undefined,
): string[] | null {
  if (names == null) return null
  return [...new Set(names.map((name, index) => getDefinition(definitions, name, index)))]
}

function getDefinition(definitions: Definitions, name: string, index: number): string {
  const known = definitions.byType(name) ?? definitions.byId(name)
  if (known !== undefined) return known.definition_id.toLowerCase()
  const message = `This server has no service ${JSON.stringify(name)}.`
  throw invalid(`body.services.${index}`, message, 'definition_not_found')
}

/** Rejects `entities` unless the link offers exactly one service that has them. */
async function assertRestriction(
  definitions: Definitions,
  context: RequestContext,
  { entities }: Body,
  definition_ids: string[] | null,
): Promise<void> {
  if (!entities || entities.length === 0) return
  const [id = '', ...others] = definition_ids ?? []
  const known = others.length === 0 ? definitions.byId(id) : undefined
  if (known === undefined) throw invalid('body.entities', 'entities needs services with exactly one service')
  assertEntities((await getReadyFor(known, context)).definition, entities)
}

/**
 * Returns the workspace of the link: that of the connector, or the named one. If an application gives a new name,
 * creates the workspace.
 */
async function getWorkspace(services: Services, context: RequestContext, body: Body) {
  const { workspace_name, workspace_id, connector_id } = body
  const named = { ...(workspace_name && { workspace_name }), ...(workspace_id && { workspace_id }) }
  if (connector_id != null) {
    const row = await asPrincipal(services.database, context, 'read only', (tx) =>
      findConnector(tx, connector_id),
    )
    if (row === undefined) throw connectorNotFound()
    return { ...named, workspace_id: named.workspace_id ?? row.workspace_id }
  }
  if (context.kind === 'scoped') return { ...named, workspace_id: named.workspace_id ?? context.workspace }
  const made = await getOrCreateWorkspace(
    services,
    { ...context, event: 'workspace.created' },
    { ...named, create_workspace: context.kind === 'application' },
  )
  return { workspace_id: made.workspace_id }
}
