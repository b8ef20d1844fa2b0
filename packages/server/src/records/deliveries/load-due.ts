import { type RawBuilder, sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { openDataKey } from '#platform/vault/data-keys'
import type { Keyring } from '#platform/vault/keyring'
import { openWebhookSecret } from '#platform/vault/sealed-values'
import type { EndpointLease } from './endpoint-lease.ts'

/** Maximum number of deliveries read at a time. */
const WINDOW = 500

/** Due delivery. */
export interface DueDelivery {
  readonly delivery_id: string
  readonly event_id: string
  readonly subject_id: string
  readonly sequence: string
  readonly payload: string
}

/** Due deliveries of an endpoint. */
export interface DueOfEndpoint {
  readonly url: string
  readonly failures: number
  /** Current secret as it is stored. */
  readonly sealed: Uint8Array
  /** Secrets in clear, kept only while these deliveries are sent. */
  readonly secrets: readonly string[]
  /** Deliveries by subject, in the order of their events. */
  readonly subjects: readonly (readonly DueDelivery[])[]
}

/**
 * Reads the due deliveries of an endpoint; only one if the endpoint's last delivery failed. Undefined if none is due or
 * the lease is lost.
 */
export function loadDue(
  { database, keyring }: { readonly database: Database; readonly keyring: Keyring },
  { organization_id: organization, endpoint_id, lease_id }: EndpointLease,
): Promise<DueOfEndpoint | 'disabled' | undefined> {
  return asPrincipal(database, { organization }, 'read write', async (tx) => {
    const endpoint = await tx
      .selectFrom('webhook_endpoints as e')
      .innerJoin('organization_keys as k', 'k.organization_id', 'e.organization_id')
      .select(['e.url', 'e.status', 'e.failures', 'e.sealed', 'k.kek_version', 'k.wrapped_dek'])
      .select(
        sql<Uint8Array | null>`case when e.previous_until > now() then e.previous_sealed end`.as('previous'),
      )
      .where('e.endpoint_id', '=', endpoint_id)
      .where('e.lease_id', '=', lease_id)
      .executeTakeFirst()
    if (endpoint === undefined) return undefined
    if (endpoint.status === 'disabled') return 'disabled'
    const { url, failures, sealed, previous } = endpoint
    const due = await tx
      .selectFrom('webhook_deliveries')
      .select(['delivery_id', 'event_id', 'subject_id', 'sequence', 'payload'])
      .where('endpoint_id', '=', endpoint_id)
      .where('state', '=', 'pending')
      .where('due_at', '<=', sql<Date>`now()`)
      .orderBy('due_at')
      .orderBy('sequence')
      .limit(failures > 0 ? 1 : WINDOW)
      .execute()
    const subjects = await withoutBlocked(
      tx,
      endpoint_id,
      Map.groupBy(due, ({ subject_id }) => subject_id),
    )
    if (due.length === 0) return undefined
    const dataKey = openDataKey(keyring, { organization }, endpoint)
    const secrets = [sealed, previous]
      .filter((one) => one !== null)
      .map((one) => openWebhookSecret(dataKey, { organization, endpoint: endpoint_id }, one))
    return { url, failures, sealed, secrets, subjects }
  })
}

/**
 * Leaves out subjects with an earlier delivery that waits for its next attempt, and postpones their other deliveries
 * until then. This happens if a delivery was added while the one before it failed.
 */
async function withoutBlocked(
  tx: TenantTransaction,
  endpoint_id: string,
  subjects: ReadonlyMap<string, DueDelivery[]>,
): Promise<DueDelivery[][]> {
  if (subjects.size === 0) return []
  const { organization } = tx.scope
  const ids = [...subjects.keys()]
  const { rows: firsts } = await sql<{ subject_id: string; sequence: string; due_at: string }>`
    select s.subject_id, f.sequence, f.due_at::text from unnest(${ids}::uuid[]) as s (subject_id), lateral (
      select d.sequence, d.due_at from webhook_deliveries d
      where d.organization_id = ${organization}::uuid and d.endpoint_id = ${endpoint_id}::uuid
        and d.subject_id = s.subject_id and d.state = 'pending'
      order by d.sequence limit 1
    ) f`.execute(tx)
  const free = []
  for (const { subject_id, sequence, due_at } of firsts) {
    const inOrder = (subjects.get(subject_id) ?? []).toSorted(
      (a, b) => Number(a.sequence) - Number(b.sequence),
    )
    if (inOrder[0]?.sequence === sequence) free.push(inOrder)
    // As text, because a Date has no microseconds: the others would be due again before the first one.
    else await putOffSubject(tx, endpoint_id, subject_id, sql<Date>`${due_at}::timestamptz`)
  }
  return free
}

/** Postpones the waiting deliveries of a subject until its first one is due. */
export async function putOffSubject(
  tx: TenantTransaction,
  endpoint_id: string,
  subject_id: string,
  due_at: Date | RawBuilder<Date>,
): Promise<void> {
  await tx
    .updateTable('webhook_deliveries')
    .set({ due_at })
    .where('endpoint_id', '=', endpoint_id)
    .where('subject_id', '=', subject_id)
    .where('state', '=', 'pending')
    .where('due_at', '<', due_at)
    .execute()
}
