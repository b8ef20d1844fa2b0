/** Database that speaks the protocol of Postgres without its guarantees. */
export interface ForeignEngine {
  readonly name: string
  /** Feature that Bulkhead needs and the engine lacks. */
  readonly lacks: string
}

const BY_VERSION: readonly (ForeignEngine & { readonly pattern: RegExp })[] = [
  {
    pattern: /cockroach/i,
    name: 'CockroachDB',
    lacks: 'its advisory locks lock nothing, and it has no LISTEN',
  },
  {
    pattern: /-YB-|yugabyte/i,
    name: 'YugabyteDB',
    lacks: 'its transaction ids have no order across nodes, so revocations would be missed',
  },
  { pattern: /redshift/i, name: 'Amazon Redshift', lacks: 'it has neither LISTEN nor advisory locks' },
]

const DSQL: ForeignEngine = {
  name: 'Aurora DSQL',
  lacks: 'it has no advisory locks, no LISTEN, no foreign keys and no row security',
}

/**
 * Returns the engine of a database if it is not Postgres.
 *
 * @param version Result of `version()`.
 * @param host Host of the connection.
 */
export function findForeignEngine(version: string, host: string): ForeignEngine | undefined {
  if (/\.dsql[.-]/i.test(host)) return DSQL
  return BY_VERSION.find(({ pattern }) => pattern.test(version))
}
