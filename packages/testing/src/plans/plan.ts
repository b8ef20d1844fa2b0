/** Node of `explain (analyze, buffers, format json)`, with the members that are read here. */
export interface PlanNode {
  readonly 'Node Type': string
  readonly Schema?: string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly Alias?: string
  readonly Filter?: string
  readonly 'Index Cond'?: string
  readonly 'Recheck Cond'?: string
  readonly 'Parent Relationship'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly 'Rows Removed by Index Recheck'?: number
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly PlanNode[]
}

/** Access of one plan to one table. */
export interface Scan {
  readonly node: string
  /** Name of the table, with its schema if that is not `bulkhead`. A partition counts as its table. */
  readonly table: string
  readonly index: string | undefined
  /** Conditions on its rows, as the database writes them. */
  readonly conditions: string
  /** Whether a subquery reads it, such as one of a policy. */
  readonly isInSubquery: boolean
  readonly rows: number
  /** Number of rows that the scan read and discarded, in all loops. */
  readonly removed: number
  readonly loops: number
  readonly pages: number
}

/** Part of a partition's name that follows the table's name; see `migrations/0105-calls.sql`. */
const PARTITION = /_(earlier|later|\d{4}_\d\d(_\d\d)?)$/

/** Names of plans of expressions, policies included. */
const SUBQUERIES = ['InitPlan', 'SubPlan']

export function getScans(node: PlanNode, inSubquery = false): Scan[] {
  const isInSubquery = inSubquery || SUBQUERIES.includes(node['Parent Relationship'] ?? '')
  const below = (node.Plans ?? []).flatMap((child) => getScans(child, isInSubquery))
  const table = node['Relation Name']?.replace(PARTITION, '')
  if (table === undefined || node['Node Type'] === 'ModifyTable') return below
  const loops = node['Actual Loops']
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)
  const scan = {
    node: node['Node Type'],
    table: node.Schema === undefined || node.Schema === 'bulkhead' ? table : `${node.Schema}.${table}`,
    index: node['Index Name'] ?? node.Plans?.find((child) => child['Index Name'])?.['Index Name'],
    conditions: getConditions(node),
    isInSubquery,
    rows: node['Actual Rows'] * loops,
    removed: removed * loops,
    loops,
    pages: getPages(node),
  }
  return [scan, ...below]
}

/** Returns the conditions of a scan, and of the indexes that a bitmap scan reads. */
function getConditions(node: PlanNode): string {
  const own = [node['Index Cond'], node['Recheck Cond'], node.Filter]
  const below = (node.Plans ?? [])
    .filter((child) => child['Node Type'].startsWith('Bitmap'))
    .map(getConditions)
  return [...own, ...below].filter(Boolean).join(' and ')
}

/** Returns the pages that a node read itself. Indexes of a bitmap scan are included. */
function getPages(node: PlanNode): number {
  const all = (of: PlanNode) => of['Shared Hit Blocks'] + of['Shared Read Blocks']
  return (node.Plans ?? [])
    .filter((child) => !child['Node Type'].startsWith('Bitmap'))
    .reduce((pages, child) => pages - all(child), all(node))
}
