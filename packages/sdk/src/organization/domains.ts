import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Output } from '../client/client.ts'
import type { Domain } from '../generated/api.ts'
import type { List } from '../list.ts'

/**
 * Mail domains whose addresses sign in with the organization's providers. An owner or an admin can read them, and
 * an owner changes them: give the client `accessToken`. An application cannot do either.
 */
export class Domains {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  list(options?: RequestOptions): List<Domain> {
    return this.#client.list('listDomains', {}, options)
  }

  /** Adds a domain. It takes effect once the TXT record of the response, or the operator, has proven it. */
  create(domain: string, options?: WriteOptions): BulkheadPromise<Domain> {
    return this.#client.call('createDomain', { body: { domain } }, options)
  }

  /**
   * Looks for the TXT record that proves a domain.
   *
   * @throws {ConflictError} `domain_not_proven`: no such record was found. `domain_taken`: another organization has
   *   proven the domain.
   */
  check(domain: string, options?: WriteOptions): BulkheadPromise<Domain> {
    return this.#client.call('checkDomain', { path: { domain } }, options)
  }

  delete(domain: string, options?: WriteOptions): BulkheadPromise<Output<'deleteDomain'>> {
    return this.#client.call('deleteDomain', { path: { domain } }, options)
  }
}
