import type { KeyObject } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { assertActive } from '#access/request/authorize'
import type { RightsMark } from '#access/request/rights-mark'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import { sameTenant } from '#platform/database/roles/same-tenant'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { connectorNotFound, findConnector } from '../connections/connector-rows.ts'
import { selectSealedConnectors } from '../connections/sealed-connectors.ts'
import type { ConnectorScope } from '../connections/store-credentials.ts'
import { MOST_RETRY_SECONDS, needsReauthentication, REFUSED_FOR_SECONDS } from './refresh-failure.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
}

/**
 * Seconds that a claim lasts. A running process extends its claim. After a crash, the other processes wait until it
 * expires.
 */
export const LEASE_SECONDS = 10
/** Age in seconds up to which a refused token is not replaced: the service would refuse a newer one as well. */
const YOUNG_SECONDS = 30

/** Reason for new tokens: they are due, or the service refused the current ones. */
export type Reason = 'due' | 'refused'

/** A connector to renew, with the state in which the caller saw it. */
export interface Seen extends ConnectorScope {
  readonly generation: number
}

/** Encrypted strings with the origins that they are bound to. */
interface SealedPart {
  readonly origins: readonly string[]
  readonly sealed: Uint8Array
}

/** Exclusive right to renew the tokens of a connector, with the data needed for it. */
export interface RefreshClaim {
  readonly scope: ConnectorScope
  readonly lease_id: string
  /** Taken before the connector was read. */
  readonly mark: RightsMark
  /** Generation of the tokens that the claim replaces. */
  readonly generation: number
  readonly client: 'own' | 'organization'
  readonly definition_id: string
  readonly auth_option: string
  readonly settings: Record<string, unknown>
  readonly base_url: string | null
  readonly api: SealedPart
  readonly refresh: SealedPart
  readonly data_key: KeyObject
  readonly failures: number
  /** Whether attempts have been failing for at least {@link REFUSED_FOR_SECONDS}. */
  readonly is_old: boolean
}

/** Result of a refresh-claim attempt. */
export type ClaimOutcome =
  | { readonly state: 'claimed'; readonly claim: RefreshClaim }
  /** Newer tokens are already stored, or credentials that need no renewal. */
  | { readonly state: 'moved' }
  /** Another process is renewing them. */
  | { readonly state: 'leased' }
  /** The tokens in use are recent. New ones would be refused as well. */
  | { readonly state: 'young' }
  /** The last attempt failed, and the next is not due yet. */
  | { readonly state: 'failing'; readonly failure: string | null; readonly seconds: number }

/**
 * Returns why the stored tokens are not renewed now. Undefined: they may be.
 *
 * @throws BulkheadError `needs_reauthentication`
 */
export function declineRefresh(
  row: {
    readonly generation: number
    readonly status: string
    readonly failure: string | null
    readonly is_young: boolean
    readonly retry_seconds: number | null
  },
  generation: number,
  reason: Reason,
): ClaimOutcome | undefined {
  if (row.generation !== generation) return { state: 'moved' }
  if (row.status === 'needs_reauthentication') throw needsReauthentication(row.failure)
  if (reason === 'refused' && row.is_young) return { state: 'young' }
  return row.retry_seconds !== null && row.retry_seconds > 0
    ? { state: 'failing', failure: row.failure, seconds: row.retry_seconds }
    : undefined
}

/** Services needed for claiming. */
export type ClaimingServices = Dependencies & {
  readonly process_id: string
  readonly revocations: Pick<RevocationFeed, 'mark'>
}

/**
 * Claims the renewal of tokens in one short transaction, in the scope of the connector's workspace. At most one process
 * has the claim, and only if the stored tokens are still the ones that the caller saw.
 *
 * @throws BulkheadError `connector_not_found`, `workspace_inactive`, `needs_reauthentication`
 */
