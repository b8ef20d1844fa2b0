import { BulkheadPromise, type WithResponse } from './client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from './client/call-options.ts'
import type { Client, Input, OperationId, Output, Parts } from './client/client.ts'
import { cursorIn } from './client/cursor-in.ts'
import type { TokenProvider } from './client/token-provider.ts'
import { List } from './list.ts'

/** Page of one of Bulkhead's own lists, as an operation returns it. */
interface Listed {
  readonly data: readonly unknown[]
  /** Relative URL of the next page. Absent if the list has no pages. */
  readonly next?: string | null
  /** Cursor of the next page, where the API returns no URL. */
  readonly next_cursor?: string | null
}

/** Operations that return a page of a list. */
export type ListId = { [Id in OperationId]: Output<Id> extends Listed ? Id : never }[OperationId]

/** Record of a list. */
type Item<Id extends ListId> = Output<Id> extends { readonly data: readonly (infer T)[] } ? T : never

/** Input of an operation, or a promise of it where another request comes first. */
type Eventual<T> = T | Promise<T>

/** Client that sends with the tokens of one provider. The resources of the SDK send through it. */
export class BoundClient {
  readonly client: Client
  readonly tokenProvider: TokenProvider

  constructor(client: Client, tokenProvider: TokenProvider) {
    this.client = client
    this.tokenProvider = tokenProvider
  }

  /** Sends an operation and returns the data of its response. */
  call<Id extends OperationId>(
    id: Id,
    input: Eventual<Input<Id>>,
    options?: WriteOptions,
  ): BulkheadPromise<Output<Id>> {
    return new BulkheadPromise(this.send(id, input, options))
  }

  /** Sends an operation and returns the data with the response. */
  async send<Id extends OperationId>(
    id: Id,
    input: Eventual<Input<Id>>,
    options?: WriteOptions,
  ): Promise<WithResponse<Output<Id>>> {
    return this.client.send(id, await input, this.tokenProvider, options)
  }

  /** Lists the records of an operation. Each page after the first is fetched by its cursor. */
  list<Id extends ListId>(id: Id, input: Eventual<Input<Id>>, options?: RequestOptions): List<Item<Id>> {
    return new List(async (cursor) => {
      const parts = await input
      const { query: filters }: Parts = parts
      const query = { ...filters, ...(cursor !== undefined && { cursor }) }
      const { data, response } = await this.send(id, { ...parts, query }, options)
      const page: Listed = data
      const nextCursor = page.next_cursor ?? cursorIn(page.next)
      return { data: { data: page.data as readonly Item<Id>[], nextCursor, metadata: null }, response }
    })
  }
}
