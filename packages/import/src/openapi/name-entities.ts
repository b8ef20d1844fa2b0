import { snakeCase } from './snake-case.ts'

/** An operation without an entity name. */
export interface Unnamed {
  readonly path: string
  readonly method: string
  readonly action: string
  readonly tag: string | undefined
  readonly operation_id: string | undefined
  readonly summary?: string | undefined
  /** Word that says what happens to the item, such as `close`. */
  readonly verb?: string | undefined
}

const VERSION = /^(v\d+(\.\d+)*|api|rest|public|latest)$/i

/**
 * Returns an entity name for each operation, so that no two operations have the same entity and action. Operations on
 * one path share an entity, with or without the placeholder at its end. An entity is named after its tag if no other
 * entity has that tag, or else by as many path segments as are needed to be unique. The usual path of an action gets its
 * name first: a list and a create are at the collection, the others at the item. A word behind an item follows the name of
 * the item: `issues_close`. Remaining conflicts are resolved by the operation's id, or else by its summary.
 */
export function nameEntities(operations: readonly Unnamed[]): readonly string[] {
  const keys = operations.map(getKey)
  const resources = new Map(keys.map((key) => [key.join('/'), key]))
  const names = getNames([...resources.values()])
  // A tag that has a search or a change besides is no name of the collection.
  const tagged = tagNames(
    operations,
    operations.map(({ path }) => getResource(path)),
  )
  const taken = new Map<string, string>()
  const getName = (operation: Unnamed, index: number): string => {
    const key = keys[index]?.join('/') ?? ''
    const item = tagged.get(key) ?? names.get(key) ?? 'root'
    const base = operation.verb === undefined ? item : `${item}_${operation.verb}`
    // PUT and PATCH of one path are told apart by the method. GETs of two paths are told apart by their path
    // parameters.
    const byMethod = `${base}_${operation.method}`
    const byParameter = `${base}_${lastParameter(operation.path)}`
    const isSamePath = taken.get(`${snakeCase(base)} ${operation.action}`) === operation.path
    const choices = isSamePath ? [base, byMethod, byParameter] : [base, byParameter, byMethod]
    for (const choice of [
      ...choices,
      operation.operation_id ?? '',
      operation.summary ?? '',
      `${operation.method}_${operation.path}`,
    ]) {
      const entity = snakeCase(choice)
      const pair = `${entity} ${operation.action}`
      if (entity === '' || taken.has(pair)) continue
      taken.set(pair, operation.path)
      return entity
    }
    return `operation_${index + 1}`
  }
  const found = operations.map(() => '')
  const indexes = operations.map((_, index) => index)
  for (const isUsual of [true, false]) {
    for (const index of indexes) {
      const operation = operations[index]
      if (operation === undefined || isUsualPath(operation) !== isUsual) continue
      found[index] = getName(operation, index)
    }
  }
  return found
}

const OF_COLLECTIONS: readonly string[] = ['list', 'api_search', 'create']

function isUsualPath({ path, action }: Unnamed): boolean {
  return OF_COLLECTIONS.includes(action) !== /\}\/?$/.test(path) && !path.includes('#')
}

// A change of an item and a search are named after what they change and find.
function getKey({ path, action, verb }: Unnamed): readonly string[] {
  const key = getResource(path)
  const last = key.at(-1)?.toLowerCase()
  const isBehind =
    last !== undefined && (last === verb?.toLowerCase() || (action === 'api_search' && last === 'search'))
  return isBehind && key.length > 1 ? key.slice(0, -1) : key
}

// Returns the static segments of a path, which a list and a single record have in common.
function getResource(path: string): readonly string[] {
  const segments = path.split(/[/#?]/).filter((segment) => segment !== '' && !/^\{[^{}]*\}$/.test(segment))
  const named = segments.map((segment) => segment.replace(/\{[^{}]*\}/g, ''))
  const start = named.findIndex((segment) => !VERSION.test(segment))
  return start === -1 ? named : named.slice(start)
}

function getNames(resources: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>()
  const suffixes = (key: readonly string[]) =>
    key.map((_, index) => snakeCase(key.slice(key.length - 1 - index).join('_')))
  for (const key of resources) {
    for (const name of new Set(suffixes(key))) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return new Map(
    resources.map((key) => {
      const all = suffixes(key)
      const unique = all.find((name) => name !== '' && counts.get(name) === 1)
      return [key.join('/'), unique ?? all.at(-1) ?? 'root'] as const
    }),
  )
}

function tagNames(operations: readonly Unnamed[], keys: readonly (readonly string[])[]) {
  const resourcesByName = new Map<string, Set<string>>()
  for (const [index, { tag }] of operations.entries()) {
    if (tag === undefined || snakeCase(tag) === '') continue
    const set = resourcesByName.get(tag) ?? new Set()
    resourcesByName.set(tag, set.add(keys[index]?.join('/') ?? ''))
  }
  const alone = [...resourcesByName].filter(([, resources]) => resources.size === 1)
  return new Map(alone.flatMap(([tag, resources]) => [...resources].map((key) => [key, tag] as const)))
}

function lastParameter(path: string): string {
  return /\{([^{}]+)\}[^{}]*$/.exec(path)?.[1] ?? 'all'
}
