import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'

/**
 * Rules for how people of the organization sign in. An owner or an admin can read them, and an owner changes them: give
 * the client `accessToken`. An application cannot do either.
 */
export class SignInPolicy {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  get(options?: RequestOptions): BulkheadPromise<Output<'getSignInPolicy'>> {
    return this.#client.call('getSignInPolicy', {}, options)
  }

  /**
   * Changes the rules. Fields that are left out stay.
   *
   * @throws {ConflictError} `sign_in_policy_refused`: the change could lock people out.
   */
  update(
    changes: Input<'updateSignInPolicy'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<Output<'updateSignInPolicy'>> {
    return this.#client.call('updateSignInPolicy', { body: changes }, options)
  }
}
