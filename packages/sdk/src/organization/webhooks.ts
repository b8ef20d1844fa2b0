import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import type { WebhookDelivery, WebhookEndpoint } from '../generated/api.ts'
import type { List } from '../list.ts'
import { unwrapWebhook, type WebhookEvent, type WebhookHeaders } from '../unwrap-webhook.ts'

type Filters = Omit<NonNullable<Input<'listWebhookDeliveries'>['query']>, 'cursor'>

/** Webhook endpoints of an organization, and their deliveries. */
export class Webhooks {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  /**
   * Verifies the signature of a request and returns its event. Sends nothing. An event can arrive more than once, with
   * the same `id`.
   *
   * @param body Body as it arrived: a body that was parsed and serialized has another signature.
   * @param secret Secret of the endpoint, or several during a rotation.
   * @throws {WebhookError} The signature belongs to another secret or body, or is older than 5 minutes.
   */
  unwrap(
    body: string | Uint8Array,
    headers: WebhookHeaders,
    secret: string | readonly string[],
  ): Promise<WebhookEvent> {
    return unwrapWebhook(body, headers, secret)
  }

  /** Lists endpoints, oldest first. */
  list(options?: RequestOptions): List<WebhookEndpoint> {
    return this.#client.list('listWebhookEndpoints', {}, options)
  }

  /**
   * Creates an endpoint. The server returns its secret only here. The request is not retried if the response is lost:
   * look at the list before you try again.
   */
  create(
    fields: Input<'createWebhookEndpoint'>['body'],
    options?: RequestOptions,
  ): BulkheadPromise<Output<'createWebhookEndpoint'>> {
    return this.#client.call('createWebhookEndpoint', { body: fields }, options)
  }

  get(endpointId: string, options?: RequestOptions): BulkheadPromise<WebhookEndpoint> {
    const path = { endpoint_id: endpointId }
    return this.#client.call('getWebhookEndpoint', { path }, options)
  }

  /** Changes an endpoint. Fields that are left out stay. `status: 'enabled'` enables a disabled endpoint. */
  update(
    endpointId: string,
    changes: Input<'updateWebhookEndpoint'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<WebhookEndpoint> {
    const path = { endpoint_id: endpointId }
    return this.#client.call('updateWebhookEndpoint', { path, body: changes }, options)
  }

  delete(endpointId: string, options?: WriteOptions): BulkheadPromise<Output<'deleteWebhookEndpoint'>> {
    const path = { endpoint_id: endpointId }
    return this.#client.call('deleteWebhookEndpoint', { path }, options)
  }

  /**
   * Creates a new secret. The old one also signs for a day, or for the given time. The request is not retried if the
   * response is lost.
   */
  rotateSecret(
    endpointId: string,
    fields: Input<'rotateWebhookSecret'>['body'] = {},
    options?: RequestOptions,
  ): BulkheadPromise<Output<'rotateWebhookSecret'>> {
    const path = { endpoint_id: endpointId }
    return this.#client.call('rotateWebhookSecret', { path, body: fields }, options)
  }

  /** Sends the event `webhook.ping`. */
  ping(endpointId: string, options?: WriteOptions): BulkheadPromise<WebhookDelivery> {
    const path = { endpoint_id: endpointId }
    return this.#client.call('pingWebhookEndpoint', { path }, options)
  }

  /** Lists deliveries, newest first. */
  deliveries(endpointId: string, filters: Filters = {}, options?: RequestOptions): List<WebhookDelivery> {
    const path = { endpoint_id: endpointId }
    return this.#client.list('listWebhookDeliveries', { path, query: filters }, options)
  }

  /** Sends a delivery again, with the same id and body. */
  replay(endpointId: string, deliveryId: string, options?: WriteOptions): BulkheadPromise<WebhookDelivery> {
    const path = { endpoint_id: endpointId, delivery_id: deliveryId }
    return this.#client.call('replayWebhookDelivery', { path }, options)
  }
}
