import { compileBody, compileParameters } from '#compile-parameters'
import type { SchemaReader } from '#compile-schemas'
import {
  ACTIONS,
  type Action,
  type BodyKind,
  type ErrorCheck,
  type MetaSource,
  type Operation,
} from '#definition'
import type { DocumentReader, Fields } from '#document-reader'
import { compileJsonPath, type JsonPath } from '#json-path'
import type { DocumentNode } from '#load-document'
import { probablyMeant } from '#nearest'

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

const READS: readonly Action[] = ['get', 'list', 'api_search', 'download']

/** Why a body of this kind cannot be sent. */
const UNSUPPORTED_BODIES: Partial<Record<BodyKind, string>> = {
  graphql: 'it sends GraphQL',
  form: 'it sends a form',
  multipart_form: 'it sends a multipart form',
  multipart_related: 'it uploads a file',
}

/** Compiles one operation. Gives undefined if it has no usable entity and action, which is reported. */
export function compileOperation(
  reader: DocumentReader,
  path: string,
  method: Operation['method'],
  node: DocumentNode,
  schemaAt: SchemaReader,
  error_check: ErrorCheck | undefined,
): Operation | undefined {
  const fields = reader.fields(node, `paths.${path}.${method.toLowerCase()}`, OPERATION_KEYS)
  const entity = fields.requiredText('x-airbyte-entity', 'widgets')
  const action = actionOf(reader, fields)
  const wire_path = wirePathOf(reader, fields, path)
  const body = compileBody(reader, fields, schemaAt)
  const declared = compileParameters(reader, fields, schemaAt)
  const parameters = mergeVariables(declared, body, wire_path, reader, fields)
  const record_extractor = pathOf(reader, fields, 'x-airbyte-record-extractor')
  const meta_extractor = metaOf(reader, fields)
  const unsupported = unsupportedOf(fields, action, body.kind)
  if (fields.node('x-airbyte-file-url') !== undefined && action !== undefined && action !== 'download') {
    reader.report(fields.at, `${fields.where}: only a download has x-airbyte-file-url, not ${action}`)
  }
  if (entity === '' || action === undefined) return undefined
  const operation_id = fields.text('operationId')
  const summary = fields.text('summary')
  const description = fields.text('description')
  return {
    entity,
    action,
    effect: READS.includes(action) ? 'read' : 'write',
    method,
    path,
    wire_path,
    ...(operation_id !== undefined && { operation_id }),
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    parameters,
    parameter_names: new Set(parameters.map((parameter) => parameter.name)),
    body: body.kind,
    body_required: body.required,
    ...(record_extractor !== undefined && { record_extractor }),
    ...(meta_extractor !== undefined && { meta_extractor }),
    ...(error_check !== undefined && { error_check }),
    ...(unsupported !== undefined && { unsupported }),
    preferred_for_check: fields.flag('x-airbyte-preferred-for-check') ?? false,
    untested: fields.flag('x-airbyte-untested') ?? false,
  }
}

function actionOf(reader: DocumentReader, fields: Fields): Action | undefined {
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

function wirePathOf(reader: DocumentReader, fields: Fields, path: string): string {
  const override = fields.fields('x-airbyte-path-override', ['path'])
  const wire_path = override?.requiredText('path', '/graphql') ?? path
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

// What a GraphQL operation declares as query parameters are its variables; only paths and headers stay.
function mergeVariables(
  declared: Operation['parameters'],
  body: { readonly kind: BodyKind; readonly parameters: Operation['parameters'] },
  wire_path: string,
  reader: DocumentReader,
  fields: Fields,
): Operation['parameters'] {
  const placed =
    body.kind === 'graphql'
      ? declared.map((parameter) =>
          parameter.in === 'query' ? { ...parameter, in: 'variable' as const } : parameter,
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
  // A path parameter that the wire path does not use is not demanded of anyone.
  const used = placed.map((parameter) =>
    parameter.in === 'path' && !holes.includes(parameter.name)
      ? { ...parameter, required: false }
      : parameter,
  )
  return [...used, ...further]
}

function pathOf(reader: DocumentReader, fields: Fields, key: string): JsonPath | undefined {
  const text = fields.text(key)
  if (text === undefined) return undefined
  const path = compileJsonPath(text.trim())
  if (path === undefined) {
    reader.report(
      fields.node(key) ?? fields.at,
      `${fields.where}.${key} must be a path of $, .name, [0] and [*], not ${text}`,
    )
  }
  return path
}

function metaOf(reader: DocumentReader, fields: Fields): ReadonlyMap<string, MetaSource> | undefined {
  if (fields.node('x-airbyte-meta-extractor') === undefined) return undefined
  const sources = new Map<string, MetaSource>()
  for (const [name, text] of fields.textMap('x-airbyte-meta-extractor')) {
    const [, kind, rest] = /^@(link|header)\.(.+)$/.exec(text.trim()) ?? []
    const path = compileJsonPath(text.trim())
    if (kind === 'link' && rest !== undefined) sources.set(name, { from: 'link', rel: rest })
    else if (kind === 'header' && rest !== undefined) {
      sources.set(name, { from: 'header', name: rest.toLowerCase() })
    } else if (path !== undefined) sources.set(name, { from: 'body', path })
    else {
      const at = fields.node('x-airbyte-meta-extractor') ?? fields.at
      reader.report(at, `${fields.where}: ${name} must be $.a.b, @link.next or @header.X-Name, not ${text}`)
    }
  }
  return sources
}

function unsupportedOf(fields: Fields, action: Action | undefined, body: BodyKind): string | undefined {
  if (action === 'download') return 'it downloads a file'
  if (fields.node('x-airbyte-record-filter') !== undefined) return 'it filters records by an expression'
  if (fields.node('x-airbyte-record-transform') !== undefined) return 'it transforms records'
  return UNSUPPORTED_BODIES[body]
}
