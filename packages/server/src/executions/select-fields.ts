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

/** Applies a selection to one record, or to each of a list. A path goes through lists of objects too. */
export function selectFields(result: unknown, { select_fields, exclude_fields }: FieldSelection): unknown {
  if (select_fields && select_fields.length > 0) return keep(result, treeOf(select_fields))
  if (exclude_fields && exclude_fields.length > 0) return drop(result, treeOf(exclude_fields))
  return result
}

/** Names → what follows; an empty map is the end of a path. */
type Tree = Map<string, Tree>

function treeOf(paths: readonly string[]): Tree {
  const root: Tree = new Map()
  for (const path of paths) {
    let node = root
    for (const name of path.split('.')) {
      const next = node.get(name) ?? new Map()
      node.set(name, next)
      node = next
    }
  }
  return root
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value)
}

function keep(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((element) => keep(element, tree))
  if (!isObject(value)) return value
  return Object.fromEntries(
    [...tree]
      .filter(([name]) => Object.hasOwn(value, name))
      .map(([name, rest]) => [name, rest.size === 0 ? value[name] : keep(value[name], rest)]),
  )
}

function drop(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((element) => drop(element, tree))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => tree.get(name)?.size !== 0)
      .map(([name, member]) => {
        const rest = tree.get(name)
        return [name, rest === undefined ? member : drop(member, rest)]
      }),
  )
}
