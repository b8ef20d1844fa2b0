import { TENANT_TABLES, type TenantTable } from '@bulkhead/server/platform/database/roles/tenant-tables'
import { MOST_LOOKED_AT } from '@bulkhead/server/platform/keyset'
import type { Scan } from './plan.ts'
import type { RecordedStatement } from './record-statements.ts'

/** Rows from which on a table may not be read whole. */
export const BIG_TABLE_ROWS = 1_000
/** Maximum number of rows that a statement may read and discard, unless {@link ALLOWED} says otherwise. */
const MOST_REMOVED = 1_000
/** Rows that a statement may read for each row that it returns or changes, and for none. */
const MOST_ROWS = { each: 50, atAll: 2_000 }
/** Pages that a scan may read for each of its rows and loops, and for none. */
const MOST_PAGES = { each: 6, atAll: 300 }

/** Rows that an operation reads of some tables, by index, to count them or to leave them out. */
interface Allowance {
  readonly tables: readonly string[]
  readonly rows: number
  readonly removed: number
}

/** A page of a filtered list, and what is read to know where it ended. */
const FILTERED = { rows: 2 * MOST_LOOKED_AT + 1_000, removed: MOST_LOOKED_AT }
const ANY = Number.POSITIVE_INFINITY

/** Allowances of requests. No job has one. */
const ALLOWED: Readonly<Record<string, Allowance>> = {
  listToolCalls: { tables: ['tool_calls'], ...FILTERED },
  listAuditRecords: { tables: ['audit_records'], ...FILTERED },
  listWebhookDeliveries: { tables: ['webhook_deliveries'], ...FILTERED },
  // Whether each has a connector of a definition is looked up.
  listWorkspaces: {
    tables: ['workspaces', 'connectors'],
    rows: 2 * FILTERED.rows,
    removed: FILTERED.removed,
  },
  // It counts the calls of the span that is asked for, and of a filter without an index leaves some out.
  getToolCallStatistics: { tables: ['tool_calls', 'tool_call_hours'], rows: ANY, removed: ANY },
  getToolCallGroups: { tables: ['tool_calls', 'workspace_call_hours'], rows: ANY, removed: ANY },
  // Its counts are of all that there is, by index.
  getOrganizationUsage: {
    tables: ['workspaces', 'connectors', 'tool_calls'],
    rows: ANY,
    removed: MOST_REMOVED,
  },
  getWorkspaceStats: { tables: ['workspaces'], rows: ANY, removed: 0 },
  // It pages by an offset of 100,000 at most, and counts 10,000 behind a page.
  listOrganizationCredentials: { tables: ['connectors', 'workspaces'], rows: 250_000, removed: MOST_REMOVED },
}

/** Result of one statement. */
export interface Judgement {
  readonly read: number
  readonly removed: number
  readonly pages: number
  /** Reasons why its cost would grow with the database; empty is good. */
  readonly faults: readonly string[]
}

/** Judges whether a statement touches no more than what it is about. */
export function judgeStatement(
  { label, role, plan, scans, rows }: RecordedStatement,
  bigTables: ReadonlySet<string>,
): Judgement {
  const big = scans.filter(({ table }) => bigTables.has(table))
  const allowance = role === 'bulkhead_operator' ? undefined : ALLOWED[label.split(' ')[0] ?? '']
  const allowed = big.filter(({ table }) => allowance?.tables.includes(table))
  const others = big.filter((scan) => !allowed.includes(scan))
  const faults = [
    ...(TENANTS.includes(role) && plan === 'custom' ? scans.filter(isUnscoped) : []).map(
      ({ table, conditions }) => `reads ${table} by no organization but that of its policy (${conditions})`,
    ),
    ...big
      .filter(({ node, loops }) => node.endsWith('Seq Scan') && loops > 0)
      .map(({ table }) => `reads ${table} whole`),
    ...big
      .filter(
        (scan) => scan.pages > MOST_PAGES.atAll + MOST_PAGES.each * (scan.rows + scan.removed + scan.loops),
      )
      .map(({ table, index, pages }) => `reads ${pages} pages of ${index ?? table} for few rows`),
    ...excess(others, { removed: MOST_REMOVED, rows: MOST_ROWS.atAll + MOST_ROWS.each * rows }),
    ...excess(allowed, allowance ?? { removed: 0, rows: 0 }),
  ]
  const removed = sum(big, 'removed')
  return { read: sum(big, 'rows') + removed, removed, pages: sum(big, 'pages'), faults }
}

const TENANTS = ['bulkhead_organization', 'bulkhead_workspace']
/** An organization by its id, as the statement has it or as the planner derives it from another table of the statement. */
const ITS_OWN = /\borganization_id = '[0-9a-f-]{36}'::uuid/
/** Condition on the organization of another table, in a subquery. */
const OF_ANOTHER = /\borganization_id = (\w+\.)?organization_id\b/

/**
 * Whether a statement of a tenant reads a table of tenants without saying of which: its policy alone would keep the rows of
 * others away. A policy compares with a setting, which the planner does not know.
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
