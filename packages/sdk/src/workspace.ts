/// <reference lib="esnext.disposable" preserve="true" />
import type { Access } from './access.ts'
import {
  type Authority,
  applicationAuthority,
  handedAuthority,
  scopedAuthority,
  type WorkspaceReference,
} from './authority.ts'
import type { ExecuteOptions, RequestOptions, WriteOptions } from './call-options.ts'
import { Client, type Input, type OperationId, type Output } from './client.ts'
import { type Connector, createConnector } from './connector.ts'
import type { KnownSlug, Slug } from './connector-types.ts'
import { demandKnown } from './demand-known.ts'
import type { Download } from './download.ts'
import { type Execution, execute, executeDownload, executePages } from './execute.ts'
import { fetchList } from './fetch-list.ts'
import { findConnector } from './find-connector.ts'
import {
  type CheckResult,
  type ConnectorChanges,
  type ConnectorDetail,
  type ConnectorItem,
  DEFAULT_WORKSPACE,
  type DetailedTemplate,
  type Grant,
  type NewConnector,
  type SummarizedTemplate,
  type ToolCallItem,
} from './generated/api.ts'
import type { List } from './list.ts'
import { CLIENT_OPTIONS, type ClientOptions, demandValues, resolveSettings } from './options.ts'
import { Reply } from './reply.ts'

export interface WorkspaceOptions extends ClientOptions, WorkspaceReference {}

/** Which of several connectors of a type is meant. */
export interface ConnectorChoice extends RequestOptions {
  readonly connector_id?: string
}

type NewConnectorFields = Omit<
  NewConnector,
  'workspace_name' | 'workspace_id' | 'customer_name' | 'external_user_id'
>

/** What a token is minted for. */
export interface MintFields extends Grant {
  /** Seconds the token lives, 60 to 1200. Default: 1200. */
  readonly expires_in?: number
  /** With false, a name that no workspace has is an error instead of a new workspace. Default: true. */
  readonly create_workspace?: boolean
}

type ToolCallFilters = Omit<
  NonNullable<Input<'listToolCalls'>['query']>,
  'cursor' | 'workspace_name' | 'workspace_id'
>

/**
 * One compartment: the connectors of one of your customers. `default` unless it is named.
 *
 * What runs in it runs by a scoped token, which reaches nothing else; the SDK mints one when it needs one and
 * shares it with all that this process does in the same workspace. A workspace comes into being by
 * {@link createConnector} and {@link mintToken}, never by reading.
 */
export class Workspace {
  /** As it was named; undefined if a token that was handed over says which it is. */
  readonly workspace_name: string | undefined
  readonly workspace_id: string | undefined
  readonly #client: Client
  readonly #reference: WorkspaceReference
  readonly #authority: Authority
  /** Makes the workspace if there is none. */
  readonly #founder: Authority
  /** For lists that are of one workspace by their query: they exist without it, and when it is inactive. */
  readonly #reader: Authority
  /** Of tools, by the grant that each is narrowed to. */
  readonly #narrowed = new Map<string, Authority>()

  /** @throws {ConfigurationError} Nobody said who calls, or an option cannot be right. */
  constructor(options: WorkspaceOptions = {}) {
    demandKnown(options, ['workspace_name', 'workspace_id', ...CLIENT_OPTIONS])
    demandValues(options, ['workspace_name', 'workspace_id'])
    const { workspace_name, workspace_id, ...clientOptions } = options
    this.#client = new Client(resolveSettings(clientOptions))
    const { identity } = this.#client.settings
    const named = {
      ...(workspace_name !== undefined && { workspace_name }),
      ...(workspace_id !== undefined && { workspace_id }),
    }
    const isNamed = Object.keys(named).length > 0
    if (identity.kind === 'token') {
      this.#reference = named
      this.#authority = handedAuthority(this.#client, identity.token, named)
      this.#founder = this.#authority
      this.#reader = this.#authority
    } else {
      this.#reference = isNamed ? named : { workspace_name: DEFAULT_WORKSPACE }
      this.#authority = scopedAuthority(this.#client, { ...this.#reference, create_workspace: false })
      this.#founder = scopedAuthority(this.#client, { ...this.#reference, create_workspace: true })
      this.#reader = applicationAuthority(this.#client)
    }
    this.workspace_name = this.#reference.workspace_name
    this.workspace_id = this.#reference.workspace_id
  }

