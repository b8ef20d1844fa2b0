import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { ExecuteOptions, RequestOptions } from '../client/call-options.ts'
import type { Download } from '../client/download.ts'
import { isListAction } from '../client/is-list-action.ts'
import type { Connectors } from '../generated/connectors.ts'
import type { List } from '../list.ts'
import { createTools, type Tools, type ToolsOptions } from '../tools/tools.ts'
import type { Access } from './access.ts'
import type { ConnectorFacts } from './connector-facts.ts'
import type { Entities, Slug } from './connector-types.ts'
import type { Description } from './description.ts'
import {
  type Call,
  type Execution,
  execute,
  executeDownload,
  executePages,
  executeRecord,
} from './execute.ts'

type Params = Readonly<Record<string, unknown>>

/** Members of every connector, whatever its type. */
export interface ConnectorBase {
  readonly id: string
  readonly name: string
  readonly slug: string
  /** Runs one operation and returns the whole response. */
  execute(
    entity: string,
    action: string,
    params?: Params,
    options?: ExecuteOptions,
  ): BulkheadPromise<Execution>
  /** Runs an operation whose result is a list. Await it for the first page, or iterate it for all records. */
  executePages(
    entity: string,
    action: string,
    params?: Params,
    options?: ExecuteOptions,
  ): List<Record<string, unknown>>
  /** Gets a file as a stream. */
  executeDownload(entity: string, params?: Params, options?: ExecuteOptions): BulkheadPromise<Download>
  /** Returns the capabilities of the connector: its entities and operations, with the JSON Schema of their params. */
  describe(entity?: string, options?: RequestOptions): BulkheadPromise<Description>
  /**
   * Returns the operations as tools for a model: by name, each with a JSON Schema and an `execute`. The Vercel AI SDK
   * takes the object as `tools`; other frameworks take `name`, `description` and `parameters` of each tool.
   */
  tools(options?: ToolsOptions): Promise<Tools>
}

/** Connector whose entities are members and whose actions are methods: `connector.issues.list({ … })`. */
export type Connector<S extends string = string> = ConnectorBase &
  (S extends keyof Connectors ? Omit<Entities<Connectors[S]>, keyof ConnectorBase> : unknown)

/** Members that runtimes look for on any object, and that must not look like an entity or an action. */
const NO_ENTITY: ReadonlySet<string | symbol> = new Set(['then', 'toJSON', 'toString', 'valueOf'])

/** Creates a connector for an id. Any name is an entity when it is accessed: only the server knows which exist. */
export function createConnector<S extends Slug>(facts: ConnectorFacts, access: Access): Connector<S> {
  const { client, tokenProvider } = access
  const { id, name, slug } = facts
  const getCall = (entity: string, action: string, params: Params | undefined): Call => {
    return { connectorId: id, entity, action, params }
  }
  const base: ConnectorBase = {
    id,
    name,
    slug,
    execute: (entity, action, params, options) =>
      new BulkheadPromise(execute(client, tokenProvider, getCall(entity, action, params), options)),
    executePages: (entity, action, params, options) =>
      executePages(client, tokenProvider, getCall(entity, action, params), options),
    executeDownload: (entity, params, options) =>
      executeDownload(client, tokenProvider, getCall(entity, 'download', params), options),
    describe: (entity = '', options) =>
      executeRecord(client, tokenProvider, getCall(entity, 'describe', undefined), options),
    tools: (options) => createTools(facts, access, options),
  }
  const run = (entity: string, action: string) => (params?: Params, options?: ExecuteOptions) => {
    if (isListAction(action)) return base.executePages(entity, action, params, options)
    if (action === 'download') return base.executeDownload(entity, params, options)
    return executeRecord(client, tokenProvider, getCall(entity, action, params), options)
  }
  const entities = lazyMembers((entity) => lazyMembers((action) => run(entity, action)))
  return new Proxy(base, {
    get: (target, member) => Reflect.get(Reflect.has(target, member) ? target : entities, member),
  }) as Connector<S>
}

/** Creates an object whose members are created on first access. */
function lazyMembers<T>(make: (name: string) => T): object {
  const made = new Map<string, T>()
  return new Proxy(Object.freeze(Object.create(null)), {
    get(_target, name) {
      if (typeof name === 'symbol' || NO_ENTITY.has(name)) return undefined
      const known = made.get(name) ?? make(name)
      made.set(name, known)
      return known
    },
  })
}
