import { createPolicy, type Policy, qualified, readPolicies, readTables } from './catalogue.ts'
import type { RawDatabase } from './raw-database.ts'
import type { RightsTable } from './rights.ts'

/** Change that breaks one protection of a table, and its reversal. */
export interface Mutation {
  readonly name: string
  /** Table and roles whose cells must detect it. */
  readonly table: string
  readonly roles: readonly string[]
  readonly apply: string
  readonly restore: string
}

/** Roles to which a table could be opened by mistake. */
const ROLES = [
  'bulkhead_workspace',
  'bulkhead_organization',
  'bulkhead_member',
  'bulkhead_authenticator',
  'bulkhead_operator',
  'bulkhead_identity',
]

/** Roles without access to a schema. A table of it is opened to them together with the schema. */
const SHUT_OUT: Readonly<Record<string, readonly string[]>> = {
  bulkhead: ['bulkhead_identity'],
  identity: ['bulkhead_workspace', 'bulkhead_authenticator'],
}

/**
 * Returns every single break of protection: a policy dropped or opened to all rows, row security disabled or no longer
 * forced, a role granted a whole table.
 */
export async function getMutations(raw: RawDatabase, rights: RightsTable): Promise<Mutation[]> {
  const policies = await readPolicies(raw)
  const tables = (await readTables(raw)).filter(
    ({ rowSecurity, isPartition }) => rowSecurity.enabled && !isPartition,
  )
  /**
   * Returns the roles that see a part of the table and would see all of it. If there is none, returns the owner, who
   * sees nothing.
   */
  const narrowed = (table: string) => {
    const roles = policies.filter((policy) => policy.table === table && policy.using !== 'true')
    return roles.length === 0 ? ['bulkhead_owner'] : roles.flatMap((policy) => policy.roles)
  }
  return [
    ...policies.map((policy) => ({
      name: `policy ${policy.name} of ${policy.table} for ${policy.roles} dropped`,
      table: policy.table,
      roles: policy.roles,
      apply: `drop policy ${policy.name} on ${policy.table}`,
      restore: createPolicy(policy),
    })),
    ...policies
      .filter((policy) => !isOpen(policy))
      .map(({ name, table, verb, roles, using, check }) => ({
        name: `policy ${name} of ${table} for ${roles} open to every row`,
        table,
        roles,
        apply: `alter policy ${name} on ${table} ${verb === 'INSERT' ? '' : 'using (true)'}${check === null ? '' : ' with check (true)'}`,
        restore: `alter policy ${name} on ${table} ${verb === 'INSERT' ? '' : `using (${using})`}${check === null ? '' : ` with check (${check})`}`,
      })),
    ...tables.map(({ name }) => ({
      name: `row security of ${name} switched off`,
      table: name,
      roles: narrowed(name),
      apply: `alter table ${name} disable row level security`,
      restore: `alter table ${name} enable row level security`,
    })),
    ...tables.map(({ name }) => ({
      name: `row security of ${name} not forced`,
      table: name,
      roles: ['bulkhead_owner'],
      apply: `alter table ${name} no force row level security`,
      restore: `alter table ${name} force row level security`,
    })),
    ...tables.flatMap(({ name }) =>
      ROLES.filter((role) => rights[name]?.[role] === undefined).map((role) => ({
        name: `${name} granted to ${role}`,
        table: name,
        roles: [role],
        ...granting(name, role),
      })),
    ),
  ]
}

/** Returns whether a policy allows every row, both existing ones and those that are added or changed. */
function isOpen({ verb, using, check }: Policy): boolean {
  return (verb === 'INSERT' || using === 'true') && (check === null || check === 'true')
}

/** Rights that the cells test. A role may have others, such as to vacuum a table. */
const RIGHTS = 'select, insert, update, delete'

function granting(name: string, role: string): Pick<Mutation, 'apply' | 'restore'> {
  const [schema = ''] = qualified(name).split('.')
  const shutOut = SHUT_OUT[schema]?.includes(role)
  return {
    apply: `${shutOut ? `grant usage on schema ${schema} to ${role};` : ''} grant ${RIGHTS} on ${name} to ${role}`,
    restore: `${shutOut ? `revoke usage on schema ${schema} from ${role};` : ''} revoke ${RIGHTS} on ${name} from ${role}`,
  }
}
