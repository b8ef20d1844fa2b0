import { createHash } from 'node:crypto'
import type { Action, Definition, Operation } from '@bulkhead/engine'
import { findWriter, sharingSchemas } from '@bulkhead/engine/describe'
import {
  type ConnectorDocument,
  compileOperation,
  compileServer,
  createDocumentReader,
  DEFAULT_RETRY,
  type DocumentNode,
  getItems,
  getMember,
  getMembers,
  invalid,
  isKnownExtension,
  toJson,
  toMapping,
  toNode,
  toSequence,
  toText,
} from '@bulkhead/engine/document'
import { deepFreeze } from '@bulkhead/engine/text'
import { getPlanningFault } from '#planning-fault'
import { nameEntities } from './name-entities.ts'
import { plainAuth, requiresAuth } from './plain-auth.ts'
import { plainRequest } from './plain-request.ts'
import { plainResponse, responseExample, responseSchema } from './plain-response.ts'
import { createPlainSchemaReader } from './plain-schemas.ts'
import { firstServerUrl, plainServers, rootServerUrl } from './plain-server.ts'
import { withRecordPaging } from './record-paging.ts'
import { createFollow, referenceFault } from './references.ts'
import { snakeCase } from './snake-case.ts'

// Own code: `@scalar/openapi-parser` and `swagger-parser` return objects without line numbers, and error messages need
// the line.

/** A connector made from an OpenAPI document without connector extensions. */
export interface PlainConnector {
  readonly definition: Definition
  /** Operations that are not offered, with reasons. */
  readonly left_out: readonly LeftOut[]
}

/** An operation or security scheme that was left out. */
export interface LeftOut {
  /** Name of the part, such as `GET /widgets` or `security scheme oauth`. */
  readonly what: string
  readonly reason: string
  readonly line: number
  readonly column: number
}

/** Overrides for values that a document may lack. */
export interface PlainOptions {
  /** Slug. Default: derived from the title. */
  readonly slug?: string
  /**
   * Definition id, a UUID. Default: derived from the slug if one is given, or else from title and server. It is stable.
   */
  readonly definition_id?: string
  /**
   * Whether operations include the examples of their responses and the schemas, two references deep. Default: false,
   * since these are large.
   */
  readonly with_answers?: boolean
  /** Maximum number of security schemes. Each header parameter is compared with all of them. Default: no limit. */
  readonly most_schemes?: number
  /** URL of the document. A GraphQL API is at it, and a document that names no server is of its host. */
  readonly address?: string | undefined
}

/** Member of the document's root that holds the types of a GraphQL schema. */
export const SELECTABLE_TYPES = 'x-graphql-types'

/** References followed in a response schema: the list and its records. With more, some schemas become far too large. */
const HOPS_OF_ANSWERS = 2

/** Maximum number of characters of one type's fields, which are searched for each selection. */
const MOST_OF_A_TYPE = 128 * 1024

/** Effect of a PUT that makes another record each time. */
const REPEATED = { effect: 'write', idempotent: false }
const READABLE = 'OpenAPI 3.0, 3.1 and Swagger 2.0 can be read'
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const

/** Returns whether a document is OpenAPI, of any version, without the extensions of connector documents. */
export function isPlainOpenApi({ root }: ConnectorDocument): boolean {
  const hasId = getMember(getMember(root, 'info'), 'x-airbyte-connector-definition-id') !== undefined
  return (getMember(root, 'openapi') ?? getMember(root, 'swagger')) !== undefined && !hasId
}

/**
 * Reads the parts of an OpenAPI 3 document that are about all of its operations: server, settings and auth options.
 *
 * @throws {EngineError} `document_invalid` if the document is not OpenAPI 3.
 */
export function readPlainHead(document: ConnectorDocument, options: PlainOptions = {}): PlainConnector {
  const { root, source } = document
  const version = toText(getMember(root, 'openapi')) ?? ''
  if (!/^3\.\d/.test(version)) {
    const found = version === '' ? (toText(getMember(root, 'swagger')) ?? 'none') : version
    throw invalid(source, [{ line: 1, column: 1, message: `is of version ${found}; ${READABLE}` }])
  }
  const reader = createDocumentReader()
  const follow = createFollow(root)
  const server = compileServer(
    reader,
    reader.fields(toMapping(root, [['servers', plainServers(root, options.address)]]), 'the document'),
  )
  if (reader.problems.length > 0) throw invalid(source, reader.problems)
  const auth = plainAuth(root, server.base_url, follow)
  const info = getMember(root, 'info')
  const title = toText(getMember(info, 'title'))?.trim() || source
  const base: Definition = {
    definition_id: options.definition_id ?? toUuid(options.slug ?? `${title}\n${server.base_url}`),
    slug: options.slug ?? snakeCase(title).replaceAll('_', '-'),
    title,
    display_name: title.replace(/( API)? Connector$/, ''),
    version: toText(getMember(info, 'version')) ?? '0',
    description: toText(getMember(info, 'description')) ?? '',
    documentation_urls: [],
    base_url: server.base_url,
    settings: server.settings,
    scoping: [],
    ignored_settings: new Set(),
    auth_options: auth.options,
    entities: new Map(),
    ...readSelectableTypes(root),
    example_questions: { direct: [], context_store_search: [], unsupported: [] },
    warnings: [],
  }
  const left_out: LeftOut[] = auth.left_out.map(({ scheme, reason }) => ({
    what: `security scheme ${scheme}`,
    reason,
    line: root.line,
    column: root.column,
  }))
  return { definition: base, left_out }
}

