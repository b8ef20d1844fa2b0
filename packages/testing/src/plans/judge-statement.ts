import { TENANT_TABLES, type TenantTable } from '@bulkhead/server/platform/database/roles/tenant-transaction'
import { MOST_LOOKED_AT } from '@bulkhead/server/platform/keyset'
import type { Scan } from './plan.ts'
import type { RecordedStatement } from './record-statements.ts'

/** Number of rows from which a table must not be read whole. */
export const BIG_TABLE_ROWS = 1_000
/** Maximum number of rows that a statement may read and discard, unless {@link ALLOWED} says otherwise. */
const MOST_REMOVED = 1_000
/** Number of rows that a statement may read for each row that it returns or changes, and in any case. */
const MOST_ROWS = { each: 50, atAll: 2_000 }
/** Number of pages that a scan may read for each of its rows and loops, and in any case. */
const MOST_PAGES = { each: 6, atAll: 300 }
/** Workspaces of a member. Postgres before 17 searches an index once for each of them. */
const MOST_REACHED = 300

/** Rows that an operation may read from some tables by index, to count them or to skip them. */
interface Allowance {
  /** Matches the statements that may. All of the operation's, if not given. */
  readonly text?: RegExp
  readonly tables: readonly string[]
  readonly rows: number
  readonly removed: number
}

/**
 * Allowance for a page of a filtered list, including the rows that were read to find its end: for statements with a
 * limit of rows that are looked at. A lookup of a row has none, however many rows a page of the same list may read.
 */
const FILTERED = {
  text: /\blimit \$\d+\) as "|\boffset \$\d+/,
  rows: 2 * MOST_LOOKED_AT + 1_000,
  removed: MOST_LOOKED_AT,
}
const ANY = Number.POSITIVE_INFINITY

/** Allowances by operation. No job has one. */
const ALLOWED: Readonly<Record<string, Allowance>> = {
  listToolCalls: { tables: ['tool_calls'], ...FILTERED },
  listAuditRecords: { tables: ['audit_records'], ...FILTERED },
  listWebhookDeliveries: { tables: ['webhook_deliveries'], ...FILTERED },
  // The server looks up for each workspace whether it has a connector of a definition.
  listWorkspaces: {
    ...FILTERED,
    tables: ['workspaces', 'connectors'],
    rows: 2 * FILTERED.rows,
  },
  listPeople: {
    ...FILTERED,
    tables: ['identity.members', 'identity.people'],
    rows: 2 * FILTERED.rows,
  },
  // The operation counts the calls of the requested time span. For a filter without an index it skips some.
  getToolCallStatistics: { tables: ['tool_calls', 'tool_call_hours'], rows: ANY, removed: ANY },
  getToolCallGroups: {
    tables: ['tool_calls', 'tool_call_hours', 'workspace_call_hours'],
    rows: ANY,
    removed: ANY,
  },
  // The operation counts all rows of the organization, by index: of calls, the hours of a month and what they lack.
  getOrganizationUsage: {
    tables: ['workspaces', 'connectors', 'tool_calls', 'tool_call_hours'],
    rows: ANY,
    removed: MOST_REMOVED,
  },
  getWorkspaceStats: { tables: ['workspaces'], rows: ANY, removed: 0 },
  // The operation pages by an offset of at most 100,000, and counts at most 10,000 rows after a page.
  listOrganizationCredentials: { tables: ['connectors', 'workspaces'], rows: 250_000, removed: MOST_REMOVED },
}

export interface Judgement {
  readonly read: number
  readonly removed: number
  readonly pages: number
  /** Reasons why the cost would grow with the database. Empty means success. */
  readonly faults: readonly string[]
}

/** Checks that a statement reads no more rows than it needs. */
export function judgeStatement(
  { text, label, role, plan, scans, rows }: RecordedStatement,
  bigTables: ReadonlySet<string>,
): Judgement {
  const big = scans.filter(({ table }) => bigTables.has(table))
  const own = role === 'bulkhead_operator' ? undefined : ALLOWED[label.split(' ')[0] ?? '']
  const allowance = own?.text?.test(text) === false ? undefined : own
  const allowed = big.filter(({ table }) => allowance?.tables.includes(table))
  const others = big.filter((scan) => !allowed.includes(scan))
  const searches = role === 'bulkhead_member' ? MOST_REACHED : 0
  const faults = [
    ...(TENANTS.includes(role) && plan === 'custom' ? scans.filter(isUnscoped) : []).map(
      ({ table, conditions }) => `reads ${table} by no organization but that of its policy (${conditions})`,
    ),
    ...big
      .filter(({ node, loops }) => node.endsWith('Seq Scan') && loops > 0)
      .map(({ table }) => `reads ${table} whole`),
    ...big
      .filter(
        ({ pages, rows, removed, loops }) =>
          pages > MOST_PAGES.atAll + MOST_PAGES.each * (rows + removed + loops + searches),
      )
      .map(({ table, index, pages }) => `reads ${pages} pages of ${index ?? table} for few rows`),
    ...excess(others, { removed: MOST_REMOVED, rows: MOST_ROWS.atAll + MOST_ROWS.each * rows }),
    ...excess(allowed, allowance ?? { removed: 0, rows: 0 }),
  ]
  const removed = sum(big, 'removed')
  return { read: sum(big, 'rows') + removed, removed, pages: sum(big, 'pages'), faults }
}

const TENANTS = ['bulkhead_organization', 'bulkhead_workspace']
/**
 * Matches the condition on an organization by its id, as written in the statement or derived by the planner from
 * another table of it.
 */
const ITS_OWN = /\borganization_id = '[0-9a-f-]{36}'::uuid/
/** Condition on the organization of another table, in a subquery. */
const OF_ANOTHER = /\borganization_id = (\w+\.)?organization_id\b/

/**
 * Returns whether a tenant's statement reads a table of tenants without a condition on the tenant, so that only the
 * policy excludes the rows of others. A policy compares with a setting, which the planner does not know.
 */
export function isUnscoped({ table, conditions, isInSubquery }: Scan): boolean {
  if (TENANT_TABLES[table as TenantTable] === undefined) return false
  if (ITS_OWN.test(conditions)) return false
  return !(isInSubquery && (OF_ANOTHER.test(conditions) || /current_setting|InitPlan/.test(conditions)))
}

function excess(scans: readonly Scan[], most: Pick<Allowance, 'rows' | 'removed'>): string[] {
  const [rows, removed] = [sum(scans, 'rows'), sum(scans, 'removed')]
  const from = [
    ...new Set(scans.map(({ table, index }) => (index === undefined ? table : `${table} by ${index}`))),
  ]
  return [
    ...(removed > most.removed
      ? [`reads ${removed} rows in vain, and ${most.removed} are allowed (${from})`]
      : []),
    ...(rows > most.rows ? [`reads ${rows} rows, and ${most.rows} are allowed (${from})`] : []),
  ]
}

function sum(scans: readonly Scan[], key: 'rows' | 'removed' | 'pages'): number {
  return scans.reduce((total, scan) => total + scan[key], 0)
}
