import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import type { Provider } from '../generated/api.ts'
import type { List } from '../list.ts'

/** Workspace whose name matches a pattern of a mapping. The mapping gives access to it once an admin accepts it. */
export type ProviderSuggestion = Output<'listProviderSuggestions'>['data'][number]

/**
 * OpenID Connect providers that people sign in with. An owner or an admin can read them, and an owner changes them: give
 * the client `accessToken`. An application cannot do either.
 */
export class Providers {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  list(options?: RequestOptions): List<Provider> {
    return this.#client.list('listProviders', {}, options)
  }

  /**
   * Adds a provider. The server reads its settings at once, and its issuer must be the one that you give.
   *
   * @throws {UpstreamError} `provider_failed`
   * @throws {ConflictError} `providers_full`
   */
  create(fields: Input<'createProvider'>['body'], options?: WriteOptions): BulkheadPromise<Provider> {
    return this.#client.call('createProvider', { body: fields }, options)
  }

  /**
   * Changes a provider. Fields that are left out stay. Mappings apply from each person's next sign-in.
   *
   * @throws {ConflictError} `sign_in_policy_refused`: the change could lock people out.
   */
  update(
    providerId: string,
    changes: Input<'updateProvider'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<Provider> {
    const path = { provider_id: providerId }
    return this.#client.call('updateProvider', { path, body: changes }, options)
  }

  /**
   * Deletes a provider. Its sessions end, and so do the roles and levels that it gave. People stay.
   *
   * @throws {ConflictError} `sign_in_policy_refused`
   */
  delete(providerId: string, options?: WriteOptions): BulkheadPromise<Output<'deleteProvider'>> {
    return this.#client.call('deleteProvider', { path: { provider_id: providerId } }, options)
  }

  /**
   * Reads the settings of a provider, and starts a test. To finish the test, a browser signs in at `authorization_url`.
   * The browser must have the cookie of this response, so a test in the web app is easier.
   *
   * @throws {UpstreamError} `provider_failed`
   */
  test(providerId: string, options?: RequestOptions): BulkheadPromise<Output<'testProvider'>> {
    return this.#client.call('testProvider', { path: { provider_id: providerId } }, options)
  }

  /** Returns the outcome of a test, for 10 minutes: the verified claims, and the rights that they would give. */
  getTest(
    providerId: string,
    testId: string,
    options?: RequestOptions,
  ): BulkheadPromise<Output<'getProviderTest'>> {
    const path = { provider_id: providerId, test_id: testId }
    return this.#client.call('getProviderTest', { path }, options)
  }

  /**
   * Lists up to 500 workspaces whose names match a pattern of a mapping, and to which the mapping does not give access
   * yet.
   */
  suggestions(providerId: string, options?: RequestOptions): List<ProviderSuggestion> {
    return this.#client.list('listProviderSuggestions', { path: { provider_id: providerId } }, options)
  }

  /** Accepts a suggested workspace: its mapping gives access to it from each person's next sign-in. */
  acceptSuggestion(
    providerId: string,
    suggestion: Input<'acceptProviderSuggestion'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<Output<'acceptProviderSuggestion'>> {
    const path = { provider_id: providerId }
    return this.#client.call('acceptProviderSuggestion', { path, body: suggestion }, options)
  }
}
