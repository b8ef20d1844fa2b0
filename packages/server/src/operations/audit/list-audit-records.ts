import type { AuditRecord, listAuditRecords as operation, RefusalCode } from '@bulkhead/contract/audit'
import type { Input } from '@bulkhead/contract/operation'
import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import {
  firstIdAt,
  lastLookedAt,
  MOST_LOOKED_AT,
  nextPage,
  PAGE_LIMIT,
  readCursor,
  toPage,
} from '#platform/keyset'
import type { Handler } from '../handler.ts'

/**
 * Milliseconds by which an id may differ from the time of its record. Ids use the clock of a server, and times that of
 * the database. If clocks differ by a day, authentication fails anyway.
 */
const APART_MS = 86_400_000
/** Age of `since` up to which the first id is looked up. Readers who follow the audit ask for its last seconds. */
const RECENT_MS = 600_000
/** Id that no record has a greater one than. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
/** Columns with an index. The one that leaves the fewest records is first. */
const INDEXED = ['workspace_id', 'definition_id', 'event', 'outcome'] as const
const COLUMNS = [...INDEXED, 'application_id', 'person_id', 'grant_id'] as const

type Query = Input<typeof operation>['query']
type Column = (typeof COLUMNS)[number]
type Values = readonly (readonly [Column, string])[]

/** Lists the organization's audit records, newest first by their ids, which are UUIDv7. */
export const listAuditRecords: Handler<typeof operation> = async ({ database }, principal, { query }) => {
  const limit = query.limit ?? PAGE_LIMIT
  const behind = (record_id: string) => nextPage('/api/v1/audit', query, record_id)
  const values: Values = COLUMNS.flatMap((column) => {
    const value = query[column]
    return value === undefined ? [] : [[column, value] as const]
  })
  // Most records have the outcome `done`, so an index of these alone would find nearly all.
  const indexed = INDEXED.find((column) => values.some((one) => one[0] === column && one[1] !== 'done'))
  const others = values.filter(([column]) => column !== indexed)
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const from = query.since === undefined ? undefined : await findFirstId(tx, query.since)
    const found = findRecords(
      tx,
      query,
      from,
      values.filter(([column]) => column === indexed),
    )
    const rows = await selectPage(tx, found, query, others, limit + 1)
    const { event_contains } = query
    const isFiltered =
      others.length > 0 ||
      event_contains !== undefined ||
      query.since !== undefined ||
      query.until !== undefined
    const last =
      isFiltered && rows.length <= limit
        ? (await lastLookedAt(found.select('record_id')))?.record_id
        : undefined
    return toPage(rows, limit, auditRecord, ({ record_id }) => behind(record_id), last && behind(last))
  })
}

/**
 * Returns a lower bound for the ids of the records since a time. For a recent time it is the lowest of these ids, by the
 * index of times. Otherwise each request of a reader who follows the audit would look at the records of a day.
 */
async function findFirstId(tx: TenantTransaction, since: string): Promise<string> {
  const sinceMs = Date.parse(since)
  const surely = firstIdAt(sinceMs - APART_MS)
  if (sinceMs < Date.now() - RECENT_MS) return surely
  const recent = tx
    .selectFrom('audit_records')
    .select('record_id')
    .where('recorded_at', '>=', new Date(since))
    .orderBy('recorded_at')
    .limit(MOST_LOOKED_AT)
  const first = await tx
    .selectFrom(recent.as('recent'))
    .select(['record_id', sql<number>`(count(*) over ())::int`.as('count')])
    .orderBy('record_id')
    .limit(1)
    .executeTakeFirst()
  if (first === undefined) return LAST_ID
  return first.count < MOST_LOOKED_AT ? first.record_id : surely
}

/** Selects the records that an index finds, newest first. */
function findRecords(
  tx: TenantTransaction,
  { until, cursor }: Query,
  from: string | undefined,
  indexed: Values,
) {
  let records = tx.selectFrom('audit_records').where(haveValues(indexed)).orderBy('record_id', 'desc')
  if (cursor !== undefined) records = records.where('record_id', '<', readCursor(cursor))
  if (from !== undefined) records = records.where('record_id', '>=', from)
  if (until !== undefined) records = records.where('record_id', '<', firstIdAt(Date.parse(until) + APART_MS))
  return records
}

function selectPage(
  tx: TenantTransaction,
  found: ReturnType<typeof findRecords>,
  { since, until, event_contains, include_names }: Query,
  others: Values,
  limit: number,
) {
  let page = tx
    .selectFrom(found.selectAll().limit(MOST_LOOKED_AT).as('audit_records'))
    .selectAll()
    .where(haveValues(others))
    .orderBy('record_id', 'desc')
    .limit(limit)
  if (event_contains !== undefined) page = page.where(eventContains(event_contains))
  if (since !== undefined) page = page.where('recorded_at', '>=', new Date(since))
  if (until !== undefined) page = page.where('recorded_at', '<', new Date(until))
  return tx
    .selectFrom(page.as('audit_records'))
    .selectAll()
    .$if(include_names === true, (records) => records.select(workspaceName))
    .orderBy('record_id', 'desc')
    .execute()
}

function haveValues(values: Values) {
  return ({ and, eb, lit }: ExpressionBuilder<Schema, 'audit_records'>): Expression<SqlBool> =>
    and([
      lit(true),
      ...values.map(([column, value]) =>
        // Only with the constant in the statement can a plan use the index of refusals.
        column === 'outcome' && value === 'refused'
          ? sql<SqlBool>`outcome = 'refused'`
          : eb(column, '=', value as never),
      ),
    ])
}

/** Returns the condition that the words of an event contain a string. Both are compared in lower case. */
function eventContains(text: string) {
  const words = text
    .replaceAll(/[._]/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return sql<SqlBool>`position(${words}::text in lower(regexp_replace(translate(event, '._', '  '), '([a-z])([A-Z])', '\\1 \\2', 'g'))) > 0`
}

/** Selects the current name of the workspace of a record. Records hold only ids. */
function workspaceName({ selectFrom }: ExpressionBuilder<Schema, 'audit_records'>) {
  return selectFrom('workspaces as w')
    .select('w.name')
    .whereRef('w.organization_id', '=', 'audit_records.organization_id')
    .whereRef('w.workspace_id', '=', 'audit_records.workspace_id')
    .as('workspace_name')
}

function auditRecord({
  record_id,
  organization_id: _,
  transaction_id: __,
  recorded_at,
  code,
  ...row
}: Selectable<Schema['audit_records']> & Pick<AuditRecord, 'workspace_name'>): AuditRecord {
  return {
    id: record_id,
    recorded_at: recorded_at.toISOString(),
    ...row,
    code: code as RefusalCode | null,
  }
}