/**
 * Converts an OpenAPI 3 document to a connector: entities from tags and paths, actions from methods, auth options from
 * security schemes. Operations that cannot be planned are left out, with the reason.
 *
 * @throws {EngineError} `document_invalid` if the document is not OpenAPI 3, or offers no operation.
 */
export function loadPlainOpenApi(document: ConnectorDocument, options: PlainOptions = {}): PlainConnector {
  const { root, source } = document
  const { definition: base, left_out: unused } = readPlainHead(document, options)
  const { most_schemes = Number.POSITIVE_INFINITY } = options
  const schemes = base.auth_options.length
  if (schemes > most_schemes) {
    const message = `has ${schemes} security schemes, more than ${most_schemes}; remove some with an overlay`
    throw invalid(source, [{ line: 1, column: 1, message }])
  }
  const left_out = [...unused]
  const operations = sharingSchemas(() =>
    compileOperations(root, base, left_out, options.with_answers ?? false),
  )
  if (operations.length === 0) {
    const [first] = left_out.filter(({ what }) => !what.startsWith('security scheme'))
    const why = first === undefined ? '' : `; of the first one: ${first.reason}`
    throw invalid(source, [{ line: 1, column: 1, message: `has no operation that can be planned${why}` }])
  }
  const entities = new Map<string, Map<Action, Operation>>()
  for (const operation of operations) {
    const actions = entities.get(operation.entity) ?? new Map<Action, Operation>()
    entities.set(operation.entity, actions.set(operation.action, operation))
  }
  return deepFreeze({ definition: { ...base, entities }, left_out })
}

function compileOperations(
  root: DocumentNode,
  base: Definition,
  left_out: LeftOut[],
  with_answers: boolean,
): readonly Operation[] {
  const follow = createFollow(root)
  const schemaAt = createPlainSchemaReader(root)
  const answerAt = createPlainSchemaReader(root, HOPS_OF_ANSWERS)
  const rootServer = rootServerUrl(root)
  // Without any option that is supported, only operations that need none can be called.
  const [unsupported] = base.auth_options.every(({ anonymous }) => anonymous === true) ? left_out : []
  const found = getMembers(getMember(root, 'paths')).flatMap(([path, node]) => {
    const fault = referenceFault(node, follow)
    if (fault !== undefined)
      left_out.push({ what: path, reason: fault, line: node.line, column: node.column })
    const item = follow(node)
    return METHODS.flatMap((method) => {
      const operation = getMember(item, method.toLowerCase())
      if (item === undefined || operation?.kind !== 'mapping') return []
      const server =
        firstServerUrl(getMember(operation, 'servers')) ?? firstServerUrl(getMember(item, 'servers'))
      const { action, ...extracted } = plainResponse(method, path, operation, item, follow)
      const response = { ...extracted, action: toText(getMember(operation, 'x-airbyte-action')) ?? action }
      return [
        {
          path,
          item,
          method,
          node: operation,
          response,
          isElsewhere: server !== undefined && !isSameServer(server, rootServer),
        },
      ]
    })
  })
  const entities = nameEntities(
    found.map(({ path, method, node, response }) => ({
      path,
      method: method.toLowerCase(),
      action: response.action,
      tag: toText(getItems(getMember(node, 'tags'))[0]),
      operation_id: toText(getMember(node, 'operationId')),
      summary: toText(getMember(node, 'summary')),
      verb: response.verb,
    })),
  )
  const offered = new Map<string, string>()
  return found.flatMap(({ path, item, method, node, response, isElsewhere }, index): Operation[] => {
    const leaveOut = (reason: string) => {
      left_out.push({ what: `${method} ${path}`, reason, line: node.line, column: node.column })
      return []
    }
    if (isElsewhere) return leaveOut('it is at another server')
    if (unsupported !== undefined && requiresAuth(root, node)) {
      return leaveOut(`it requires authentication of a kind that is not supported: ${unsupported.reason}`)
    }
    const request = plainRequest(path, item, node, follow)
    if ('reason' in request) return leaveOut(request.reason)
    const reader = createDocumentReader()
    const extended = toMapping(node, [
      ...['operationId', 'description'].map((key) => [key, textNode(getMember(node, key))] as const),
      ['summary', optional(node, getSummary(node))],
      ['parameters', toSequence(node, request.parameters)],
      ['requestBody', request.requestBody],
      ['x-airbyte-entity', toNode(node, entities[index] ?? 'root')],
      ['x-airbyte-action', toNode(node, response.action)],
      ['x-airbyte-path-override', toNode(node, { path: request.wire_path })],
      ['x-airbyte-record-extractor', optional(node, response.record_extractor)],
      ['x-airbyte-meta-extractor', response.meta_extractor && toNode(node, response.meta_extractor)],
      ['x-bulkhead-effect', response.repeats === true ? toNode(node, REPEATED) : undefined],
      // An overlay's corrections come last, so they take precedence.
      ...getMembers(node).filter(([key]) => isKnownExtension(key) && key !== 'x-airbyte-path-override'),
    ])
    const context = { schemaAt, error_check: undefined, retry: DEFAULT_RETRY, is_plain: true }
    const compiled = compileOperation(reader, path, method, extended, context)
    const operation = compiled && withRecordPaging(compiled, response.record_id)
    const [problem] = reader.problems
    if (operation === undefined || problem !== undefined)
      return leaveOut(problem?.message ?? 'it has no name')
    const name = `${operation.entity}.${operation.action}`
    const other = offered.get(name)
    if (other !== undefined) return leaveOut(`${name} is ${other} already`)
    const fault = planningFault(base, operation)
    if (fault !== undefined) return leaveOut(foreignCredential(base, operation) ?? fault)
    offered.set(name, `${method} ${path}`)
    if (!with_answers) return [operation]
    const schema = responseSchema(node, follow)
    const example = responseExample(node, follow)
    return [
      {
        ...operation,
        ...(schema !== undefined && { response_schema: answerAt(schema) }),
        ...(example !== undefined && { response_example: toJson(example) }),
      },
    ]
  })
}

