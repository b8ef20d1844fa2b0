import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { Ajv, type ValidateFunction } from 'ajv'
import type { Description, Json } from './description.ts'
import { type LocalServer, listenLocally } from './listen-locally.ts'

type JsonObject = { readonly [key: string]: Json }

/** Operation with references resolved as far as a request needs. */
interface Described {
  readonly method: string
  readonly path: RegExp
  readonly placeholders: readonly string[]
  readonly parameters: readonly JsonObject[]
  readonly validateParameters: ValidateFunction
  /** Undefined if no JSON body is described. */
  readonly validateBody: ValidateFunction | undefined
  readonly needsBody: boolean
  readonly response: { readonly status: number; readonly body: Json | undefined }
}

/**
 * Serves an OpenAPI 3 description on 127.0.0.1. A valid request gets the example of the first success. An invalid one
 * gets 422 with the faults. Undeclared query parameters and body properties are accepted.
 *
 * @param port 0 takes a free port.
 */
export async function serveDescription(description: Description, port = 0): Promise<LocalServer> {
  const operations = describedIn(description)
  const server = createServer((request, response) => {
    answer(operations, request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  return listenLocally(server, port)
}

async function answer(operations: readonly Described[], request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in')
  const onPath = operations.filter(({ path }) => path.test(pathname))
  const operation = onPath.find(({ method }) => method === request.method)
  const send = (status: number, body?: Json) => {
    response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json' })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  }
  const raw = await text(request)
  if (operation === undefined) return send(onPath.length > 0 ? 405 : 404, { message: 'Not described' })
  const faults = [
    ...getFaults(operation.validateParameters, getParameters(operation, request, pathname, searchParams)),
    ...bodyFaults(operation, request.headers['content-type'] ?? '', raw),
  ]
  if (faults.length > 0) return send(422, { message: 'The description refuses this', faults })
  send(operation.response.status, operation.response.body)
}

function getFaults(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`)
}

function bodyFaults({ validateBody, needsBody }: Described, type: string, raw: string): string[] {
  if (raw === '') return needsBody ? ['a body is required'] : []
  if (validateBody === undefined || !/\bjson\b/.test(type)) return []
  try {
    return getFaults(validateBody, JSON.parse(raw))
  } catch {
    return ['the body is not JSON']
  }
}

/** Returns the values of declared parameters as `<place> <name>`, parsed by their styles. */
function getParameters(
  { parameters, path, placeholders }: Described,
  { headers }: IncomingMessage,
  pathname: string,
  query: URLSearchParams,
): Record<string, unknown> {
  const segments = path.exec(pathname)?.slice(1).map(decodeURIComponent) ?? []
  const entries = parameters.flatMap((parameter): [string, unknown][] => {
    const { name, in: place, schema, style, explode } = parameter as Record<string, string>
    const key = `${place} ${name}`
    if (place === 'path') return [[key, segments[placeholders.indexOf(name ?? '')]]]
    if (place === 'header') {
      const value = headers[String(name).toLowerCase()]
      return value === undefined ? [] : [[key, value]]
    }
    if (place !== 'query') return []
    if (style === 'deepObject') {
      const members = [...query].filter(([given]) => given.startsWith(`${name}[`))
      const pairs = members.map(([given, value]) => [given.slice(String(name).length + 1, -1), value])
      return pairs.length === 0 ? [] : [[key, Object.fromEntries(pairs)]]
    }
    const values = query.getAll(String(name))
    if (values.length === 0) return []
    if (Object(schema).type !== 'array') return [[key, values[0]]]
    return [[key, String(explode) === 'false' ? values.flatMap((value) => value.split(',')) : values]]
  })
  return Object.fromEntries(entries)
}

function describedIn(description: Description): Described[] {
  const { components } = description
  // References in a schema lead to `components` next to it.
  const options = { strict: false, validateFormats: false, allErrors: true, logger: false } as const
  const bodies = new Ajv(options)
  const texts = new Ajv({ ...options, coerceTypes: 'array' })
  const shared = asJsonSchema(components)
  const compile = (ajv: Ajv, schema: Json) =>
    ajv.compile({ ...Object(asJsonSchema(schema)), components: shared })

  return Object.entries(description.paths).flatMap(([template, item]) =>
    Object.entries(item)
      .filter(([method]) => /^(get|put|post|patch|delete|head)$/.test(method))
      .map(([method, value]): Described => {
        const operation = Object(value) as JsonObject
        const parameters = [...list(item.parameters), ...list(operation.parameters)].map((one) =>
          resolved(description, one),
        )
        const keyed = parameters.map((one) => [`${one.in} ${one.name}`, one] as const)
        const body = resolved(description, operation.requestBody)
        const schema = getContent(body)?.schema
        return {
          method: method.toUpperCase(),
          path: new RegExp(
            `^${template
              .split(/\{[^}]+\}/)
              .map((part) => RegExp.escape(part))
              .join('([^/]+)')}$`,
          ),
          placeholders: [...template.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name),
          parameters,
          validateParameters: compile(texts, {
            type: 'object',
            properties: Object.fromEntries(keyed.map(([key, one]) => [key, one.schema ?? {}])),
            required: keyed
              .filter(([, one]) => one.required === true && one.in !== 'cookie')
              .map(([key]) => key),
          }),
          validateBody: schema === undefined ? undefined : compile(bodies, schema),
          needsBody: body.required === true,
          response: firstSuccess(description, operation.responses),
        }
      }),
  )
}

function firstSuccess(description: Description, responses: Json | undefined): Described['response'] {
  const [code = '200', value] = Object.entries(Object(responses)).find(([status]) => /^2/.test(status)) ?? []
  const content = getContent(resolved(description, value as Json))
  const example = content?.example ?? Object.values<Json>(Object(content?.examples))[0]
  const body = content === undefined ? undefined : (exampleValue(description, example) ?? {})
  return { status: Number(code.replaceAll('X', '0')), body }
}

/** Returns an example, its `value`, or the value that either references; GitHub has references in both places. */
function exampleValue(description: Description, example: Json | undefined): Json | undefined {
  const { value = example } = resolved(description, example) as { value?: Json }
  const isReference = typeof value === 'object' && value !== null && '$ref' in value
  return isReference ? exampleValue(description, resolved(description, value)) : value
}

/** Returns the schema for JSON, including GitHub's own media types. */
function getContent(holder: JsonObject): JsonObject | undefined {
  const contents = Object.entries<JsonObject>(Object(holder.content))
  return contents.find(([type]) => /\bjson\b/.test(type))?.[1]
}

function resolved(description: Description, value: Json | undefined): JsonObject {
  const reference = (Object(value) as JsonObject).$ref
  if (typeof reference !== 'string') return Object(value)
  const [, , kind = '', name = ''] = reference.split('/')
  return resolved(description, description.components[kind]?.[name])
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

/** Converts OpenAPI 3.0 schemas to JSON Schema: `nullable` becomes a type, and boolean exclusive bounds are dropped. */
function asJsonSchema(value: Json): Json {
  if (Array.isArray(value)) return value.map(asJsonSchema)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    // An example is not a schema, even if it looks like one.
    .filter(([key, member]) => !(key === 'example' || (key === 'examples' && !Array.isArray(member))))
    .filter(([key, member]) => !(/^exclusiveM/.test(key) && typeof member === 'boolean'))
    .map(([key, member]) => [key, asJsonSchema(member)] as const)
  const { nullable, ...schema } = Object.fromEntries(entries) as JsonObject
  // `nullable` may also be the name of a property.
  if (typeof nullable !== 'boolean') return Object.fromEntries(entries)
  return nullable ? { anyOf: [schema, { type: 'null' }] } : schema
}
