import { assertKnown } from '../client/assert-known.ts'
import { ConfigurationError } from '../client/errors.ts'
import { isListAction } from '../client/is-list-action.ts'
import type { TokenProvider } from '../client/token-provider.ts'
import { type Grant, MOST_GRANTED, READ_ACTIONS } from '../generated/api.ts'
import type { Access } from '../workspace/access.ts'
import type { ConnectorFacts } from '../workspace/connector-facts.ts'
import type { Description, Effect, OperationDescription, ParametersSchema } from '../workspace/description.ts'
import { executePages, executeRecord } from '../workspace/execute.ts'
import { getRenamedParams } from './argument-names.ts'
import { toolErrorText } from './tool-error-text.ts'
import { type StandardToolSchema, standardToolSchema } from './tool-schema.ts'

/** Selection of operations that become tools. An absent option selects all. */
export interface ToolsOptions {
  readonly entities?: readonly string[]
  readonly actions?: readonly string[]
  readonly effects?: readonly Effect[]
  /** Selects read-only operations, like `effects: ['read']`. */
  readonly readOnly?: true
}

/** Operation that a model may call. */
export interface Tool {
  /** Name of at most 48 letters, digits, `_` and `-`. */
  readonly name: string
  readonly description: string
  readonly entity: string
  readonly action: string
  readonly effect: Effect
  /**
   * JSON Schema of the input, as plain JSON. Params whose names models' APIs refuse, such as `filter[id]`, have other
   * names here (`filter_id`).
   */
  readonly parameters: ParametersSchema
  /** Same schema for frameworks that take a Standard Schema, such as the Vercel AI SDK. */
  readonly inputSchema: StandardToolSchema
  /**
   * Runs the operation. A list returns `{ records, next_cursor, warning? }`.
   *
   * @returns The records, or a description of the error that the model can act on. Only an aborted call rejects.
   */
  execute(input: Record<string, unknown>, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>
}

/** Tools by name. */
export type Tools = Record<string, Tool>

/** Models' APIs take 63 characters at least. Agents that serve tools by MCP put a name such as `mcp__bulkhead__` before them. */
const LONGEST_NAME = 63 - 'mcp__bulkhead__'.length

/**
 * Creates tools from a connector's operations. They call with a token that is limited as far as a grant allows: to this
 * connector, these entities, these actions, and reading if all of them read. Operations on files are left out: a model
 * cannot take bytes.
 *
 * @throws {ConfigurationError} `invalid_argument`: a selected entity or action does not exist, or no operation is left.
 */
export async function createTools(
  connector: ConnectorFacts,
  access: Access,
  options: ToolsOptions = {},
): Promise<Tools> {
  assertKnown(options, ['entities', 'actions', 'effects', 'readOnly'])
  const whole = { connectorId: connector.id, entity: '', action: 'describe', params: undefined }
  const description = await executeRecord<Description>(access.client, access.tokenProvider, whole)
  const chosen = chooseOperations(description, options)
  const tokenProvider = access.narrowed(grantFor(connector.id, chosen))
  const tools: Tools = {}
  for (const operation of chosen) {
    const name = freeName(`${connector.slug}_${operation.entity}_${operation.action}`, tools)
    tools[name] = createTool(name, operation, connector, access, tokenProvider)
  }
  return tools
}

function chooseOperations({ entities }: Description, options: ToolsOptions): OperationDescription[] {
  const all = entities.flatMap(({ operations }) => operations).filter(({ action }) => action !== 'download')
  assertOffered('entities', options.entities, new Set(all.map(({ entity }) => entity)))
  assertOffered('actions', options.actions, new Set(all.map(({ action }) => action)))
  const chosen = all.filter(
    ({ entity, action, effect }) =>
      options.entities?.includes(entity) !== false &&
      options.actions?.includes(action) !== false &&
      options.effects?.includes(effect) !== false &&
      (options.readOnly !== true || effect === 'read'),
  )
  if (chosen.length > 0) return chosen
  throw new ConfigurationError(
    'invalid_argument',
    'No operation of the connector matches the options of tools().',
  )
}

function assertOffered(part: string, asked: readonly string[] | undefined, known: ReadonlySet<string>): void {
  const unknown = asked?.filter((one) => !known.has(one)) ?? []
  if (unknown.length === 0) return
  const message = `The connector has no ${part} ${unknown.join(', ')} for tools; it has ${[...known].join(', ')}.`
  throw new ConfigurationError('invalid_argument', message)
}

/**
 * Returns the grant of the tools. A list that is too long for a grant is left out: the tools reach only their own
 * operations anyway.
 */
function grantFor(connector_id: string, chosen: readonly OperationDescription[]): Grant {
  const entities = [...new Set(chosen.map(({ entity }) => entity))]
  const actions = [...new Set(chosen.map(({ action }) => action))]
  const reads: ReadonlySet<string> = new Set(READ_ACTIONS)
  const isReading = chosen.every(({ action, effect }) => effect === 'read' && reads.has(action))
  return {
    connector_ids: [connector_id],
    ...(entities.length <= MOST_GRANTED && { entities }),
    ...(actions.length <= MOST_GRANTED && { actions }),
    ...(isReading && { read_only: true }),
  }
}

function createTool(
  name: string,
  { entity, action, effect, params, leave_out = [], ...said }: OperationDescription,
  { id, slug }: ConnectorFacts,
  { client }: Access,
  tokenProvider: TokenProvider,
): Tool {
  const renamed = getRenamedParams(Object.keys(params.properties), [])
  const parameters = renameParams(withoutParams(atTheTop(params), leave_out), renamed)
  const run = async (input: Record<string, unknown>, signal: AbortSignal | undefined) => {
    const named = Object.entries(input).map(([name, value]) => [renamed.get(name) ?? name, value])
    const call = { connectorId: id, entity, action, params: Object.fromEntries(named) }
    const options = signal === undefined ? {} : { signal }
    if (!isListAction(action)) return executeRecord<unknown>(client, tokenProvider, call, options)
    const { data, nextCursor, warning } = await executePages(client, tokenProvider, call, options)
    return { records: data, next_cursor: nextCursor, ...(warning !== null && { warning }) }
  }
  return {
    name,
    description: describe(slug, { entity, action, effect, ...said }),
    entity,
    action,
    effect,
    parameters,
    inputSchema: standardToolSchema(parameters),
    async execute(input, { abortSignal } = {}) {
      try {
        return await run(input, abortSignal)
      } catch (error) {
        abortSignal?.throwIfAborted()
        return toolErrorText(error)
      }
    },
  }
}

/** Removes alternatives at the top of a schema, which model providers reject. The server still enforces them. */
function atTheTop(schema: ParametersSchema): ParametersSchema {
  const { anyOf: _anyOf, oneOf: _oneOf, allOf: _allOf, ...rest } = schema
  return rest as ParametersSchema
}

/** Removes params from a schema. The server still accepts them. */
function withoutParams(schema: ParametersSchema, names: readonly string[]): ParametersSchema {
  const shown = Object.entries(schema.properties).filter(([name]) => !names.includes(name))
  return { ...schema, properties: Object.fromEntries(shown) }
}

/** Gives params of a schema the names of their arguments. */
function renameParams(schema: ParametersSchema, renamed: ReadonlyMap<string, string>): ParametersSchema {
  if (renamed.size === 0) return schema
  const names = new Map([...renamed].map(([argument, param]) => [param, argument]))
  const getArgument = (param: string) => names.get(param) ?? param
  const properties = Object.entries(schema.properties).map(([param, one]) => [getArgument(param), one])
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    ...(schema.required !== undefined && { required: schema.required.map(getArgument) }),
  }
}

function describe(
  slug: string,
  {
    entity,
    action,
    effect,
    summary,
    description,
  }: Pick<OperationDescription, 'entity' | 'action' | 'effect' | 'summary' | 'description'>,
): string {
  const parts = [
    summary ?? `${action} ${entity} of ${slug}`,
    ...(description === undefined ? [] : [description]),
  ]
  if (effect === 'destructive') parts.push('This cannot be undone')
  if (isListAction(action)) parts.push('To get more, pass `next_cursor` of the response as `cursor`')
  return parts.map((part) => (/[.!?]$/.test(part.trim()) ? part.trim() : `${part.trim()}.`)).join(' ')
}

function freeName(wanted: string, tools: Tools): string {
  const safe = wanted
    .replaceAll(/[^A-Za-z0-9_-]/g, '_')
    .replace(/^(?=[0-9-])/, '_')
    .slice(0, LONGEST_NAME)
  if (!Object.hasOwn(tools, safe)) return safe
  for (let number = 2; ; number++) {
    const ending = `_${number}`
    const name = `${safe.slice(0, LONGEST_NAME - ending.length)}${ending}`
    if (!Object.hasOwn(tools, name)) return name
  }
}
