// Own code: `json-mask` has no names with dots in them, which records of some services have.

type Json = Record<string, unknown>

/** Dotted paths to keep or drop in each record. If both are given, only `select_fields` counts. */
export interface FieldSelection {
  select_fields?: readonly string[] | null | undefined
  exclude_fields?: readonly string[] | null | undefined
}

/**
 * Applies a selection to one record, or to each record of a list. A path also goes through lists of objects. A dot
 * leads into an object or is part of a member's name: either reading counts.
 */
export function selectFields(result: unknown, { select_fields, exclude_fields }: FieldSelection): unknown {
  if (select_fields && select_fields.length > 0) return keep(result, toTree(select_fields))
  if (exclude_fields && exclude_fields.length > 0) return drop(result, toTree(exclude_fields))
  return result
}

/** Paths as a tree, keyed by name. */
interface Tree {
  /** Whether a path ends here. Then it selects the whole value, even if a longer path goes further. */
  ends: boolean
  /** Remaining paths, by their next name. */
  readonly names: Map<string, Tree>
  /** Whether a path has more than one name from here on, so that its dots may be part of the name of one member. */
  hasDots: boolean
}

function emptyTree(): Tree {
  return { ends: false, names: new Map(), hasDots: false }
}

function toTree(paths: Iterable<string>): Tree {
  const tree = emptyTree()
  for (const path of paths) {
    let node = tree
    const names = path.split('.')
    for (const [index, name] of names.entries()) {
      if (index < names.length - 1) node.hasDots = true
      const next = node.names.get(name) ?? emptyTree()
      node.names.set(name, next)
      node = next
    }
    node.ends = true
  }
  return tree
}

/** Returns the remaining paths below a member. Dots in the member's name lead down the tree like those of a path. */
function treeAt(tree: Tree, name: string): Tree | undefined {
  if (!tree.hasDots) return tree.names.get(name)
  let node: Tree | undefined = tree
  for (let from = 0; node !== undefined; ) {
    const dot = name.indexOf('.', from)
    if (dot === -1) return node.names.get(name.slice(from))
    node = node.names.get(name.slice(from, dot))
    from = dot + 1
  }
  return undefined
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value)
}

/**
 * Number of names up to which each name is looked up in the record. Above it, each member of the record is looked up in
 * the tree.
 */
const MANY_PATHS = 10

function keep(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return getEach(value, tree, keep)
  if (!isObject(value)) return value
  const kept: Json = {}
  if (tree.names.size > MANY_PATHS) {
    for (const name in value) keepMember(kept, value, name, treeAt(tree, name))
    return kept
  }
  for (const [name, rest] of tree.names) if (Object.hasOwn(value, name)) keepMember(kept, value, name, rest)
  if (!tree.hasDots) return kept
  for (const name in value) if (name.includes('.')) keepMember(kept, value, name, treeAt(tree, name))
  return kept
}

function keepMember(kept: Json, value: Json, name: string, rest: Tree | undefined): void {
  if (rest !== undefined) setMember(kept, name, rest.ends ? value[name] : keep(value[name], rest))
}

/** Applies `choose` to each element. Without `map`, which would take two more stack frames for each level. */
function getEach(list: readonly unknown[], tree: Tree, choose: typeof keep): unknown[] {
  const chosen: unknown[] = []
  for (let index = 0; index < list.length; index += 1) chosen.push(choose(list[index], tree))
  return chosen
}

function drop(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return getEach(value, tree, drop)
  if (!isObject(value)) return value
  const left: Json = {}
  for (const name in value) {
    const rest = treeAt(tree, name)
    if (rest === undefined) setMember(left, name, value[name])
    else if (!rest.ends) setMember(left, name, drop(value[name], rest))
  }
  return left
}

/** Sets a member. Assigning to `__proto__` would change what the object inherits. */
function setMember(object: Json, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
  } else object[name] = value
}
