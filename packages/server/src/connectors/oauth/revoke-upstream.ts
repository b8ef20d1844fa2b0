import { BulkheadError } from '@bulkhead/contract/errors'
import { type AuthOption, type Definition, resolveTarget, type Sender } from '@bulkhead/engine'
import { planRevocation } from '@bulkhead/engine/oauth'
import { type Actor, type RequestContext, recordedActor } from '#access/request/principal'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import { sameTenant } from '#platform/database/roles/same-tenant'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Log } from '#platform/log'
import { openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { decryptCredentials } from '#platform/vault/sealed-values'
import { engineFailure } from '../connections/engine-failure.ts'
import type { ConnectorScope } from '../connections/store-credentials.ts'
import type { Definitions } from '../definitions/load-definitions.ts'
import { assertClientFits, openOrganizationClient } from './organization-client.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly definitions: Definitions
  readonly sender: Sender
  readonly log: Log
}

const TIMEOUT_MS = 10_000
/** Maximum size of a response. Only its status counts. */
const MAX_BODY_BYTES = 64 * 1024

/**
 * Decrypted refresh token of a connector that is deleted, with the data needed to revoke it at the service. Keep it for
 * one use.
 */
export interface RevocableToken {
  readonly scope: ConnectorScope
  readonly definition: Definition
  readonly option: AuthOption
  readonly client: 'own' | 'organization'
  readonly secrets: Readonly<Record<string, string>>
  readonly origins: readonly string[]
  readonly settings: Record<string, unknown>
  readonly base_url: string | null
}

/**
 * Reads the refresh token of a connector before its row is deleted. Undefined if the service cannot revoke refresh
 * tokens.
 */
export async function revocableToken(
  tx: TenantTransaction,
  { keyring, definitions }: Pick<Dependencies, 'keyring' | 'definitions'>,
  row: ConnectorScope & {
    readonly definition_id: string
    readonly auth_option: string
    readonly settings: Record<string, unknown>
    readonly base_url: string | null
  },
): Promise<RevocableToken | undefined> {
  const { definition } = definitions.ofConnector(row.definition_id)
  const option = definition.auth_options.find(({ name }) => name === row.auth_option)
  if (option?.oauth?.revocation_url === undefined) return undefined
  const found = await tx
    .selectFrom('connector_credentials as r')
    .innerJoin('connector_tokens as t', sameTenant('t', 'r', 'workspace_id', 'connector_id'))
    .innerJoin('workspace_keys as k', sameTenant('k', 'r', 'workspace_id'))
    .select(['r.origins', 'r.sealed', 't.client', 'k.kek_version', 'k.wrapped_dek'])
    .where('r.workspace_id', '=', row.workspace_id)
    .where('r.connector_id', '=', row.connector_id)
    .where('r.purpose', '=', 'refresh')
    .executeTakeFirst()
  if (found === undefined) return undefined
  const owner = { organization: row.organization_id, workspace: row.workspace_id }
  const { origins, client } = found
  const context = { ...owner, connector: row.connector_id, purpose: 'refresh' as const, origins }
  const secrets = decryptCredentials(openDataKey(keyring, owner, found), context, found.sealed)
  const { organization_id, workspace_id, connector_id, settings, base_url } = row
  const scope = { organization_id, workspace_id, connector_id }
  return { scope, definition, option, client, secrets, origins, settings, base_url }
}

/** Revokes a refresh token at the service, as a best effort, and records the outcome. Never throws. */
export async function revokeUpstream(
  services: Dependencies,
  context: Actor & Pick<RequestContext, 'token_id' | 'request_id'>,
  token: RevocableToken,
): Promise<void> {
  const code = await attempt(services, token).then(
    () => null,
    (thrown: unknown) => {
      const error = engineFailure(thrown)
      return error instanceof BulkheadError ? error.code : ('internal' as const)
    },
  )
  const { scope } = token
  const owner = { organization: scope.organization_id, workspace: scope.workspace_id }
  try {
    await asPrincipal(services.database, owner, 'read write', (tx) =>
      insertAuditRecord(tx, {
        organization_id: scope.organization_id,
        event: 'connector.tokens_revoked',
        outcome: code === null ? 'done' : 'refused',
        code,
        workspace_id: scope.workspace_id,
        subject_id: scope.connector_id,
        definition_id: token.definition.definition_id,
        ...recordedActor(context),
        token_id: context.token_id,
        request_id: context.request_id,
      }),
    )
  } catch (error) {
    services.log.warn({ err: error }, 'the outcome of revoking tokens at the service could not be recorded')
  }
}

async function attempt(services: Dependencies, token: RevocableToken): Promise<void> {
  const { scope, definition, option, client, origins } = token
  const { settings } = resolveTarget(definition, token, { option, credentials: token.secrets })
  const lent =
    client === 'own'
      ? undefined
      : await openOrganizationClient(services, { organization: scope.organization_id }, definition, option)
  const secrets = {
    ...token.secrets,
    ...(lent && { client_id: lent.client_id, client_secret: lent.client_secret }),
  }
  const planned = planRevocation(option, { secrets, settings })
  if (planned === undefined) return
  if (!origins.includes(planned.origin)) {
    const message = `The document revokes tokens at ${planned.origin}, but they were not given for that.`
    throw new BulkheadError('egress_refused', message)
  }
  if (lent !== undefined) assertClientFits(lent, planned.origin, settings)
  const { status } = await services.sender.send(planned, {
    withinMs: TIMEOUT_MS,
    maxBodyBytes: MAX_BODY_BYTES,
  })
  if (status >= 300) throw new BulkheadError('upstream_rejected', `The service responded with ${status}.`)
}
