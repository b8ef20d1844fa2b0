import { sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/**
 * Lifetime of a lease in seconds. If a process dies while it sends to an endpoint, another one takes over after this
 * time.
 */
export const LEASE_SECONDS = 10

/** Lease of an endpoint: only this process sends to it. */
export interface EndpointLease {
  readonly organization_id: string
  readonly endpoint_id: string
  readonly lease_id: string
}

/**
 * Locks the row of an endpoint if the lease is still valid; undefined if another process has the lease or the endpoint
 * was deleted.
 */
export function lockEndpoint(tx: TenantTransaction, { endpoint_id, lease_id }: EndpointLease) {
  return tx
    .selectFrom('webhook_endpoints')
    .select(['status', 'failures', 'failing_since'])
    .where('endpoint_id', '=', endpoint_id)
    .where('lease_id', '=', lease_id)
    .forUpdate()
    .executeTakeFirst()
}

/** Extends a lease. @returns Whether it was still valid. */
export async function extendLease(
  database: Database,
  { organization_id, endpoint_id, lease_id }: EndpointLease,
  seconds: number,
): Promise<boolean> {
  const { numUpdatedRows } = await asPrincipal(
    database,
    { organization: organization_id },
    'read write',
    (tx) =>
      tx
        .updateTable('webhook_endpoints')
        .set({ leased_until: sql<Date>`now() + make_interval(secs => ${seconds})` })
        .where('endpoint_id', '=', endpoint_id)
        .where('lease_id', '=', lease_id)
        .executeTakeFirst(),
  )
  return numUpdatedRows > 0n
}

/** Returns whether an endpoint is leased and enabled, and has the URL and the secret that requests are sent with. */
export function isUnchanged(
  database: Database,
  { organization_id: organization, endpoint_id, lease_id }: EndpointLease,
  { url, sealed }: { readonly url: string; readonly sealed: Uint8Array },
): Promise<boolean> {
  return asPrincipal(database, { organization }, 'read only', async (tx) => {
    const row = await tx
      .selectFrom('webhook_endpoints')
      .select(['url', 'status', 'sealed'])
      .where('endpoint_id', '=', endpoint_id)
      .where('lease_id', '=', lease_id)
      .executeTakeFirst()
    return row?.status === 'enabled' && row.url === url && Buffer.from(sealed).equals(row.sealed)
  })
}

/**
 * Releases a lease and stores when the next delivery is due. The row is locked before the lookup, so a delivery that is
 * added later updates the time again.
 *
 * @param pauseMs Minimum time until the next delivery.
 */
export function releaseEndpoint(database: Database, lease: EndpointLease, pauseMs: number): Promise<void> {
  const { organization_id, endpoint_id } = lease
  return asPrincipal(database, { organization: organization_id }, 'read write', async (tx) => {
    if ((await lockEndpoint(tx, lease)) === undefined) return
    const next = await tx
      .selectFrom('webhook_deliveries')
      .select('due_at')
      .where('endpoint_id', '=', endpoint_id)
      .where('state', '=', 'pending')
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst()
    await tx
      .updateTable('webhook_endpoints')
      .set({
        lease_id: null,
        leased_until: null,
        next_at:
          next === undefined
            ? null
            : sql<Date>`greatest(${next.due_at}::timestamptz, now() + make_interval(secs => ${pauseMs / 1000}))`,
      })
      .where('endpoint_id', '=', endpoint_id)
      .execute()
  })
}
