import type { DocumentReader, Fields } from '#document/document-reader'
import type { DocumentNode } from '#document/node'
import {
  ACTIONS,
  type Action,
  type ErrorCheck,
  LIST_ACTIONS,
  type Operation,
  type Parameter,
} from '#model/definition'
import type { RetryPolicy } from '#model/retry-policy'
import { compilePagination } from '#pagination/compile-pagination'
import { type FilePath, parametersIn } from '#text/file-path'
import { probablyMeant } from '#text/nearest'
import { withoutUndefined } from '#text/without-undefined'
import { type CompiledBody, compileBody } from './compile-body.ts'
import { compileEffect } from './compile-effect.ts'
import { compileParameters } from './compile-parameters.ts'
import {
  readFileUrl,
  readMeta,
  readPath,
  readResponseExample,
  readResponseSchema,
  readTransform,
  templateAt,
} from './compile-response.ts'
import type { SchemaReader } from './compile-schemas.ts'
import { readScopes } from './compile-scopes.ts'

const OPERATION_KEYS = [
  'operationId',
  'summary',
  'description',
  'tags',
  'parameters',
  'requestBody',
  'responses',
  'security',
  'deprecated',
  'externalDocs',
  'servers',
  'callbacks',
]

export interface OperationContext {
  readonly schemaAt: SchemaReader
  readonly error_check: ErrorCheck | undefined
  readonly retry: RetryPolicy
  /**
   * Whether the document is OpenAPI without execution extensions. If it is, arrays in a query are written as the
   * document says, instead of always repeating the key, and a body without fields is one parameter.
   */
  readonly is_plain?: boolean
}

/** Compiles one operation. If it has no usable entity and action, reports that and returns undefined. */
export function compileOperation(
  reader: DocumentReader,
  path: string,
  method: Operation['method'],
  node: DocumentNode,
  context: OperationContext,
): Operation | undefined {
  const fields = reader.fields(node, `paths.${path}.${method.toLowerCase()}`, OPERATION_KEYS)
  const entity = fields.requiredText('x-airbyte-entity', 'widgets')
  const action = readAction(reader, fields)
  const wire_path = readWirePath(reader, fields, path)
  const body = compileBody(reader, fields, context)
  const declared = compileParameters(reader, fields, context)
  const merged = withoutUnusable(mergeVariables(declared, body, wire_path, reader, fields), reader, fields)
  const record_extractor = readPath(reader, fields, 'x-airbyte-record-extractor')
  const meta_extractor = readMeta(reader, fields)
  const record_transform = readTransform(reader, fields)
  const record_filter = templateAt(reader, fields, 'x-airbyte-record-filter')
  const file_url = readFileUrl(reader, fields, action, merged)
  const parameters = withFileParameters(merged, file_url)
  const effect = compileEffect(reader, fields, { action, method, is_mutation: body.is_mutation })
  const isList = action !== undefined && LIST_ACTIONS.has(action)
  const pagination = isList ? compilePagination(reader, fields, parameters, meta_extractor) : undefined
  if (entity === '' || action === undefined) return undefined
  if (!isList && fields.node('x-bulkhead-pagination') !== undefined) {
    reader.report(fields.at, `${fields.where}: only list and api_search have x-bulkhead-pagination`)
  }
  const texts = optionalTexts(fields)
  const response_schema = readResponseSchema(fields, context.schemaAt)
  const response_example = readResponseExample(fields)
  return {
    entity,
    action,
    ...effect,
    method,
    path,
    wire_path,
    ...texts,
    ...readScopes(fields),
    parameters,
    parameter_names: new Set(parameters.map((parameter) => parameter.name)),
    body: body.kind,
    body_required: body.required,
    ...(body.transformed !== undefined && { transformed_body: body.transformed }),
    ...(body.graphql !== undefined && { graphql: body.graphql }),
    uploads: body.uploads,
    ...withoutUndefined({ record_extractor, record_transform, record_filter, file_url, meta_extractor }),
    ...(context.error_check !== undefined && { error_check: context.error_check }),
    retry: context.retry,
    ...withoutUndefined({ pagination, response_schema, response_example }),
    preferred_for_check: fields.flag('x-airbyte-preferred-for-check') ?? false,
    untested: fields.flag('x-airbyte-untested') ?? false,
  }
}

