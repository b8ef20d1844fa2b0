import { isJsonObject, ownMember } from '@bulkhead/engine/text'
import type { Description, Json } from '@bulkhead/testing/upstreams/description'

/** Operation of a third-party description. */
export interface DescribedOperation {
  /** Path, spelled as in the description. */
  readonly path: string
  readonly query: ReadonlySet<string>
  readonly body: ReadonlySet<string>
  /** Properties of the response, at any depth that a record may have. */
  readonly response: ReadonlySet<string>
  /** Required parameters besides the path's. */
  readonly required: readonly string[]
}

const DEPTH = 4

/** Finds an operation by method and path, regardless of its placeholders' names. */
export function describedOperation(
  description: Description,
  method: string,
  path: string,
): DescribedOperation | undefined {
  const candidates = Object.keys(description.paths).filter(
    (known) => method.toLowerCase() in (description.paths[known] ?? {}) && matches(known, path),
  )
  // `/customers/search` also matches the path of a customer, so the path with the fewest placeholders is chosen.
  const found = candidates.toSorted((one, other) => holesIn(one) - holesIn(other))[0]
  const item = found === undefined ? undefined : description.paths[found]
  const operation = item?.[method.toLowerCase()]
  if (found === undefined || item === undefined || operation === undefined) return undefined
  const resolve = (value: Json | undefined) => resolved(description, value)
  const listed = [...getList(item.parameters), ...getList(ownMember(operation, 'parameters'))].map(resolve)
  const queries = listed.filter((parameter) => ownMember(parameter, 'in') === 'query')
  const body = schemaIn(description, resolve(ownMember(operation, 'requestBody')))
  const responses = Object.entries(Object(ownMember(operation, 'responses')))
  const success = responses.find(([status]) => /^(2..|default)$/.test(status))?.[1] as Json | undefined
  const names = (list: readonly (Json | undefined)[]) => list.map((one) => String(ownMember(one, 'name')))
  return {
    path: found,
    query: new Set(names(queries)),
    body: new Set(properties(description, body).map(([name]) => name)),
    response: new Set(deepNames(description, schemaIn(description, resolve(success)), DEPTH)),
    required: [
      ...names(queries.filter((parameter) => ownMember(parameter, 'required') === true)),
      ...getList(ownMember(resolve(body), 'required')).map(String),
    ],
  }
}

function matches(known: string, path: string): boolean {
  const [theirs, ours] = [known, path].map((text) => text.replace(/\/$/, '').split('/'))
  if (theirs === undefined || ours === undefined || theirs.length !== ours.length) return false
  return theirs.every((segment, index) => {
    const own = ours[index] ?? ''
    if (!segment.includes('{')) return segment === own
    // An id does not match a word of a path: `/taxes/classes` is not one of `/taxes/{id}`. `me` is the id of the
    // caller.
    if (/^\{\w*id\}$/i.test(segment) && !own.includes('{') && own !== 'me') return false
    // `{property}:runReport` is a placeholder followed by a verb.
    const form = segment.split(/\{\w+\}/).map((part) => RegExp.escape(part))
    return new RegExp(`^${form.join('.+')}$`).test(own.replaceAll(/[{}]/g, ''))
  })
}

function holesIn(path: string): number {
  return path.split('{').length
}

function resolved(description: Description, value: Json | undefined): Json | undefined {
  const reference = ownMember(value, '$ref')
  if (typeof reference !== 'string') return value
  const [, , kind = '', name = ''] = reference.split('/')
  return resolved(description, description.components[kind]?.[name])
}

function getList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

function schemaIn(description: Description, holder: Json | undefined): Json | undefined {
  const media = Object.values(Object(ownMember(holder, 'content')))[0] as Json | undefined
  return resolved(description, ownMember(media, 'schema'))
}

/** Returns the properties of a schema and of its alternatives. */
function properties(description: Description, given: Json | undefined): readonly (readonly [string, Json])[] {
  const schema = resolved(description, given)
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => getList(ownMember(schema, key)))
  const own = ownMember(schema, 'properties')
  return [
    ...parts.flatMap((part) => properties(description, part)),
    ...(isJsonObject(own) ? Object.entries(own) : []),
  ]
}

function deepNames(description: Description, given: Json | undefined, depth: number): readonly string[] {
  const schema = resolved(description, given)
  const items = ownMember(schema, 'items')
  if (items !== undefined) return deepNames(description, items, depth)
  const own = properties(description, schema)
  if (depth === 0) return own.map(([name]) => name)
  return own.flatMap(([name, member]) => [name, ...deepNames(description, member, depth - 1)])
}