export async function claimRefresh(
  services: ClaimingServices,
  seen: Seen,
  reason: Reason,
): Promise<ClaimOutcome> {
  const { database, keyring, process_id, revocations } = services
  const mark = revocations.mark()
  const owner = { organization: seen.organization_id, workspace: seen.workspace_id }
  return asPrincipal(database, owner, 'read write', async (tx) => {
    const row = await readState(tx, seen)
    if (row === undefined) {
      if ((await findConnector(tx, seen.connector_id)) === undefined) throw connectorNotFound()
      return { state: 'moved' }
    }
    assertActive({ status: row.workspace_status })
    const declined = declineRefresh(row, seen.generation, reason)
    if (declined !== undefined) return declined
    // No other process uses an embedded database, so the lease of another process belongs to one that has ended.
    const isDead = database.follow === undefined ? sql`or lease_process <> ${process_id}` : sql``
    const lease_id = uuidv7()
    const { numUpdatedRows } = await ofConnector(tx, seen)
      .set({ lease_id, lease_process: process_id, leased_until: leaseEnd() })
      .where('generation', '=', seen.generation)
      .where(sql<boolean>`(lease_id is null or leased_until < now() ${isDead})`)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return { state: 'leased' }
    const { organization_id, workspace_id, connector_id } = seen
    return {
      state: 'claimed',
      claim: {
        ...row,
        scope: { organization_id, workspace_id, connector_id },
        ...{ lease_id, mark },
        api: { origins: row.origins, sealed: row.sealed },
        refresh: { origins: row.refresh_origins, sealed: row.refresh_sealed },
        data_key: openDataKey(keyring, owner, row),
      },
    }
  })
}

/**
 * Extends the lease of a claim that is still being worked on. Best effort: if it fails, another process may take over.
 */
export async function keepLease(
  { database }: Pick<Dependencies, 'database'>,
  claim: RefreshClaim,
): Promise<void> {
  await asPrincipal(database, getOwner(claim), 'read write', (tx) =>
    ofConnector(tx, claim.scope)
      .set({ leased_until: leaseEnd() })
      .where('lease_id', '=', claim.lease_id)
      .execute(),
  )
}

/** Releases a claim, so that the next one need not wait until it expires. */
export async function releaseClaim(
  { database }: Pick<Dependencies, 'database'>,
  claim: RefreshClaim,
): Promise<void> {
  await asPrincipal(database, getOwner(claim), 'read write', (tx) =>
    ofConnector(tx, claim.scope)
      .set({ lease_id: null, lease_process: null, leased_until: null })
      .where('lease_id', '=', claim.lease_id)
      .execute(),
  )
}

/** Returns the principal as which the work on a claim is done. */
export function getOwner({ scope }: Pick<RefreshClaim, 'scope'>) {
  return { organization: scope.organization_id, workspace: scope.workspace_id }
}

/** Returns an update of the row of a connector's tokens. */
export function ofConnector(tx: TenantTransaction, scope: ConnectorScope) {
  return tx
    .updateTable('connector_tokens')
    .where('workspace_id', '=', scope.workspace_id)
    .where('connector_id', '=', scope.connector_id)
}

function leaseEnd() {
  return sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})`
}

function readState(tx: TenantTransaction, { connector_id }: ConnectorScope) {
  return selectSealedConnectors(tx)
    .innerJoin('connector_tokens as t', sameTenant('t', 'c', 'workspace_id', 'connector_id'))
    .innerJoin('connector_credentials as r', (join) =>
      sameTenant('r', 'c', 'workspace_id', 'connector_id')(join).on('r.purpose', '=', 'refresh'),
    )
    .select(['t.client', 't.generation', 't.failures', 't.failure'])
    .select(['r.origins as refresh_origins', 'r.sealed as refresh_sealed'])
    .select([
      sql<boolean>`coalesce(t.obtained_at > now() - make_interval(secs => ${YOUNG_SECONDS}), false)`.as(
        'is_young',
      ),
      sql<boolean>`coalesce(t.failing_since < now() - make_interval(secs => ${REFUSED_FOR_SECONDS}), false)`.as(
        'is_old',
      ),
      // A later time was stored before there was a maximum, and does not count.
      sql<number | null>`case when t.retry_at <= now() + make_interval(secs => ${MOST_RETRY_SECONDS})
        then ceil(extract(epoch from t.retry_at - now()))::integer end`.as('retry_seconds'),
    ])
    .where('c.connector_id', '=', connector_id)
    .executeTakeFirst()
}
