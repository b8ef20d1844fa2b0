import { readTables, type Table } from './catalogue.ts'
import { type Cell, type Expected, getCells } from './cells.ts'
import { become, principalsOn } from './principals.ts'
import type { Attempt, RawDatabase } from './raw-database.ts'
import type { Rights, RightsTable, TestPrincipal } from './rights.ts'
import { readRows } from './tenants.ts'

/** Cell with an unexpected result. */
export interface Fault {
  readonly cell: string
  readonly expected: string
  readonly observed: string
  /** Whether the database allowed more than expected, and not less. */
  readonly leak: boolean
}

export interface Matrix {
  readonly cells: number
  readonly faults: readonly Fault[]
}

export interface MatrixOptions {
  /** Tests only this table. */
  readonly table?: string
  /** Tests only principals with these roles. */
  readonly roles?: readonly string[]
  /** Stops at the first fault, when it matters only that there is one. */
  readonly untilFault?: boolean
}

/** Runs every cell: each table, verb and column as each principal. */
export async function runMatrix(
  raw: RawDatabase,
  rights: RightsTable,
  { table: only, roles, untilFault = false }: MatrixOptions = {},
): Promise<Matrix> {
  const faults: Fault[] = []
  let cells = 0
  for (const table of await readTables(raw)) {
    if (only !== undefined && table.name !== only) continue
    const rows = await readRows(raw, table)
    for (const principal of principalsOn(raw).filter(({ role }) => roles?.includes(role) ?? true)) {
      const asked = getCells(table, rows, principal, getRights(rights, table, principal))
      const statements = asked.map(({ statement }) => statement)
      const attempts = await raw.attempt(principal.login, become(principal), statements)
      if (attempts.length !== asked.length)
        throw new Error(`${attempts.length} of ${asked.length} cells answered.`)
      cells += asked.length
      faults.push(...asked.flatMap((cell, at) => compare(cell, attempts[at] as Attempt) ?? []))
      if (untilFault && faults.length > 0) return { cells, faults }
    }
  }
  return { cells, faults }
}

/**
 * Returns the rights of a role. The owner has every right, but no policy gives it a row. The backup role reads every
 * logged table, and adds to all except the record of migrations. A partition is reached only through its table.
 */
function getRights(
  rights: RightsTable,
  { name, rowSecurity, isPartition, isLogged }: Table,
  { role }: TestPrincipal,
): Rights {
  if (role === 'bulkhead_archivist' && !isPartition && isLogged) {
    return { scope: 'everything', select: 'all', ...(rights[name] !== undefined && { insert: true }) }
  }
  if (role !== 'bulkhead_owner') return rights[name]?.[role] ?? { scope: 'nothing' }
  const scope = rowSecurity.enabled || rights[name] !== undefined ? 'nothing' : 'everything'
  return { scope, select: 'all', update: 'all', insert: true, delete: true }
}

function compare({ name, expected }: Cell, attempt: Attempt): Fault | undefined {
  const observed = observe(attempt, expected)
  const wanted = typeof expected === 'string' ? expected : JSON.stringify(expected)
  if (observed === wanted) return undefined
  return { cell: name, expected: wanted, observed, leak: leaks(attempt, expected) }
}

/** Describes a result in the terms of the expectation. */
function observe(attempt: Attempt, expected: Expected): string {
  if (!('sqlstate' in attempt)) {
    if (expected === 'let in') return 'let in'
    if (typeof expected === 'object' && 'keys' in expected) {
      const keys = new Set(attempt.keys)
      // In the order of the expectation, so that equal sets give equal strings.
      const known = expected.keys.filter((key) => keys.delete(key))
      return JSON.stringify({ keys: [...known, ...keys] })
    }
    return JSON.stringify({ count: attempt.affected })
  }
  const { sqlstate, message } = attempt
  if (expected === 'refused' && ['42501', '42704', '22P02'].includes(sqlstate)) return 'refused'
  if (sqlstate === '42501') return 'denied'
  if (sqlstate === '42704' || sqlstate === '22P02') return 'raises'
  // Constraints are checked after rights and policies, and only for a row that they allowed.
  if (sqlstate.startsWith('23')) {
    if (expected === 'let in') return expected
    if (typeof expected === 'object' && ('count' in expected ? expected.count : expected.keys.length) > 0)
      return JSON.stringify(expected)
  }
  return `${sqlstate} ${message}`
}

function leaks(attempt: Attempt, expected: Expected): boolean {
  if ('sqlstate' in attempt) return attempt.sqlstate.startsWith('23')
  if (typeof expected === 'string') return expected !== 'let in' && attempt.affected > 0
  if ('count' in expected) return attempt.affected > expected.count
  return attempt.keys.some((key) => !expected.keys.includes(key))
}
