import { type Insertable, type Selectable, sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'

type Event = Pick<
  Selectable<Schema['events']>,
  'event_id' | 'type' | 'workspace_id' | 'connector_id' | 'session_id' | 'data' | 'recorded_at'
>
type Endpoint = Pick<
  Selectable<Schema['webhook_endpoints']>,
  'endpoint_id' | 'event_types' | 'workspace_ids' | 'sequence'
>
export type NewDelivery = Omit<
  Insertable<Schema['webhook_deliveries']>,
  'organization_id' | 'state' | 'pending_since' | 'due_at' | 'attempts' | 'tries' | 'finished_at'
>

/** Maximum number of deliveries that a step creates. Each looks up the one before it of the same subject. */
const MOST_DELIVERIES = { pglite: 100, postgres: 500 } as const

/** Returns the slug of a service; null for a definition that no longer exists. */
export type ServiceOf = (definition_id: string) => string | null

/**
 * Creates deliveries of an organization's oldest events for each endpoint that wants them, and deletes the events. The
 * endpoints are locked first, so only one process at a time assigns sequence numbers, in the order in which events were
 * recorded.
 *
 * @returns Whether there may be more.
 */
export function giveOutEvents(
  database: Database,
  organization: string,
  serviceOf: ServiceOf,
): Promise<boolean> {
  return asPrincipal(database, { organization }, 'read write', async (tx) => {
    const endpoints = await tx
      .selectFrom('webhook_endpoints')
      .select(['endpoint_id', 'event_types', 'workspace_ids', 'sequence'])
      .where('status', '=', 'enabled')
      .orderBy('endpoint_id')
      .forUpdate()
      .execute()
    const most = Math.ceil(MOST_DELIVERIES[database.engine] / Math.max(1, endpoints.length))
    const events = await tx
      .selectFrom('events')
      .select(['event_id', 'type', 'workspace_id', 'connector_id', 'session_id', 'data', 'recorded_at'])
      .orderBy('recorded_at')
      .orderBy('event_id')
      .limit(most)
      .execute()
    if (events.length === 0) return false
    for (const endpoint of endpoints) {
      const wanted = events.filter((event) => wants(endpoint, event))
      await addDeliveries(
        tx,
        endpoint,
        wanted.map((event, at) => toDelivery(endpoint, event, Number(endpoint.sequence) + 1 + at, serviceOf)),
      )
    }
    await tx
      .deleteFrom('events')
      .where('event_id', '=', sql<string>`any(${events.map(({ event_id }) => event_id)}::uuid[])`)
      .execute()
    return events.length === most
  })
}

function wants({ event_types, workspace_ids }: Endpoint, { type, workspace_id }: Event): boolean {
  return (event_types?.includes(type) ?? true) && (workspace_ids?.includes(workspace_id) ?? true)
}

function toDelivery(
  { endpoint_id }: Endpoint,
  { event_id, type, workspace_id, connector_id, session_id, data, recorded_at }: Event,
  sequence: number,
  serviceOf: ServiceOf,
): NewDelivery {
  const { definition_id } = data
  const payload = {
    id: event_id,
    type,
    timestamp: recorded_at.toISOString(),
    sequence,
    data: {
      workspace_id,
      ...(connector_id !== null && { connector_id }),
      ...(session_id !== null && { session_id }),
      ...data,
      ...(typeof definition_id === 'string' && { service: serviceOf(definition_id) }),
    },
  }
  return {
    ...{ endpoint_id, delivery_id: uuidv7(), sequence: String(sequence), event_id, type, workspace_id },
    subject_id: connector_id ?? session_id ?? workspace_id,
    end_user_id: getEndUserId(data),
    payload: JSON.stringify(payload),
    recorded_at,
  }
}

function getEndUserId({ end_user }: Readonly<Record<string, unknown>>): string | null {
  return (end_user as { readonly id: string } | null | undefined)?.id ?? null
}

/**
 * Adds deliveries of one endpoint whose row the transaction has locked, and schedules them. If an earlier delivery of
 * the same subject waits for its next attempt, they wait as long.
 */
async function addDeliveries(
  tx: TenantTransaction,
  { endpoint_id }: Pick<Endpoint, 'endpoint_id'>,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  const last = deliveries.at(-1)
  if (last === undefined) return
  const { organization } = tx.scope
  const column = <Name extends keyof NewDelivery>(name: Name) => deliveries.map((delivery) => delivery[name])
  await sql`
    insert into webhook_deliveries (organization_id, endpoint_id, delivery_id, sequence, event_id, type, workspace_id,
      subject_id, end_user_id, payload, recorded_at, tries, due_at)
    select ${organization}::uuid, ${endpoint_id}::uuid, d.delivery_id, d.sequence, d.event_id, d.type, d.workspace_id,
      d.subject_id, d.end_user_id, d.payload, d.recorded_at, '[]', greatest(now(), (
        select p.due_at from webhook_deliveries p
        where p.organization_id = ${organization}::uuid and p.endpoint_id = ${endpoint_id}::uuid
          and p.subject_id = d.subject_id and p.state = 'pending'
        order by p.sequence desc limit 1
      ))
    from unnest(${column('delivery_id')}::uuid[], ${column('sequence')}::bigint[], ${column('event_id')}::uuid[],
      ${column('type')}::text[], ${column('workspace_id')}::uuid[], ${column('subject_id')}::uuid[],
      ${column('end_user_id')}::text[], ${column('payload')}::text[], ${deliveries.map(({ recorded_at }) => new Date(recorded_at).toISOString())}::timestamptz[]
    ) as d (delivery_id, sequence, event_id, type, workspace_id, subject_id, end_user_id, payload, recorded_at)`.execute(
    tx,
  )
  await tx
    .updateTable('webhook_endpoints')
    .set({
      sequence: last.sequence,
      // A failing endpoint is tried when its pause is over.
      next_at: sql<Date>`case when failures > 0 then coalesce(next_at, now()) else least(next_at, now()) end`,
    })
    .where('endpoint_id', '=', endpoint_id)
    .execute()
}
