/** Identifying fields of a connector. */
export interface ConnectorFacts {
  readonly id: string
  readonly name: string
  readonly slug: string
}
