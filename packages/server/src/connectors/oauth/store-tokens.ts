import type { ErrorCode } from '@bulkhead/contract/errors'
import { type AuthOption, type Definition, resolveTarget } from '@bulkhead/engine'
import { sql } from 'kysely'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { revoking } from '#access/tokens/revocation/revoking'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { setConnectorStatus } from '../connections/set-connector-status.ts'
import { sealPart } from '../connections/store-credentials.ts'
import { getOwner, ofConnector, type RefreshClaim } from './claim-refresh.ts'
import { secondsUntilRetry } from './refresh-failure.ts'
import { refreshTimes } from './refresh-times.ts'
import type { ReceivedTokens } from './request-tokens.ts'

interface Dependencies {
  readonly database: Database
  readonly revocations: RevocationFeed
}

type Texts = Readonly<Record<string, string>>

/** New tokens of a connector, with the data with which they were obtained. */
export interface Renewal {
  readonly definition: Definition
  readonly option: AuthOption
  /** Fields that go to the API, decrypted. */
  readonly fields: Texts
  /** Secrets sent to the token endpoint, decrypted. */
  readonly secrets: Texts
  readonly tokens: ReceivedTokens
}

/**
 * Replaces tokens by those of a renewal, encrypted, before the access token is used. This works even if the lease has
 * expired, because a new refresh token must not be lost. If another process then used the old one and was refused, the
 * connector becomes ready again.
 *
 * @returns False if the connector was deleted or got other tokens in the meantime. Then nothing is stored.
 */
export async function storeTokens(
  services: Dependencies,
  claim: RefreshClaim,
  renewal: Renewal,
): Promise<boolean> {
  const { scope } = claim
  return revoking(services, getOwner(claim), async (tx, revoke) => {
    const stored = await lockSettings(tx, claim)
    if (stored === undefined) return false
    const { tokens } = renewal
    const { numUpdatedRows } = await ofConnector(tx, scope)
      .set({
        ...refreshTimes(tokens.received_at, tokens.expires_at),
        obtained_at: sql<Date>`now()`,
        generation: sql`generation + 1`,
        ...NO_LEASE,
        failures: 0,
        failing_since: null,
        retry_at: null,
        failure: null,
      })
      .where('generation', '=', claim.generation)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await sealRenewal(tx, claim, renewal, stored)
    if (stored.status === 'needs_reauthentication')
      await setConnectorStatus(tx, { ...scope, definition_id: claim.definition_id }, 'ready')
    await revoke({ kind: 'refresh', subject_id: scope.connector_id, epoch: null })
    return true
  })
}

const NO_LEASE = { lease_id: null, lease_process: null, leased_until: null } as const

async function sealRenewal(
  tx: TenantTransaction,
  { scope, data_key, refresh }: RefreshClaim,
  { definition, option, fields, secrets, tokens }: Renewal,
  stored: { settings: Record<string, unknown>; base_url: string | null },
): Promise<void> {
  const target = { base_url: stored.base_url, settings: { ...stored.settings, ...tokens.settings } }
  const { base_url } = resolveTarget(definition, target, { option, credentials: fields })
  const { access_token, refresh_token } = tokens
  await sealPart(tx, data_key, scope, 'api', {
    origin: base_url.origin,
    secrets: { ...fields, access_token },
  })
  if (refresh_token !== undefined && refresh_token !== secrets.refresh_token) {
    const [origin = ''] = refresh.origins
    await sealPart(tx, data_key, scope, 'refresh', { origin, secrets: { ...secrets, refresh_token } })
  }
  if (Object.keys(tokens.settings).length === 0) return
  await tx
    .updateTable('connectors')
    .set({ settings: JSON.stringify(target.settings) })
    .where('workspace_id', '=', scope.workspace_id)
    .where('connector_id', '=', scope.connector_id)
    .execute()
}

/**
 * Marks a connector whose tokens can no longer be renewed.
 *
 * @param failure Code of the refusal, from a fixed list.
 * @returns False if the connector was deleted or got other tokens in the meantime. Then it is not marked.
 */
export async function markUnrenewable(
  services: Dependencies,
  claim: RefreshClaim,
  failure: string,
): Promise<boolean> {
  const { scope } = claim
  return revoking(services, getOwner(claim), async (tx, revoke) => {
    if ((await lockSettings(tx, claim)) === undefined) return false
    const { numUpdatedRows } = await ofConnector(tx, scope)
      .set({ ...NO_LEASE, failure, refresh_at: null, failures: sql`failures + 1` })
      .where('generation', '=', claim.generation)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await setConnectorStatus(tx, { ...scope, definition_id: claim.definition_id }, 'needs_reauthentication')
    await revoke({ kind: 'connector', subject_id: scope.connector_id, epoch: null })
    return true
  })
}

/**
 * Stores a failure that may pass, and releases the lease.
 *
 * @param askedSeconds Seconds for which the service wants no further attempt. 0 if it did not state any.
 * @returns Seconds until the next attempt. Undefined if the lease has passed to another claim, or ended because the
 *   connector was deleted or got other credentials. Then nothing is stored.
 */
export async function noteFailure(
  { database }: Pick<Dependencies, 'database'>,
  claim: RefreshClaim,
  code: ErrorCode,
  askedSeconds: number,
): Promise<number | undefined> {
  const seconds = secondsUntilRetry(claim.failures + 1, askedSeconds)
  const { numUpdatedRows } = await asPrincipal(database, getOwner(claim), 'read write', (tx) =>
    ofConnector(tx, claim.scope)
      .set({
        ...NO_LEASE,
        failure: code,
        failures: sql`failures + 1`,
        failing_since: sql<Date>`coalesce(failing_since, now())`,
        retry_at: sql<Date>`now() + make_interval(secs => ${seconds})`,
        // If the expiry of the tokens is unknown, they are not renewed ahead of time.
        refresh_at: sql<Date | null>`case when refresh_at is not null
          then greatest(refresh_at, now() + make_interval(secs => ${seconds})) end`,
      })
      .where('lease_id', '=', claim.lease_id)
      .executeTakeFirst(),
  )
  return numUpdatedRows === 0n ? undefined : seconds
}

/** Reads the settings and status of a connector and locks them until the transaction ends. Undefined if it is gone. */
function lockSettings(tx: TenantTransaction, { scope }: RefreshClaim) {
  return tx
    .selectFrom('connectors')
    .select(['settings', 'base_url', 'status'])
    .where('workspace_id', '=', scope.workspace_id)
    .where('connector_id', '=', scope.connector_id)
    .forUpdate()
    .executeTakeFirst()
}
