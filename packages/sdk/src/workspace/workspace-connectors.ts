import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import { fetchList } from '../fetch-list.ts'
import type {
  CheckResult,
  ConnectorChanges,
  ConnectorDetail,
  ConnectorItem,
  NewConnector,
} from '../generated/api.ts'
import type { List } from '../list.ts'
import type { WorkspaceAccess } from './workspace-access.ts'

/** Fields by which a request names a workspace. Methods omit them: the object already names it. */
type Naming = 'workspace_name' | 'workspace_id' | 'customer_name' | 'external_user_id'

/** The connectors of one workspace. */
export class WorkspaceConnectors {
  readonly #access: WorkspaceAccess

  constructor(access: WorkspaceAccess) {
    this.#access = access
  }

  /** Lists all connectors, or those of one definition. The list is empty if the workspace does not exist. */
  list(filters: { readonly definition_id?: string } = {}, options?: RequestOptions): List<ConnectorItem> {
    const { client, reader, reference } = this.#access
    const query = { ...reference, ...filters }
    return fetchList(async () => client.send('listConnectors', { query }, reader, options))
  }

  get(connectorId: string, options?: RequestOptions): BulkheadPromise<ConnectorDetail> {
    const { client, tokenProvider } = this.#access
    const path = { connector_id: connectorId }
    return new BulkheadPromise(client.send('getConnector', { path, query: {} }, tokenProvider, options))
  }

  /**
   * Stores a credential and settings for one service. The server tries the credential first, and stores nothing if it
   * does not work; with `check: false` it does not try. If no workspace has the name, the server creates it.
   */
  create(connector: Omit<NewConnector, Naming>, options?: WriteOptions): BulkheadPromise<ConnectorDetail> {
    const { client, founder } = this.#access
    const body = { check: true, ...connector }
    return new BulkheadPromise(client.send('createConnector', { body }, founder, options))
  }

  /** Changes the given fields. Other fields stay. */
  update(
    connectorId: string,
    changes: ConnectorChanges,
    options?: WriteOptions,
  ): BulkheadPromise<ConnectorDetail> {
    const { client, tokenProvider } = this.#access
    const path = { connector_id: connectorId }
    return new BulkheadPromise(
      client.send('updateConnector', { path, body: changes }, tokenProvider, options),
    )
  }

  /** Deletes a connector and its credential. */
  delete(connectorId: string, options?: WriteOptions): BulkheadPromise<Output<'deleteConnector'>> {
    const { client, tokenProvider } = this.#access
    const path = { connector_id: connectorId }
    return new BulkheadPromise(client.send('deleteConnector', { path }, tokenProvider, options))
  }

  /** Tries the credential of a connector, with a change if one is given. Stores nothing. */
  check(
    connectorId: string,
    changes: ConnectorChanges = {},
    options?: RequestOptions,
  ): BulkheadPromise<CheckResult> {
    const { client, tokenProvider } = this.#access
    const path = { connector_id: connectorId }
    return new BulkheadPromise(client.send('checkConnector', { path, body: changes }, tokenProvider, options))
  }

  /**
   * Records the requests and responses of a connector's calls for a day, redacted. Only the application may do this.
   */
  startRecording(
    connectorId: string,
    settings: Input<'startRecording'>['body'] = {},
    options?: WriteOptions,
  ): BulkheadPromise<Output<'startRecording'>> {
    const { client, reader } = this.#access
    const path = { connector_id: connectorId }
    return new BulkheadPromise(client.send('startRecording', { path, body: settings }, reader, options))
  }

  /** Ends a recording. Recorded bodies stay for their day unless `discard` is true. */
  stopRecording(
    connectorId: string,
    settings: NonNullable<Input<'stopRecording'>['query']> = {},
    options?: WriteOptions,
  ): BulkheadPromise<Output<'stopRecording'>> {
    const { client, reader } = this.#access
    const path = { connector_id: connectorId }
    return new BulkheadPromise(client.send('stopRecording', { path, query: settings }, reader, options))
  }

  /**
   * Starts to authorize a connector by OAuth: send its owner's browser to `consent_url`. If no workspace has the name,
   * the server creates it. The request is not retried if the response is lost.
   */
  authorize(
    fields: Omit<Input<'initiateOAuth'>['body'], Naming>,
    options?: RequestOptions,
  ): BulkheadPromise<Output<'initiateOAuth'>> {
    const { client, founder } = this.#access
    return new BulkheadPromise(client.send('initiateOAuth', { body: fields }, founder, options))
  }

  /** Finishes an authorization that was started with a `nonce`. */
  confirmAuthorization(
    fields: Input<'confirmOAuth'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<Output<'confirmOAuth'>> {
    const { client, tokenProvider } = this.#access
    return new BulkheadPromise(client.send('confirmOAuth', { body: fields }, tokenProvider, options))
  }
}
