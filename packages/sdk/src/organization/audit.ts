import type { RequestOptions } from '../client/call-options.ts'
import type { Client, Input } from '../client/client.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { fetchList } from '../fetch-list.ts'
import type { AuditRecord } from '../generated/api.ts'
import type { List } from '../list.ts'

type Filters = Omit<NonNullable<Input<'listAuditRecords'>['query']>, 'cursor'>

/** Audit log of an organization: changes, and calls that were refused. */
export class Audit {
  readonly #client: Client
  readonly #tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.#client = client
    this.#tokenProvider = tokenProvider
  }

  /** Lists audit records, newest first. */
  list(filters: Filters = {}, options?: RequestOptions): List<AuditRecord> {
    return fetchList((cursor) => {
      const query = { ...filters, ...(cursor !== undefined && { cursor }) }
      return this.#client.send('listAuditRecords', { query }, this.#tokenProvider, options)
    })
  }
}
