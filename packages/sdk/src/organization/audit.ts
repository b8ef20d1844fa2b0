import type { BoundClient } from '../bound-client.ts'
import type { RequestOptions } from '../client/call-options.ts'
import type { Input } from '../client/client.ts'
import type { AuditRecord } from '../generated/api.ts'
import type { List } from '../list.ts'

type Filters = Omit<NonNullable<Input<'listAuditRecords'>['query']>, 'cursor'>

/** Audit log of an organization: changes, and calls that were refused. */
export class Audit {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  /** Lists audit records, newest first. */
  list(filters: Filters = {}, options?: RequestOptions): List<AuditRecord> {
    return this.#client.list('listAuditRecords', { query: filters }, options)
  }
}
