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

/** Fields by which a request names a workspace: here the object says which one. */
type Naming = 'workspace_name' | 'workspace_id' | 'customer_name' | 'external_user_id'

/** The connectors of one workspace. */
export class WorkspaceConnectors {
  readonly #access: WorkspaceAccess

  constructor(access: WorkspaceAccess) {
    this.#access = access
  }

  /** All connectors, or those of one definition. A workspace that does not exist has none. */
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
   * Stores a credential and settings for one service. Tries the credential first, and stores nothing if it does not work;
   * with `check: false` it is stored as it is. The first connector of a new name makes the workspace.
   */
  create(connector: Omit<NewConnector, Naming>, options?: WriteOptions): BulkheadPromise<ConnectorDetail> {
    const { client, founder } = this.#access
    const body = { check: true, ...connector }
    return new BulkheadPromise(client.send('createConnector', { body }, founder, options))
  }

  /** Changes what is given and leaves the rest. */
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

  /** Tries a connector as it is, or as a change would make it. */
  check(
    connectorId: string,
    changes: ConnectorChanges = {},
    options?: RequestOptions,
  ): BulkheadPromise<CheckResult> {
    const { client, tokenProvider } = this.#access
    const path = { connector_id: connectorId }
    return new BulkheadPromise(client.send('checkConnector', { path, body: changes }, tokenProvider, options))
  }

  /** Records what calls of a connector send and get, redacted and for a day. The application alone may. */
  startRecording(
    connectorId: string,
    settings: Input<'startRecording'>['body'] = {},
    options?: WriteOptions,
  ): BulkheadPromise<Output<'startRecording'>> {
    const { client, reader } = this.#access
    const path = { connector_id: connectorId }
    return new BulkheadPromise(client.send('startRecording', { path, body: settings }, reader, options))
  }

  /** Ends a recording. What was recorded stays for its day unless `discard` is true. */
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
   * Begins to authorize a connector by OAuth: send its owner's browser to `consent_url`. Makes the workspace of a new
   * name. Not repeated when the reply is lost.
   */
  authorize(
    fields: Omit<Input<'initiateOAuth'>['body'], Naming>,
    options?: RequestOptions,
  ): BulkheadPromise<Output<'initiateOAuth'>> {
    const { client, founder } = this.#access
    return new BulkheadPromise(client.send('initiateOAuth', { body: fields }, founder, options))
  }

  /** Finishes an authorization that was begun with a `nonce`. */
  confirmAuthorization(
    fields: Input<'confirmOAuth'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<Output<'confirmOAuth'>> {
    const { client, tokenProvider } = this.#access
    return new BulkheadPromise(client.send('confirmOAuth', { body: fields }, tokenProvider, options))
  }
}
