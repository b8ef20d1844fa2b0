import { type Column, qualified, type Table } from './catalogue.ts'
import { type Rights, raises, reaches, type TestPrincipal, type Verb } from './rights.ts'
import { A, A_DELETED, A1, A2, B, B1, type Place, type Row, toKey, workspaceColumn } from './tenants.ts'

export type Expected =
  /** SQLSTATE 42501: the right is missing, or the row is outside the scope. */
  | 'denied'
  /** SQLSTATE 42704 or 22P02: a setting that the policy reads is absent or empty. */
  | 'raises'
  /** Either of both: the right is missing and a setting is absent. The engine decides which it checks first. */
  | 'refused'
  /** Rights and policies allow it. A constraint may still reject it. */
  | 'let in'
  /** Exactly these rows are read or changed. */
  | { readonly keys: readonly string[] }
  /** Number of rows read or changed, if the statement does not say which. */
  | { readonly count: number }

/** Statement for the database, with its expected result. */
export interface Cell {
  readonly name: string
  readonly statement: string
  readonly expected: Expected
}

/** Tenants for which rows are inserted or to which they are moved. */
const TARGETS: Readonly<Record<string, Required<Omit<Place, 'person' | 'isInvitation'>>>> = {
  'the first workspace': { organization: A, workspace: A1 },
  'another workspace': { organization: A, workspace: A2 },
  'another organization': { organization: B, workspace: B1 },
  'a deleted workspace': { organization: A, workspace: A_DELETED },
}

/** Returns every cell of one table and one principal. */
export function getCells(
  table: Table,
  rows: readonly Row[],
  principal: TestPrincipal,
  rights: Rights,
): Cell[] {
  const { scope } = rights
  const may = (verb: 'select' | 'update', column: string) =>
    rights[verb] === 'all' || (rights[verb]?.includes(column) ?? false)
  const seesKey = table.primaryKey.every((column) => may('select', column))
  /** Returns the rows that a statement reaches if it needs all of these rights. */
  const getReached = (...verbs: Verb[]) => rows.filter((row) => reaches(rights, principal, row, ...verbs))
  const whenAllowed = (allowed: boolean, expected: Expected): Expected => {
    if (!allowed) return raises(scope, principal) ? 'refused' : 'denied'
    if (!raises(scope, principal)) return expected
    return expected === 'denied' ? 'refused' : 'raises'
  }
  const cell = (what: string, statement: string, expected: Expected): Cell => ({
    name: `${principal.name}: ${what}`,
    statement,
    expected,
  })
  const name = qualified(table.name)
  const counted = (...verbs: Verb[]) => ({ count: getReached(...verbs).length })
  const listed = (...verbs: Verb[]) => ({ keys: getReached(...verbs).map((row) => row.key) })
  const key = toKey(table)

  const cells: Cell[] = [
    cell(`select from ${name}`, `select ${key} as key from ${name}`, whenAllowed(seesKey, listed('select'))),
    cell(
      `lock ${name}`,
      `select ${key} as key from ${name} for update`,
      whenAllowed(
        seesKey && (rights.update !== undefined || rights.lock === true),
        listed('select', 'update'),
      ),
    ),
    cell(
      `delete from ${name}`,
      `delete from ${name}`,
      whenAllowed(rights.delete ?? false, counted('delete')),
    ),
    cell(
      `delete from ${name}, returning`,
      `delete from ${name} returning ${key} as key`,
      whenAllowed((rights.delete ?? false) && seesKey, listed('select', 'delete')),
    ),
  ]
  if (principal.role !== 'bulkhead_owner') cells.push(cell(`truncate ${name}`, `truncate ${name}`, 'denied'))
  for (const column of table.columns) {
    const { name: field } = column
    cells.push(
      cell(
        `select ${name}.${field}`,
        `select ${field} from ${name}`,
        whenAllowed(may('select', field), counted('select')),
      ),
      cell(
        `update ${name}.${field}, returning`,
        `update ${name} set ${field} = ${field} returning ${key} as key`,
        whenAllowed(may('update', field) && may('select', field) && seesKey, listed('select', 'update')),
      ),
    )
    if (field !== 'organization_id' && field !== workspaceColumn(table)) {
      cells.push(
        cell(
          `update ${name}.${field} to a constant`,
          `update ${name} set ${field} = ${literal(column, {}, table)}`,
          whenAllowed(may('update', field), counted('update')),
        ),
      )
      continue
    }
    for (const [where, target] of Object.entries(TARGETS)) {
      const moved = getReached('update').map((row) => ({
        ...row,
        ...(field === 'organization_id' && { organization: target.organization }),
        ...(field === workspaceColumn(table) && { workspace: target.workspace }),
      }))
      const within = moved.every((row) => reaches(rights, principal, row, 'update'))
      cells.push(
        cell(
          `move ${name}.${field} to ${where}`,
          `update ${name} set ${field} = ${literal(column, target, table)}`,
          whenAllowed(
            may('update', field),
            moved.length === 0 ? counted('update') : within ? 'let in' : 'denied',
          ),
        ),
      )
    }
  }
  for (const [where, target] of Object.entries(TARGETS)) {
    const given = table.columns.filter(
      ({ name, nullable, hasDefault }) => (!nullable && !hasDefault) || name === workspaceColumn(table),
    )
    const place = placeIn(table, target)
    cells.push(
      cell(
        `insert into ${name} in ${where}`,
        `insert into ${name} (${given.map((column) => column.name)})
         values (${given.map((column) => literal(column, target, table))})`,
        whenAllowed(
          rights.insert ?? false,
          reaches(rights, principal, place, 'insert') ? 'let in' : 'denied',
        ),
      ),
    )
  }
  return cells
}

/** Returns the tenant of a row. A table without the columns has rows without an organization or a workspace. */
function placeIn(
  table: Table,
  { organization, workspace }: Required<Omit<Place, 'person' | 'isInvitation'>>,
): Place {
  const hasOrganization = table.columns.some(({ name }) => name === 'organization_id')
  return {
    ...(hasOrganization && { organization }),
    ...(workspaceColumn(table) !== undefined && { workspace }),
  }
}

/** Returns a constant of the column's type. If a constraint rejects it, rights and policies have already allowed it. */
function literal({ name, type }: Column, { organization, workspace }: Place, table: Table): string {
  if (name === 'organization_id' && organization !== undefined) return `'${organization}'`
  if (name === workspaceColumn(table) && workspace !== undefined) return `'${workspace}'`
  // A scoped token may only add this kind.
  if (table.name === 'revocations' && name === 'kind') return `'token'`
  const value = CONSTANTS[type]
  if (value === undefined) throw new Error(`No constant of type ${type}; see sql-matrix/cells.ts.`)
  return value
}

const CONSTANTS: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  xid8: `'7'`,
  text: `'a constant'`,
  'text[]': `'{a constant}'`,
  'uuid[]': `'{}'`,
  integer: '7',
  'integer[]': `'{7}'`,
  'smallint[]': `'{7}'`,
  bigint: '7',
  boolean: 'true',
  bytea: `'\\x07'`,
  jsonb: `'{}'`,
  'timestamp with time zone': 'now()',
}
