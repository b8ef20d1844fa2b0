import { sql } from 'kysely'
import { v5 as uuidv5 } from 'uuid'
import { CHUNK } from '#platform/database/chunk'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { AgedRevocation } from './known-revocations.ts'
import { REVOCATION_CHANNEL } from './revocation.ts'

/** Namespace of ids that are derived from a revocation's content, so that several processes write the same row. */
const NAMESPACE = '6f0a5a1e-6f0c-4f0e-9d8f-0c6a4b1f7a55'

/** Tables whose rows hold the epoch for new tokens. */
const EPOCHS = [
  { kind: 'workspace', table: 'workspaces', id: 'workspace_id' },
  { kind: 'application', table: 'applications', id: 'application_id' },
  { kind: 'member', table: 'identity.members', id: 'person_id' },
] as const

/**
 * Writes revocations that the database lost again, and raises the epochs of their subjects to their former values. Each
 * is written with the role of its own organization, so it can end no rights of another. If one is written twice, there
 * is still one row.
 */
export async function restoreRevocations(database: Database, lost: readonly AgedRevocation[]): Promise<void> {
  for (const [organization, own] of Map.groupBy(lost, ({ organization_id }) => organization_id)) {
    for (let from = 0; from < own.length; from += CHUNK)
      await restoreChunk(database, organization, own.slice(from, from + CHUNK))
  }
}

async function restoreChunk(database: Database, organization: string, lost: readonly AgedRevocation[]) {
  const rows = JSON.stringify(lost.map((one) => ({ ...one, revocation_id: toId(one) })))
  await asPrincipal(database, { organization }, 'read write', async (tx) => {
    for (const { kind, table, id } of EPOCHS) {
      await sql`
        update ${sql.table(table)} t set epoch = l.epoch
        from jsonb_to_recordset(${rows}::jsonb) as l (kind text, subject_id uuid, epoch integer)
        where t.organization_id = ${organization} and ${sql.ref(`t.${id}`)} = l.subject_id
          and l.kind = ${kind} and t.epoch < l.epoch`.execute(tx)
    }
    await sql`
      insert into revocations (organization_id, revocation_id, kind, subject_id, epoch, created_at)
      select ${organization}::uuid, l.revocation_id, l.kind, l.subject_id, l.epoch,
        now() - make_interval(secs => l.age_seconds)
      from jsonb_to_recordset(${rows}::jsonb)
        as l (revocation_id uuid, kind text, subject_id uuid, epoch integer, age_seconds float8)
      on conflict do nothing`.execute(tx)
    await sql`select pg_notify(${REVOCATION_CHANNEL}, '')`.execute(tx)
  })
}

function toId({ organization_id, kind, subject_id, epoch }: AgedRevocation): string {
  return uuidv5(`${organization_id} ${kind} ${subject_id} ${epoch}`, NAMESPACE)
}
