import type { OperationShape } from '@bulkhead/contract/operation'
import { REFERENCE, type Reference } from '@bulkhead/contract/values/shapes'

interface Node {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly maximum?: number
  readonly [REFERENCE]?: Reference
}

/** Name of a query parameter and one value of it. */
export type Filter = readonly [name: string, value: string]

const DAY_MS = 86_400_000
const MOST_CHOICES = 4
/** Values of the rows that \`fill-tables.ts\` makes: a frequent one, then rare ones. */
const FILLED: Readonly<Record<string, readonly string[]>> = {
  entity: ['things', 'rarities'],
  action: ['list'],
  code: ['upstream_error'],
  event: ['connector.created', 'workspace.tokens_revoked'],
  name_contains: ['customer', 'customer-777'],
}

/**
 * Lists values of every query parameter that an operation takes. For a reference: the caller's own and one that refers
 * to nothing. For a choice: some of its values. For a string: some that rows have and one that no row has.
 */
export function getFilters({ query }: OperationShape, own: Readonly<Record<Reference, string>>): Filter[][] {
  const { properties = {} } = (query ?? {}) as { properties?: Record<string, Node> }
  return Object.entries(properties).map(([name, node]) =>
    getValues(name, node, own).map((value): Filter => [name, value]),
  )
}

function getValues(name: string, node: Node, own: Readonly<Record<Reference, string>>): string[] {
  const reference = node[REFERENCE]
  if (reference === 'cursor') return [cursorAt(Date.now() - 60 * DAY_MS)]
  if (reference !== undefined) {
    const none = node.format === 'uuid' ? crypto.randomUUID() : 'nothing-such'
    return [...(own[reference] === undefined ? [] : [own[reference]]), ...(FILLED[name] ?? []), none]
  }
  if (node.enum !== undefined) {
    const choices = node.enum.map(String)
    // Each order may have an index of its own.
    if (name === 'sort' || choices.length <= MOST_CHOICES) return choices
    return [...(FILLED[name] ?? []), ...choices.slice(0, 1)]
  }
  if (node.format === 'date-time') {
    const days = name === 'until' ? [80, 0] : [89, 1]
    return days.map((ago) => new Date(Date.now() - ago * DAY_MS).toISOString())
  }
  if (node.type === 'boolean') return ['true']
  if (node.type === 'integer') return [String(node.maximum ?? 10)]
  return [...(FILLED[name] ?? []), 'nothing-such']
}

/** Returns a cursor at a time, for a list that is ordered by time. */
function cursorAt(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0')
  return Buffer.from(`${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`, 'latin1').toString(
    'base64url',
  )
}

/** Returns every parameter alone, every pair of parameters, and none. */
export function getCombinations(filters: readonly (readonly Filter[])[]): Filter[][] {
  const alone = filters.flatMap((values) => values.map((value) => [value]))
  const pairs = filters.flatMap((values, at) =>
    filters.slice(at + 1).flatMap((others) => values.flatMap((one) => others.map((other) => [one, other]))),
  )
  return [[], ...alone, ...pairs]
}
