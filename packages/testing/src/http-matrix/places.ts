import type { OperationShape } from '@bulkhead/contract/operation'
import { REFERENCE, type Reference } from '@bulkhead/contract/values/shapes'
import type { TSchema } from 'typebox'

/** Place of a request that takes an id, a name or a cursor, and so could name another tenant's object. */
export interface Place {
  readonly part: 'params' | 'query' | 'body' | 'header'
  /** Names of the path within the part; `0` is the first element of a list. */
  readonly path: readonly string[]
  readonly reference: Reference
  readonly required: boolean
  /**
   * Whether the schema rejects malformed values. A malformed value in a path gives 404; in a filter it matches nothing.
   */
  readonly strict: boolean
}

/** Place of the organization's header. No operation's schema has it, but every operation reads it. */
export const ORGANIZATION_HEADER: Place = {
  part: 'header',
  path: ['x-organization-id'],
  reference: 'organization',
  required: false,
  strict: false,
}

/** Returns the name of a place in messages, such as `query.workspace_id`. */
export function getName({ part, path }: Place): string {
  return [part, ...path].join('.')
}

/** Returns every place of an operation, found by a keyword in its schemas. */
export function getPlaces(operation: OperationShape): Place[] {
  const parts = ['params', 'query', 'body'] as const
  const found = parts.flatMap((part) => {
    const schema = operation[part]
    return schema === undefined ? [] : placesIn(schema, part, [], true)
  })
  return [...found, ORGANIZATION_HEADER]
}

interface Node {
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly required?: readonly string[]
  readonly items?: TSchema
  readonly format?: string
  readonly [REFERENCE]?: Reference
}

function placesIn(schema: TSchema, part: Place['part'], path: string[], required: boolean): Place[] {
  const node = schema as Node
  const reference = node[REFERENCE]
  const own = reference && { part, path, reference, required, strict: isStrict(node, part) }
  const members = Object.entries(node.properties ?? {}).flatMap(([name, member]) =>
    placesIn(member, part, [...path, name], required && (node.required ?? []).includes(name)),
  )
  const elements = node.items === undefined ? [] : placesIn(node.items, part, [...path, '0'], false)
  return [...(own ? [own] : []), ...members, ...elements]
}

function isStrict(node: Node, part: Place['part']): boolean {
  return part !== 'params' && (node.format !== undefined || node[REFERENCE] === 'cursor')
}

/** Fields by which a request names its workspace. All that are given must agree. */
const NAMINGS = new Set(['workspace_name', 'workspace_id', 'customer_name', 'external_user_id'])

/** Returns whether a place is one of the optional fields that name the workspace. */
export function isNaming({ path, required }: Place): boolean {
  return !required && path.length === 1 && NAMINGS.has(path[0] ?? '')
}
