import type { EventType } from '@bulkhead/contract/webhooks'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/** A change that webhook endpoints receive as an event. */
export interface NewEvent {
  readonly type: EventType
  readonly workspace_id: string
  readonly connector_id?: string | null
  readonly session_id?: string | null
  /**
   * Further fields that receivers see: names and codes of this server, never a secret or a string of a service. The
   * names of workspace and connector, the definition and the end user of the connector are added if their rows exist.
   */
  readonly data?: Readonly<Record<string, unknown>>
}

/**
 * Records an event in the transaction of the change. Call it when the transaction holds the lock of the changed row, so
 * that events of one row are recorded in the order of their transactions. If the row will be deleted, call it before.
 * It is one statement, which writes nothing unless an enabled endpoint of the organization wants events of this type.
 */
export async function recordEvent(
  tx: TenantTransaction,
  { type, workspace_id, connector_id = null, session_id = null, data = {} }: NewEvent,
): Promise<void> {
  const { organization } = tx.scope
  // The statement names the table only if it needs a row of it: it would wait for a lock of the table even without
  // reading a row.
  const connector =
    connector_id === null
      ? sql`'{}'::jsonb`
      : sql`coalesce((
        select jsonb_build_object('connector_name', c.name, 'definition_id', c.definition_id)
          || case when c.end_user_id is null then '{}' else jsonb_build_object('end_user', jsonb_build_object(
            'id', c.end_user_id, 'email', c.end_user_email, 'name', c.end_user_name
          )) end
        from connectors c
        where c.organization_id = ${organization}::uuid and c.workspace_id = ${workspace_id}::uuid
          and c.connector_id = ${connector_id}::uuid
      ), '{}')`
  await sql`
    insert into events (organization_id, event_id, type, workspace_id, connector_id, session_id, data)
    select ${organization}::uuid, ${uuidv7()}::uuid, ${type}, ${workspace_id}::uuid, ${connector_id}::uuid,
      ${session_id}::uuid,
      jsonb_build_object('workspace_name', (
        select w.name from workspaces w
        where w.organization_id = ${organization}::uuid and w.workspace_id = ${workspace_id}::uuid
      )) || ${connector} || ${JSON.stringify(data)}::jsonb
    where exists (
      select from webhook_endpoints e
      where e.organization_id = ${organization}::uuid and e.status = 'enabled'
        and (e.event_types is null or ${type} = any (e.event_types))
    )`.execute(tx)
}