/** Returns whether two server URLs are the same. Neither the scheme nor a trailing slash makes a difference. */
function isSameServer(one: string, other: string | undefined): boolean {
  const toPlain = (url = '') => url.replace(/^(https?:)?\/\//i, '').replace(/\/$/, '')
  return toPlain(one) === toPlain(other)
}

// Returns why an operation cannot be planned from its own description. Such an operation would be of no use to callers.
function planningFault(definition: Definition, operation: Operation): string | undefined {
  const [option] = definition.auth_options
  if (option === undefined) return 'there is no way to authenticate'
  const credentials = Object.fromEntries(option.fields.map(({ name }) => [name, 'example']))
  const base_url = new URL('https://api.example/base')
  return getPlanningFault({ definition, base_url, settings: {}, auth_option: option, credentials }, operation)
}

// Returns why an operation cannot be called if it requires, as a parameter, the credential of another way to authenticate.
function foreignCredential({ auth_options }: Definition, { parameters }: Operation): string | undefined {
  const [first] = auth_options
  for (const parameter of parameters.filter(({ required }) => required)) {
    const writer = findWriter(parameter, auth_options)
    if (first === undefined || writer === undefined || writer === first) continue
    const security = `security: [{${first.name}: [], ${writer.name}: []}]`
    return `its parameter ${parameter.name} is the credential of ${writer.name}, and a connector authenticates in one way only, such as ${first.name}. If the service wants both at once, say so by an overlay: ${security}`
  }
  return undefined
}

function readSelectableTypes(root: DocumentNode): Pick<Definition, 'selectable_types'> {
  const types = getMember(root, SELECTABLE_TYPES)
  if (types === undefined) return {}
  return {
    selectable_types: new Map(
      getMembers(types).map(([name, node]) => [name, (toText(node) ?? '').slice(0, MOST_OF_A_TYPE)]),
    ),
  }
}

function optional(at: DocumentNode, text: string | undefined): DocumentNode | undefined {
  return text === undefined ? undefined : toNode(at, text)
}

/** Returns the summary, or else the first sentence of the description, or the words of the id. */
function getSummary(operation: DocumentNode): string | undefined {
  const [summary, description, id] = ['summary', 'description', 'operationId'].map((key) =>
    toText(getMember(operation, key))?.trim(),
  )
  if (summary) return summary
  const [sentence = ''] = /^[^\n]{1,120}?(?=\.(\s|$)|\n|$)/.exec(description ?? '') ?? []
  if (sentence !== '') return sentence
  const words = snakeCase(id?.split(/[/.]/).at(-1) ?? '').replaceAll('_', ' ')
  return words === '' ? undefined : `${words[0]?.toUpperCase()}${words.slice(1)}`
}

function textNode(node: DocumentNode | undefined): DocumentNode | undefined {
  return node === undefined || toText(node) === undefined ? undefined : node
}

// Formats a hash as a UUID of version 8 (RFC 9562 §5.8).
function toUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-')
}
