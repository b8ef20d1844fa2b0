import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import type { AgentGrant } from '../generated/api.ts'
import type { List } from '../list.ts'

type Filters = Omit<NonNullable<Input<'listAgentGrants'>['query']>, 'cursor'>

/**
 * Rights that people gave to programs. A person sees and ends their own, an owner or an admin those of all people: give
 * the client `accessToken`. An application cannot.
 */
export class AgentGrants {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  /** Lists grants, newest first. */
  list(filters: Filters = {}, options?: RequestOptions): List<AgentGrant> {
    return this.#client.list('listAgentGrants', { query: filters }, options)
  }

  /** Ends a grant and its tokens, within a second on every instance. */
  end(grantId: string, options?: WriteOptions): BulkheadPromise<Output<'endAgentGrant'>> {
    return this.#client.call('endAgentGrant', { path: { grant_id: grantId } }, options)
  }
}
