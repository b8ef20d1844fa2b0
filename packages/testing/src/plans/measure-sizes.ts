import type { AdminQuery } from '#proofs/parts/half-made'

/** Bytes of a table or an index per row of the table. */
export interface RelationSize {
  readonly name: string
  readonly bytes: number
}

/** Measures a partitioned table and its indexes, each with all of its partitions. */
export async function measureSizes(query: AdminQuery, table: string): Promise<RelationSize[]> {
  const rows = await query(
    `with parts as (select relid from pg_partition_tree('bulkhead.${table}') where isleaf),
      counted as (select count(*) as calls from bulkhead.${table})
    select 'the table' as name, sum(pg_table_size(relid)) / (select calls from counted) as bytes from parts
    union all
    select i.indexrelid::regclass::text, sum(pg_relation_size(t.relid)) / (select calls from counted)
    from pg_index i cross join lateral pg_partition_tree(i.indexrelid) t
    where i.indrelid = 'bulkhead.${table}'::regclass and t.isleaf
    group by 1`,
  )
  return rows.map(({ name, bytes }) => ({
    name: String(name).replace(/^bulkhead\./, ''),
    bytes: Number(bytes),
  }))
}
