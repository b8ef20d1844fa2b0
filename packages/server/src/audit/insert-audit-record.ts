import type { Insertable } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { InsertTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'

/**
 * A record without what each has of its own; what is left out is null. Ids and codes, and the name of a program that acted: no
 * other names, no bodies.
 */
export type NewAuditRecord = Omit<Insertable<Schema['audit_records']>, 'record_id' | 'recorded_at'>

/** Adds a record to the audit of an organization. */
export async function insertAuditRecord(tx: InsertTransaction, record: NewAuditRecord): Promise<void> {
  await tx
    .insertInto('audit_records')
    .values({ ...record, record_id: uuidv7() })
    .execute()
}
