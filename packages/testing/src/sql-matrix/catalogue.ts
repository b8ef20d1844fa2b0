import type { RawDatabase } from './raw-database.ts'

export interface Column {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly hasDefault: boolean
}

export interface Table {
  /** Name with its schema, unless that is `bulkhead`: `workspaces`, `identity.people`. */
  readonly name: string
  readonly columns: readonly Column[]
  readonly primaryKey: readonly string[]
  readonly isPartition: boolean
  /** Whether it is a logged table. Backups omit unlogged ones. */
  readonly isLogged: boolean
  readonly rowSecurity: { readonly enabled: boolean; readonly forced: boolean }
}

/** Policy in the database catalogue, with everything needed to create it again. */
export interface Policy {
  readonly table: string
  readonly name: string
  readonly permissive: boolean
  readonly verb: string
  readonly roles: readonly string[]
  readonly using: string | null
  readonly check: string | null
}

const NAME = (schema: string, table: string) =>
  `case ${schema}::text when 'bulkhead' then ${table}::text else ${schema}::text || '.' || ${table}::text end`

/**
 * Adds the schema to a table's name. A role without usage of the schema would not find a bare name, instead of being
 * denied.
 */
export function qualified(name: string): string {
  return name.includes('.') ? name : `bulkhead.${name}`
}

/**
 * Reads every table of our schemas, so that no new one can be forgotten. Each partitioned table appears with one
 * partition, the last.
 */
export async function readTables(raw: RawDatabase): Promise<Table[]> {
  const { rows } = await raw.admin(`
    select ${NAME('c.relnamespace::regnamespace', 'c.relname')} as name,
      c.relispartition as "isPartition", c.relpersistence = 'p' as "isLogged",
      json_build_object('enabled', c.relrowsecurity, 'forced', c.relforcerowsecurity) as "rowSecurity",
      (select json_agg(json_build_object(
         'name', a.attname, 'type', format_type(a.atttypid, null),
         'nullable', not a.attnotnull, 'hasDefault', a.atthasdef) order by a.attnum)
       from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select json_agg(a.attname order by array_position(i.indkey::int2[], a.attnum))
       from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
       where i.indrelid = c.oid and i.indisprimary) as "primaryKey"
    from pg_class c
    where c.relnamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace) and c.relkind in ('r', 'p')
      and (not c.relispartition or c.relname like '%\\_later')
    order by ${NAME('c.relnamespace::regnamespace', 'c.relname')} collate "C"`)
  return rows as unknown as Table[]
}

/** Reads every policy of our schemas. */
export async function readPolicies(raw: RawDatabase): Promise<Policy[]> {
  const { rows } = await raw.admin(`
    select ${NAME('schemaname', 'tablename')} as "table", policyname as name, permissive = 'PERMISSIVE' as permissive, cmd as verb,
      to_json(roles) as roles, qual as "using", with_check as "check"
    from pg_policies where schemaname in ('bulkhead', 'identity') order by 1, policyname`)
  return rows as unknown as Policy[]
}

/**
 * Reads everything that decides about access to rows: row security, policies, and the rights to schemas, tables and
 * columns.
 */
export async function readWalls(raw: RawDatabase): Promise<object> {
  const { rows: grants } = await raw.admin(`
    with walled as (
      select oid, relname, relacl, relowner from pg_class
      where relnamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace) and relkind in ('r', 'p')
    ), granted as (
      select oid::regclass::text as of, null as part, acl.* from walled, aclexplode(coalesce(relacl, acldefault('r', relowner))) acl
      union all
      select attrelid::regclass::text, attname::text, acl.* from walled, pg_attribute, aclexplode(attacl) acl where attrelid = walled.oid
      union all
      select nspname::text, null, acl.* from pg_namespace, aclexplode(nspacl) acl where nspname in ('bulkhead', 'identity')
    )
    select of, part, grantee::regrole::text as grantee, privilege_type from granted order by 1, 2, 3, 4`)
  const tables = (await readTables(raw)).map(({ name, rowSecurity }) => ({ name, rowSecurity }))
  return { grants, tables, policies: await readPolicies(raw) }
}

/** Returns the statement that creates a policy again. */
export function createPolicy({ table, name, permissive, verb, roles, using, check }: Policy): string {
  return [
    `create policy ${name} on ${table} as ${permissive ? 'permissive' : 'restrictive'}`,
    `for ${verb} to ${roles.join(', ')}`,
    using === null ? '' : `using (${using})`,
    check === null ? '' : `with check (${check})`,
  ].join(' ')
}
