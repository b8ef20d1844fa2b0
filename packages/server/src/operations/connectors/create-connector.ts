import type { UpstreamAccount } from '@bulkhead/contract/connect/sessions'
import type { createConnector as operation } from '@bulkhead/contract/connectors'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { Definition } from '@bulkhead/engine'
import { addingConnector } from '#access/limits/assert-room'
import type { RequestContext } from '#access/request/principal'
import { revoking } from '#access/tokens/revocation/revoking'
import { chooseExisting } from '#connect/find-target'
import { takeTurns } from '#connect/open-session'
import { swapCredential } from '#connect/swap-credential'
import { findConnector, insertConnector, lockConnector } from '#connectors/connections/connector-rows'
import { connectorDetail } from '#connectors/connections/connector-views'
import { accountColumns } from '#connectors/connections/credential-source'
import { assertConfiguration, resolveConfiguration } from '#connectors/connections/resolve-configuration'
import { assertEntities } from '#connectors/definitions/assert-entities'
import { findDefinition } from '#connectors/definitions/find-definition'
import { getReadyFor } from '#connectors/definitions/load-definitions'
import { prepareWithSecret } from '#connectors/oauth/oauth-secret'
import { assertWorks } from '#execution/check-request'
import { recordAudit } from '#journal/audit/record-audit'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { getActiveWorkspace } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'
import type { Services } from '../services.ts'

/** Stores a connector and its encrypted credentials in one transaction. */
export const createConnector: Handler<typeof operation> = async (services, context, { body }) => {
  const { definition } = await getReadyFor(findDefinition(services.definitions, body), context)
  assertConfiguration(definition, body)
  assertEntities(definition, body.entities)
  const checked = body.check === true ? await assertWorks(services, context, definition, body) : undefined
  // The service may have responded late.
  if (checked !== undefined) await context.authenticateAgain()
  const account = checked?.account ?? null
  const prepare = await preparation(services, context, definition, body)
  const add = () =>
    addingConnector(services, context, async (tx) => {
      const workspace = await getActiveWorkspace(tx, context, body)
      const isAdded = body.on_existing === undefined || body.on_existing === 'add'
      // Another request may have added a connector since this one looked for the one to replace.
      if (!isAdded && (await findReplaced(tx, workspace, definition, body)) !== undefined) return undefined
      const row = await insertConnector(tx, services.keyring, context, workspace, {
        definition,
        name: body.name,
        entities: body.entities,
        source: { ...NO_END_USER, ...accountColumns(account) },
        ...(await prepare(tx, workspace.workspace_id)),
      })
      return connectorDetail(services.definitions, row)
    })
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    // A member who was a manager a moment ago still finds a connector that only a manager may replace.
    if (round > 1) await context.authenticateAgain()
    const made =
      (await replaceExisting(services, context, { definition, body, account, prepare })) ?? (await add())
    if (made !== undefined) return made
  }
  const message = 'Other requests are adding and deleting connectors of this service. Try again.'
  throw new BulkheadError('unavailable', message, { retryAfter: 1 })
}

/** Maximum number of times that a connector to replace is looked for. Other requests may add or delete it in between. */
const MOST_ROUNDS = 3

type Body = Input<typeof operation>['body']

const NO_END_USER = { end_user_id: null, end_user_email: null, end_user_name: null }

interface Replacement {
  readonly definition: Definition
  readonly body: Body
  readonly account: UpstreamAccount | null
  readonly prepare: Awaited<ReturnType<typeof preparation>>
}

/** Replaces the credentials of the existing connector. Undefined if there is none to replace. */
async function replaceExisting(
  services: Services,
  context: RequestContext,
  { definition, body, account, prepare }: Replacement,
): Promise<Output<typeof operation> | undefined> {
  if (body.on_existing !== 'replace') return undefined
  return revoking(services, context, async (tx, revoke) => {
    const workspace = await getActiveWorkspace(tx, context, body)
    const found = await findReplaced(tx, workspace, definition, body)
    const row = found && (await lockConnector(tx, found.connector_id))
    if (row === undefined) return undefined
    const { credentials, times, ...made } = await prepare(tx, workspace.workspace_id)
    const held = {
      ...made,
      definition_id: definition.definition_id,
      parts: credentials,
      times,
      ...(body.entities && { entities: body.entities }),
    }
    await swapCredential(tx, services.keyring, NO_END_USER, row, held, account, revoke)
    await recordAudit(tx, context, {
      workspace: workspace.workspace_id,
      subject: row.connector_id,
      definition: row.definition_id,
    })
    const updated = await findConnector(tx, row.connector_id)
    return updated && connectorDetail(services.definitions, updated)
  })
}

/** @throws BulkheadError `connector_exists`, `connector_ambiguous` */
async function findReplaced(
  tx: TenantTransaction,
  { workspace_id }: { readonly workspace_id: string },
  { definition_id }: Definition,
  { on_existing = 'add' }: Body,
) {
  // Requests that replace or reject in one workspace take turns, so that none of them misses another's connector.
  await takeTurns(tx, { workspace_id })
  return chooseExisting(tx, { workspace_id, end_user_id: null, on_existing }, definition_id)
}

/** Returns the function that yields the data to store, in the transaction that adds the connector. */
async function preparation(services: Services, context: RequestContext, definition: Definition, body: Body) {
  const { server_side_oauth_secret_id } = body
  if (typeof server_side_oauth_secret_id === 'string') {
    return prepareWithSecret(services, context, definition, { ...body, server_side_oauth_secret_id })
  }
  const { auth, settings, base_url } = resolveConfiguration(definition, services.egressPolicy, body)
  if (auth === undefined) throw new TypeError('A new connector has an authentication option.')
  const made = {
    settings,
    base_url,
    auth_option: auth.option.name,
    credentials: auth.parts,
    times: undefined,
  }
  return async () => made
}
