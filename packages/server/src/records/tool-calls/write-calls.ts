import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/** Content of the rows of a call. */
export interface WrittenCall {
  /** Content of the row, as JSON. */
  readonly row: string
  readonly at: string
  readonly intent: Intent | undefined
  readonly bodies: SealedBodies | undefined
}

interface SealedBodies {
  readonly call_id: string
  readonly workspace_id: string
  readonly connector_id: string
  /** Sealed bodies in base64. */
  readonly sealed: string
}

interface Intent {
  readonly call_id: string
  readonly workspace_id: string
  readonly intent: string | undefined
  readonly upstream_message: string | undefined
}

/** Writes a chunk. If the response to a commit was lost, the chunk is written again. Existing rows stay as they are. */
export async function writeCalls(
  tx: TenantTransaction,
  organization: string,
  entries: readonly WrittenCall[],
): Promise<void> {
  // One parameter instead of thousands: building a statement with thousands would cost more than everything else.
  await sql`
    insert into tool_calls
    select * from jsonb_populate_recordset(null::tool_calls, ${`[${entries.map(({ row }) => row).join(',')}]`}::jsonb)
    on conflict do nothing`.execute(tx)
  await writeIntents(
    tx,
    organization,
    entries.flatMap(({ intent }) => intent ?? []),
  )
  await writeBodies(
    tx,
    organization,
    entries.flatMap(({ bodies }) => bodies ?? []),
  )
}

async function writeIntents(
  tx: TenantTransaction,
  organization: string,
  intents: readonly Intent[],
): Promise<void> {
  if (intents.length === 0) return
  // Rows of a workspace that was deleted in the meantime are left out, because its policy would reject them.
  await sql`
    insert into tool_call_intents (organization_id, call_id, workspace_id, intent, upstream_message)
    select ${organization}::uuid, i.call_id, i.workspace_id, i.intent, i.upstream_message
    from jsonb_to_recordset(${JSON.stringify(intents)}::jsonb)
      as i (call_id uuid, workspace_id uuid, intent text, upstream_message text)
    join workspaces w on w.organization_id = ${organization}::uuid and w.workspace_id = i.workspace_id
    on conflict do nothing`.execute(tx)
}

/** Writes bodies, except those of a connector that was deleted in the meantime. */
async function writeBodies(
  tx: TenantTransaction,
  organization: string,
  bodies: readonly SealedBodies[],
): Promise<void> {
  if (bodies.length === 0) return
  await sql`
    insert into recorded_bodies (organization_id, call_id, workspace_id, connector_id, sealed)
    select ${organization}::uuid, b.call_id, b.workspace_id, b.connector_id, decode(b.sealed, 'base64')
    from jsonb_to_recordset(${JSON.stringify(bodies)}::jsonb)
      as b (call_id uuid, workspace_id uuid, connector_id uuid, sealed text)
    join connectors c on c.organization_id = ${organization}::uuid and c.workspace_id = b.workspace_id
      and c.connector_id = b.connector_id
    on conflict do nothing`.execute(tx)
}
