/** Connection of a login that owns the schema or may create it. */
export interface MigrationConnection {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>
  /** Runs several statements. */
  script(sql: string): Promise<unknown>
}