  /** The connectors, or those of one definition. A workspace that does not exist has none. */
  listConnectors(
    filters: { readonly definition_id?: string } = {},
    options?: RequestOptions,
  ): List<ConnectorItem> {
    const query = { ...this.#reference, ...filters }
    return fetchList(async () => this.#client.send('listConnectors', { query }, this.#reader, options))
  }

  getConnector(connector_id: string, options?: RequestOptions): Reply<ConnectorDetail> {
    return this.#call('getConnector', { path: { connector_id }, query: {} }, options)
  }

  /** Stores a credential and settings for one service. The first connector of a new name makes the workspace. */
  createConnector(connector: NewConnectorFields, options?: WriteOptions): Reply<ConnectorDetail> {
    return new Reply(this.#client.send('createConnector', { body: connector }, this.#founder, options))
  }

  /** Changes what is given and leaves the rest. */
  updateConnector(
    connector_id: string,
    changes: ConnectorChanges,
    options?: WriteOptions,
  ): Reply<ConnectorDetail> {
    return this.#call('updateConnector', { path: { connector_id }, body: changes }, options)
  }

  /** Deletes a connector and its credential. */
  deleteConnector(connector_id: string, options?: WriteOptions): Reply<Output<'deleteConnector'>> {
    return this.#call('deleteConnector', { path: { connector_id } }, options)
  }

  /** Tries a connector as it is, or as a change would make it. */
  checkConnector(
    connector_id: string,
    changes: ConnectorChanges = {},
    options?: RequestOptions,
  ): Reply<CheckResult> {
    return this.#call('checkConnector', { path: { connector_id }, body: changes }, options)
  }

  /**
   * Finds the connector of a type, `github`, to work with.
   *
   * @throws {BulkheadError} `no_connector`, `several_connectors`: say which by `connector_id`.
   */
  async connect<S extends Slug>(slug: KnownSlug<S>, options: ConnectorChoice = {}): Promise<Connector<S>> {
    demandKnown(options, ['connector_id', 'signal', 'timeoutMs', 'maxRetries'])
    const { connector_id, ...requestOptions } = options
    const found = await findConnector(this, slug, connector_id, requestOptions)
    return createConnector<S>(found, this.#access())
  }

  /** Runs one operation of a connector, and gives all that the server answers of it. */
  execute(
    connector_id: string,
    entity: string,
    action: string,
    params?: Readonly<Record<string, unknown>>,
    options?: ExecuteOptions,
  ): Reply<Execution> {
    const call = { connector_id, entity, action, params }
    return new Reply(execute(this.#client, this.#authority, call, options))
  }

  /** Runs an operation whose result is a list: the promise of a page, and an iterator over all records. */
  executePages(
    connector_id: string,
    entity: string,
    action: string,
    params?: Readonly<Record<string, unknown>>,
    options?: ExecuteOptions,
  ): List<Record<string, unknown>> {
    return executePages(this.#client, this.#authority, { connector_id, entity, action, params }, options)
  }

  /** Gets a file as a stream. */
  executeDownload(
    connector_id: string,
    entity: string,
    params?: Readonly<Record<string, unknown>>,
    options?: ExecuteOptions,
  ): Reply<Download> {
    const call = { connector_id, entity, action: 'download', params }
    return executeDownload(this.#client, this.#authority, call, options)
  }

  /** The types of connector that can be made here. */
  listTemplates(options?: RequestOptions): List<SummarizedTemplate> {
    return fetchList(async () => this.#client.send('listGlobalTemplates', {}, this.#reader, options))
  }

  /** What a connector of this type needs: its credentials and settings as JSON Schema, `user_config_spec`. */
  getTemplate(template_id: string, options?: RequestOptions): Reply<DetailedTemplate> {
    const path = { template_id }
    return new Reply(this.#client.send('getTemplate', { path }, this.#reader, options))
  }

  /**
   * Mints a scoped token to hand to a component, which reaches this workspace and, with a grant, only what
   * that lists. It is not kept: each call makes one.
   */
  mintToken(fields: MintFields = {}, options?: RequestOptions): Reply<Output<'createScopedToken'>> {
    const body = { ...this.#reference, ...fields }
    const application = applicationAuthority(this.#client)
    return new Reply(this.#client.send('createScopedToken', { body }, application, options))
  }

  /** What was executed in this workspace, newest first. */
  toolCalls(filters: ToolCallFilters = {}, options?: RequestOptions): List<ToolCallItem> {
    const query = { ...this.#reference, ...filters }
    return fetchList((cursor) =>
      this.#client.send(
        'listToolCalls',
        { query: { ...query, ...(cursor !== undefined && { cursor }) } },
        this.#reader,
        options,
      ),
    )
  }

  /** Which workspace this is: id, current name and organization. */
  info(options?: RequestOptions): Reply<Output<'getScopedTokenInfo'>> {
    return this.#call('getScopedTokenInfo', {}, options)
  }

  /** Revokes the scoped tokens in use, if they were minted here. Others that share them mint new ones. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#authority, ...this.#narrowed.values()].map((authority) => authority.end()))
  }

  #call<Id extends OperationId>(id: Id, input: Input<Id>, options?: WriteOptions): Reply<Output<Id>> {
    return new Reply(this.#client.send(id, input, this.#authority, options))
  }

  #access(): Access {
    return { client: this.#client, authority: this.#authority, narrowed: (grant) => this.#narrow(grant) }
  }

  #narrow(grant: Grant): Authority {
    if (this.#client.settings.identity.kind === 'token') return this.#authority
    const purpose = JSON.stringify(grant)
    const narrowed =
      this.#narrowed.get(purpose) ??
      scopedAuthority(this.#client, { ...this.#reference, create_workspace: false, grant })
    this.#narrowed.set(purpose, narrowed)
    return narrowed
  }
}