function optionalTexts(fields: Fields) {
  const operation_id = fields.text('operationId')
  const summary = fields.text('summary')
  const description = fields.text('description')
  const no_pagination = fields.text('x-airbyte-no-pagination')
  return {
    ...withoutUndefined({ operation_id, summary, description, no_pagination }),
  }
}

/** Leaves out parameters whose name no JSON of a request may have. */
function withoutUnusable(
  parameters: readonly Parameter[],
  reader: DocumentReader,
  { at, where }: Fields,
): readonly Parameter[] {
  return parameters.filter(({ name }) => {
    if (name !== '__proto__') return true
    reader.warn(at, `${where}: the parameter __proto__ is left out, since no request can give it a value`)
    return false
  })
}

function readAction(reader: DocumentReader, fields: Fields): Action | undefined {
  const text = fields.requiredText('x-airbyte-action', 'list')
  const action = ACTIONS.find((known) => known === text)
  if (action === undefined && text !== '') {
    const meant = probablyMeant(text, ACTIONS)
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`
    const at = fields.node('x-airbyte-action') ?? fields.at
    reader.report(at, `${fields.where}: ${text} is no action, use ${ACTIONS.join(', ')}${hint}`)
  }
  return action
}

function readWirePath(reader: DocumentReader, fields: Fields, path: string): string {
  const override = fields.fields('x-airbyte-path-override', ['path'])
  // An empty path means the server URL itself.
  const wire_path = override?.text('path') ?? override?.requiredText('path', '/graphql') ?? path
  if (!wire_path.startsWith('/') && wire_path !== '') {
    reader.report(override?.at ?? fields.at, `${fields.where}: the path must begin with /, not ${wire_path}`)
  }
  const segments = wire_path.split('?', 1)[0]?.split('/') ?? []
  const climbs = segments.some((segment) => /^(\.|%2e){1,2}$/i.test(segment))
  if (climbs || /[^A-Za-z0-9._~!$&'()*+,;=:@%/?{}-]/.test(wire_path)) {
    reader.report(
      override?.at ?? fields.at,
      `${fields.where}: ${wire_path} is no path that a URL can hold as it is`,
    )
  }
  return wire_path
}

// Declared query parameters of a GraphQL operation are its variables. Only path and header parameters stay parameters
// of the request.
function mergeVariables(
  declared: Operation['parameters'],
  body: CompiledBody,
  wire_path: string,
  reader: DocumentReader,
  fields: Fields,
): Operation['parameters'] {
  const placed =
    body.kind === 'graphql'
      ? declared.map((parameter) =>
          parameter.in === 'query'
            ? {
                ...parameter,
                in: 'variable' as const,
                ...(body.nullable.has(parameter.name) && { nullable: true }),
              }
            : parameter,
        )
      : declared
  const names = new Set(placed.map((parameter) => parameter.name))
  const further = body.parameters.filter((parameter) => body.kind !== 'graphql' || !names.has(parameter.name))
  const holes = [...wire_path.matchAll(/\{([A-Za-z0-9_]+)\}/g)].map((match) => match[1] ?? '')
  for (const hole of holes) {
    if (placed.some((parameter) => parameter.in === 'path' && parameter.name === hole)) continue
    reader.report(
      fields.at,
      `${fields.where}: the path has {${hole}}, so it needs a parameter of that name in: path`,
    )
  }
  // A path parameter that the wire path does not use is not required.
  const used = placed.map((parameter) =>
    parameter.in === 'path' && !holes.includes(parameter.name)
      ? { ...parameter, required: false }
      : parameter,
  )
  return [...used, ...further]
}

// A path parameter may be used by the file's URL alone. Then it is required after all.
function withFileParameters(parameters: Operation['parameters'], file_url: FilePath | undefined) {
  const needed = file_url === undefined ? [] : parametersIn(file_url)
  return parameters.map((parameter) =>
    needed.includes(parameter.name) ? { ...parameter, required: true } : parameter,
  )
}
