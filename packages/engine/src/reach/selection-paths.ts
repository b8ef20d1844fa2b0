/**
 * Returns the dotted paths in a GraphQL selection, including those of inner nodes. Arguments are ignored. Fields of a
 * fragment count as fields of the enclosing object.
 */
function selectionPaths(selection: string): ReadonlySet<string> {
  const plain = selection.replace(/\([^()]*\)/g, ' ').replace(/\.\.\.\s*on\s+\w+/g, '...')
  const paths = new Set<string>()
  const stack: (string | undefined)[] = []
  let last: string | undefined
  for (const [token] of plain.matchAll(/[{}]|\.\.\.|[A-Za-z_]\w*\s*:|\w+/g)) {
    if (token === '{') {
      stack.push(last)
      last = undefined
    } else if (token === '}') stack.pop()
    else if (token === '...') last = undefined
    // An alias is not the name of a field.
    else if (!token.endsWith(':')) {
      last = token
      paths.add([...stack.filter((name) => name !== undefined), token].join('.'))
    }
  }
  return paths
}

/**
 * Returns whether a caller's selection goes beyond the record: it names nested fields that the operation's own
 * selection does not have.
 */
export function leavesRecord(selection: string, own: string): boolean {
  const known = selectionPaths(own)
  return [...selectionPaths(selection)].some((path) => path.includes('.') && !known.has(path))
}
