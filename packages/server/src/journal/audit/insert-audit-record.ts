import type { Insertable } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { InsertTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'

/**
 * Audit record without its id and time. Columns that are left out are null. A record contains ids, codes and the name
 * of a program that acted: no other names and no bodies.
 */
export type NewAuditRecord = Omit<Insertable<Schema['audit_records']>, 'record_id' | 'recorded_at'>

/** Adds a record to the audit of an organization. */
export async function insertAuditRecord(tx: InsertTransaction, record: NewAuditRecord): Promise<void> {
  await tx
    .insertInto('audit_records')
    .values({ ...record, record_id: uuidv7() })
    .execute()
}
