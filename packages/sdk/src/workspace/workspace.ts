/// <reference lib="esnext.disposable" preserve="true" />

import { BoundClient } from '../bound-client.ts'
import { assertKnown } from '../client/assert-known.ts'
import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import { type ExecuteOptions, REQUEST_OPTIONS, type RequestOptions } from '../client/call-options.ts'
import { Client, type Output } from '../client/client.ts'
import type { Download } from '../client/download.ts'
import { ConfigurationError } from '../client/errors.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { DEFAULT_WORKSPACE, type Grant } from '../generated/api.ts'
import type { List } from '../list.ts'
import type { Access } from './access.ts'
import {
  applicationTokenProvider,
  personTokenProvider,
  scopedTokenProvider,
  staticTokenProvider,
} from './authorities.ts'
import { type Connector, createConnector } from './connector.ts'
import type { Slug } from './connector-types.ts'
import { type Execution, execute, executeDownload, executePages } from './execute.ts'
import { findConnector } from './find-connector.ts'
import type { WorkspaceAccess } from './workspace-access.ts'
import { WorkspaceConnectors } from './workspace-connectors.ts'
import { WorkspaceMembers } from './workspace-members.ts'
import type { NamedWorkspace } from './workspace-reference.ts'
import { WorkspaceTemplates } from './workspace-templates.ts'
import { WorkspaceToolCalls } from './workspace-tool-calls.ts'

/** Selects one of several connectors of a type. */
export interface ConnectorChoice extends RequestOptions {
  readonly connectorId?: string
}

/** Fields of the API for minting a token. */
export interface MintFields extends Grant {
  /** Seconds the token lives, 60 to 1200. Default: 1200. */
  readonly expires_in?: number
  /** If false, an unknown workspace name is an error. Otherwise the server creates the workspace. Default: true. */
  readonly create_workspace?: boolean
}

/**
 * Workspace with the connectors of one of your customers, from {@link Bulkhead.workspace}.
 *
 * Calls in it use a scoped token, which reaches nothing else. The SDK mints one when it needs one, and shares it
 * across this process's use of the workspace. `connectors.create()`, `connectors.authorize()` and {@link mintToken}
 * create the workspace if it does not exist. Reading never does.
 */
export class Workspace {
  /** Name from the caller. Undefined if only an id or a handed token identifies the workspace. */
  readonly name: string | undefined
  readonly id: string | undefined
  readonly connectors: WorkspaceConnectors
  readonly templates: WorkspaceTemplates
  readonly toolCalls: WorkspaceToolCalls
  readonly members: WorkspaceMembers
  readonly #access: WorkspaceAccess
  /** Token providers of tools, by the grant that limits each. */
  readonly #narrowed = new Map<string, TokenProvider>()

