import type { ArchiveTransaction } from '#platform/database/roles/as-backup-role'

/** Table as the catalog of a database describes it. */
export interface CatalogueTable {
  /** Name with its schema: `bulkhead.workspaces`. */
  readonly name: string
  /** Quoted name for SQL. */
  readonly identifier: string
  readonly columns: readonly { readonly name: string; readonly identifier: string; readonly type: string }[]
}

/**
 * Tables that no archive contains: after a restore, rows that ended or were used up in the meantime would be valid
 * again.
 */
const LEFT_OUT = `('identity.sessions', 'identity.session_origins', 'identity.passkey_sessions', 'identity.sign_up_links', 'identity.agent_grants', 'identity.agent_rows')`

/**
 * Returns every table of Bulkhead except {@link LEFT_OUT}. Each comes after the tables that it refers to, so that rows
 * can be added in this order. Columns without meaning in another database are left out: transaction ids, and columns
 * that the engine computes.
 *
 * @throws Error if the schema holds something that an archive would not carry.
 */
export async function readTables(tx: ArchiveTransaction): Promise<CatalogueTable[]> {
  const sequences = await tx.query<{ name: string }>(
    `select relname as name from pg_class where relowner = 'bulkhead_owner'::regrole and relkind = 'S'`,
  )
  if (sequences.length > 0) {
    throw new Error(`Archives do not carry sequences: ${sequences.map(({ name }) => name).join(', ')}.`)
  }
  const rows = await tx.query<CatalogueTable & { id: string; refers_to: string[] }>(`
    select c.oid::text as id, n.nspname || '.' || c.relname as name,
      format('%I.%I', n.nspname, c.relname) as identifier,
      (
        select json_agg(json_build_object(
          'name', a.attname, 'identifier', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod)
        ) order by a.attnum)
        from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
          and a.atttypid not in ('xid8'::regtype, 'xid'::regtype)
      ) as columns,
      (
        -- A partition may refer to one of another table.
        select coalesce(json_agg(distinct coalesce(pg_partition_root(k.confrelid), k.confrelid)::oid::text), '[]')
        from pg_constraint k
        where coalesce(pg_partition_root(k.conrelid), k.conrelid) = c.oid and k.contype = 'f' and k.confrelid <> c.oid
      ) as refers_to
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relowner = 'bulkhead_owner'::regrole and c.relkind in ('r', 'p') and not c.relispartition
      and c.relpersistence = 'p' and c.relname <> 'schema_migrations'
      and n.nspname || '.' || c.relname not in ${LEFT_OUT}
    order by name
  `)
  return inOrder(rows)
}

/** Counts the exact number of rows of each table. */
export async function countRows(
  tx: ArchiveTransaction,
  tables: readonly CatalogueTable[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { name, identifier } of tables) {
    const [row] = await tx.query<{ count: string }>(`select count(*)::text as count from ${identifier}`)
    counts.set(name, Number(row?.count))
  }
  return counts
}

/** Returns whether no table holds a row. */
export async function isEmpty(tx: ArchiveTransaction): Promise<boolean> {
  for (const { identifier } of await readTables(tx)) {
    if ((await tx.query(`select from ${identifier} limit 1`)).length > 0) return false
  }
  return true
}

function inOrder(rows: readonly (CatalogueTable & { id: string; refers_to: string[] })[]): CatalogueTable[] {
  const ordered: CatalogueTable[] = []
  const placed = new Set<string>()
  let left = [...rows]
  while (left.length > 0) {
    const ready = left.filter(({ refers_to }) => refers_to.every((id) => placed.has(id)))
    if (ready.length === 0) throw new Error('The tables refer to each other in a circle.')
    for (const { id, name, identifier, columns } of ready) {
      placed.add(id)
      ordered.push({ name, identifier, columns })
    }
    left = left.filter(({ id }) => !placed.has(id))
  }
  return ordered
}
