type Json = Record<string, unknown>

/** What to keep or drop of each record, as dotted paths; keeping wins over dropping. */
export interface FieldSelection {
  select_fields?: readonly string[] | null | undefined
  exclude_fields?: readonly string[] | null | undefined
}

/** Whether a selection leaves anything out. */
export function selects({ select_fields, exclude_fields }: FieldSelection): boolean {
  return (select_fields?.length ?? 0) > 0 || (exclude_fields?.length ?? 0) > 0
}

/**
 * Applies a selection to one record, or to each of a list. A path goes through lists of objects too. Its dots
 * lead into objects, and may be part of a name as well: either reading counts.
 */
export function selectFields(result: unknown, { select_fields, exclude_fields }: FieldSelection): unknown {
  if (select_fields && select_fields.length > 0) return keep(result, treeOf(select_fields))
  if (exclude_fields && exclude_fields.length > 0) return drop(result, treeOf(exclude_fields))
  return result
}

/** What some paths say of one object. */
interface Tree {
  /** Whether a path ends here: whatever longer ones say, it means all of this. */
  ends: boolean
  /** What follows, by the first name of each path. */
  readonly names: Map<string, Tree>
  /** Those of the paths that have dots: a record may have one as the name of a single member. */
  readonly dotted: string[]
}

function emptyTree(): Tree {
  return { ends: false, names: new Map(), dotted: [] }
}

function treeOf(paths: Iterable<string>): Tree {
  const tree = emptyTree()
  for (const path of paths) {
    let node = tree
    let rest = path
    for (const name of path.split('.')) {
      if (rest !== name) node.dotted.push(rest)
      const next = node.names.get(name) ?? emptyTree()
      node.names.set(name, next)
      node = next
      rest = rest.slice(name.length + 1)
    }
    node.ends = true
  }
  return tree
}

/** What the paths say of the member of an object. */
function treeAt({ names, dotted }: Tree, name: string): Tree | undefined {
  if (dotted.length === 0 || !name.includes('.')) return names.get(name)
  const inside = dotted
    .filter((path) => path.startsWith(`${name}.`))
    .map((path) => path.slice(name.length + 1))
  const ends = dotted.includes(name)
  return ends || inside.length > 0 ? { ...treeOf(inside), ends } : undefined
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value)
}

function keep(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((element) => keep(element, tree))
  if (!isObject(value)) return value
  const names = [...tree.names.keys()].filter((name) => Object.hasOwn(value, name))
  if (tree.dotted.length > 0) names.push(...Object.keys(value).filter((name) => name.includes('.')))
  return Object.fromEntries(
    names.flatMap((name) => {
      const rest = treeAt(tree, name)
      if (rest === undefined) return []
      return [[name, rest.ends ? value[name] : keep(value[name], rest)]]
    }),
  )
}

function drop(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((element) => drop(element, tree))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const rest = treeAt(tree, name)
      if (rest === undefined) return [[name, member]]
      return rest.ends ? [] : [[name, drop(member, rest)]]
    }),
  )
}