  /** @internal Use {@link Bulkhead.workspace}. */
  constructor(client: Client, named: NamedWorkspace) {
    if (!(client instanceof Client)) {
      const message = 'Use `new Bulkhead(options).workspace(name)` instead of `new Workspace()`.'
      throw new ConfigurationError('configuration', message)
    }
    this.#access = accessTo(client, named)
    const { workspace_name, workspace_id } = this.#access.reference
    this.name = workspace_name
    this.id = workspace_id
    this.connectors = new WorkspaceConnectors(this.#access)
    this.templates = new WorkspaceTemplates(this.#access)
    this.toolCalls = new WorkspaceToolCalls(this.#access)
    this.members = new WorkspaceMembers(this.#access)
  }

  /**
   * Finds the connector of a type, such as `github`.
   *
   * @throws {BulkheadError} `no_connector`, `several_connectors`: select one with `connectorId`.
   */
  async connect<S extends Slug>(slug: S, options: ConnectorChoice = {}): Promise<Connector<S>> {
    assertKnown(options, ['connectorId', ...REQUEST_OPTIONS])
    if ('connectorId' in options && !options.connectorId) {
      const message = '`connectorId` was given without a value. Leave it out if there is only one.'
      throw new ConfigurationError('invalid_argument', message)
    }
    const { connectorId, ...requestOptions } = options
    const found = await findConnector(this, slug, connectorId, requestOptions)
    const { client, tokenProvider } = this.#access.scoped
    const access: Access = { client, tokenProvider, narrowed: (grant) => this.#narrow(grant) }
    return createConnector<S>(found, access)
  }

  /** Runs one operation of a connector and returns the whole response. */
  execute(
    connectorId: string,
    entity: string,
    action: string,
    params?: Readonly<Record<string, unknown>>,
    options?: ExecuteOptions,
  ): BulkheadPromise<Execution> {
    const { client, tokenProvider } = this.#access.scoped
    const call = { connectorId, entity, action, params }
    return new BulkheadPromise(execute(client, tokenProvider, call, options))
  }

  /** Runs an operation whose result is a list. Await it for the first page, or iterate it for all records. */
  executePages(
    connectorId: string,
    entity: string,
    action: string,
    params?: Readonly<Record<string, unknown>>,
    options?: ExecuteOptions,
  ): List<Record<string, unknown>> {
    const { client, tokenProvider } = this.#access.scoped
    return executePages(client, tokenProvider, { connectorId, entity, action, params }, options)
  }

  /** Gets a file as a stream. */
  executeDownload(
    connectorId: string,
    entity: string,
    params?: Readonly<Record<string, unknown>>,
    options?: ExecuteOptions,
  ): BulkheadPromise<Download> {
    const { client, tokenProvider } = this.#access.scoped
    const call = { connectorId, entity, action: 'download', params }
    return executeDownload(client, tokenProvider, call, options)
  }

  /**
   * Mints a scoped token to hand to a component. It reaches this workspace and, with a grant, only the listed parts of
   * it. The token is not cached: each call mints another one.
   */
  mintToken(fields: MintFields = {}, options?: RequestOptions): BulkheadPromise<Output<'createScopedToken'>> {
    const { scoped, reference } = this.#access
    // A person's call does not create a workspace.
    const isPerson = scoped.client.settings.identity.kind === 'person'
    const body = { ...(isPerson && { create_workspace: false }), ...fields, ...reference }
    return new BoundClient(scoped.client, applicationTokenProvider(scoped.client)).call(
      'createScopedToken',
      { body },
      options,
    )
  }

  /** Returns the id, current name and organization of this workspace. */
  info(options?: RequestOptions): BulkheadPromise<Output<'getScopedTokenInfo'>> {
    return this.#access.scoped.call('getScopedTokenInfo', {}, options)
  }

  /** Revokes the current scoped tokens, if the SDK minted them. Other users of the same tokens mint new ones. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { tokenProvider } = this.#access.scoped
    await Promise.all([tokenProvider, ...this.#narrowed.values()].map((one) => one.end()))
  }

  #narrow(grant: Grant): TokenProvider {
    const {
      scoped: { client, tokenProvider },
      reference,
    } = this.#access
    if (client.settings.identity.kind === 'token') return tokenProvider
    const purpose = JSON.stringify(grant)
    const narrowed =
      this.#narrowed.get(purpose) ??
      scopedTokenProvider(client, { ...reference, create_workspace: false, grant })
    this.#narrowed.set(purpose, narrowed)
    return narrowed
  }
}

/** @param named Empty for `default`, or for the workspace of a handed token. */
function accessTo(client: Client, named: NamedWorkspace): WorkspaceAccess {
  const { identity } = client.settings
  const person = new BoundClient(client, personTokenProvider(client))
  if (identity.kind === 'token') {
    const scoped = new BoundClient(client, staticTokenProvider(client, identity.token, named))
    return { reference: named, scoped, creator: scoped, reader: scoped, person }
  }
  const reference = Object.keys(named).length > 0 ? named : { workspace_name: DEFAULT_WORKSPACE }
  const toScoped = (create_workspace: boolean) =>
    new BoundClient(client, scopedTokenProvider(client, { ...reference, create_workspace }))
  return {
    reference,
    scoped: toScoped(false),
    creator: toScoped(identity.kind !== 'person'),
    reader: new BoundClient(client, applicationTokenProvider(client)),
    person,
  }
}
