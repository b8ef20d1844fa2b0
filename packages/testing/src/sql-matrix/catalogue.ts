import type { RawDatabase } from './raw-database.ts'

/** A column as the catalogue has it. */
export interface Column {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly hasDefault: boolean
}

/** A table as the catalogue has it. */
export interface Table {
  /** Name with its schema, unless that is `bulkhead`: `workspaces`, `identity.people`. */
  readonly name: string
  readonly columns: readonly Column[]
  readonly primaryKey: readonly string[]
  readonly isPartition: boolean
  /** Unlogged ones are in no backup. */
  readonly isLogged: boolean
  readonly rowSecurity: { readonly enabled: boolean; readonly forced: boolean }
}

/** A policy as the catalogue has it, enough to make it again. */
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

/** A table's name with its schema: to a role without usage of that, a bare name is not there rather than denied. */
export function qualified(name: string): string {
  return name.includes('.') ? name : `bulkhead.${name}`
}

/** Reads every table of our schemas, so that a new one cannot be forgotten. Of its partitions each has one here, the last. */
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

/** The statement that makes a policy as it was read. */
export function createPolicy({ table, name, permissive, verb, roles, using, check }: Policy): string {
  return [
    `create policy ${name} on ${table} as ${permissive ? 'permissive' : 'restrictive'}`,
    `for ${verb} to ${roles.join(', ')}`,
    using === null ? '' : `using (${using})`,
    check === null ? '' : `with check (${check})`,
  ].join(' ')
}
