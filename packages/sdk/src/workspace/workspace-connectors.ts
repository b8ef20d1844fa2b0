import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
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

type Filters = Omit<NonNullable<Input<'listConnectors'>['query']>, Naming>
type Details = NonNullable<Input<'getConnector'>['query']>

/** Number of connectors in a page. */
const PAGE = 100

/** Rules by which people may read and write entities of a connector. */
export type ConnectorAccess = Output<'getConnectorAccess'>

/** The connectors of one workspace. */
export class WorkspaceConnectors {
  readonly #access: WorkspaceAccess

  constructor(access: WorkspaceAccess) {
    this.#access = access
  }

  /**
   * Lists all connectors, or those that fit the filters, in pages of 100. The list is empty if the workspace does not
   * exist.
   */
  list(filters: Filters = {}, options?: RequestOptions): List<ConnectorItem> {
    const { reader, reference } = this.#access
    return reader.list('listConnectors', { query: { limit: PAGE, ...filters, ...reference } }, options)
  }

  get(
    connectorId: string,
    details: Details = {},
    options?: RequestOptions,
  ): BulkheadPromise<ConnectorDetail> {
    const { scoped } = this.#access
    const path = { connector_id: connectorId }
    return scoped.call('getConnector', { path, query: details }, options)
  }

  /**
   * Stores a credential and settings for one service. The server tries the credential first, and stores nothing if it
   * does not work; with `check: false` it does not try. If no workspace has the name, the server creates it.
   */
  create(connector: Omit<NewConnector, Naming>, options?: WriteOptions): BulkheadPromise<ConnectorDetail> {
    const { creator } = this.#access
    const body = { ...connector, check: connector.check ?? true }
    return creator.call('createConnector', { body }, options)
  }

  /** Changes the given fields. Other fields stay. */
  update(
    connectorId: string,
    changes: ConnectorChanges,
    options?: WriteOptions,
  ): BulkheadPromise<ConnectorDetail> {
    const { scoped } = this.#access
    const path = { connector_id: connectorId }
    return scoped.call('updateConnector', { path, body: changes }, options)
  }

  /** Deletes a connector and its credential. */
  delete(connectorId: string, options?: WriteOptions): BulkheadPromise<Output<'deleteConnector'>> {
    const { scoped } = this.#access
    const path = { connector_id: connectorId }
    return scoped.call('deleteConnector', { path }, options)
  }

  /** Tries the credential of a connector, with a change if one is given. Stores nothing. */
  check(
    connectorId: string,
    changes: ConnectorChanges = {},
    options?: RequestOptions,
  ): BulkheadPromise<CheckResult> {
    const { scoped } = this.#access
    const path = { connector_id: connectorId }
    return scoped.call('checkConnector', { path, body: changes }, options)
  }

  /** Tries credentials and settings without creating a connector. Stores nothing. The workspace must exist. */
  checkNew(connector: Omit<NewConnector, Naming>, options?: RequestOptions): BulkheadPromise<CheckResult> {
    return this.#access.scoped.call('checkNewConnector', { body: connector }, options)
  }

  /**
   * Returns the rules by which people may read and write entities of a connector. Null: they may do all that the
   * connector allows. An owner or an admin reads and sets them: give the client `accessToken`.
   */
  getAccess(connectorId: string, options?: RequestOptions): BulkheadPromise<ConnectorAccess> {
    const path = { connector_id: connectorId }
    return this.#access.person.call('getConnectorAccess', { path }, options)
  }

  /**
   * Sets the rules for people, also for owners, admins and the tokens that people minted. They do not apply to
   * applications. They take effect at once.
   *
   * @param access A person may do what one of the rules allows, and nothing else. Null removes the rules.
   */
  setAccess(
    connectorId: string,
    access: ConnectorAccess['access'],
    options?: WriteOptions,
  ): BulkheadPromise<ConnectorAccess> {
    const path = { connector_id: connectorId }
    return this.#access.person.call('setConnectorAccess', { path, body: { access } }, options)
  }

  /**
   * Records the requests and responses of a connector's calls, redacted, and keeps them for a day. An application may do
   * this, and a person who manages the workspace; a scoped token may not.
   */
  startRecording(
    connectorId: string,
    settings: Input<'startRecording'>['body'] = {},
    options?: WriteOptions,
  ): BulkheadPromise<Output<'startRecording'>> {
    const { reader } = this.#access
    const path = { connector_id: connectorId }
    return reader.call('startRecording', { path, body: settings }, options)
  }

  /** Ends a recording. Recorded bodies stay for their day unless `discard` is true. */
  stopRecording(
    connectorId: string,
    settings: NonNullable<Input<'stopRecording'>['query']> = {},
    options?: WriteOptions,
  ): BulkheadPromise<Output<'stopRecording'>> {
    const { reader } = this.#access
    const path = { connector_id: connectorId }
    return reader.call('stopRecording', { path, query: settings }, options)
  }

  /**
   * Starts to authorize a connector by OAuth: send its owner's browser to `consent_url`. If no workspace has the name,
   * the server creates it. The request is not retried if the response is lost.
   */
  authorize(
    fields: Omit<Input<'initiateOAuth'>['body'], Naming>,
    options?: RequestOptions,
  ): BulkheadPromise<Output<'initiateOAuth'>> {
    const { creator } = this.#access
    return creator.call('initiateOAuth', { body: fields }, options)
  }

  /** Finishes an authorization that was started with a `nonce`. */
  confirmAuthorization(
    fields: Input<'confirmOAuth'>['body'],
    options?: WriteOptions,
  ): BulkheadPromise<Output<'confirmOAuth'>> {
    const { scoped } = this.#access
    return scoped.call('confirmOAuth', { body: fields }, options)
  }
}
