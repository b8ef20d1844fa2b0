/**
 * Dotted paths that a GraphQL selection names, those on the way to a leaf included. Arguments count for nothing, and a
 * fragment's fields are those of what it is in.
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
    // An alias is no name of a field.
    else if (!token.endsWith(':')) {
      last = token
      paths.add([...stack.filter((name) => name !== undefined), token].join('.'))
    }
  }
  return paths
}

/**
 * Whether a caller's selection leaves the record: names something inside of a field, other than the operation's own
 * selection does.
 */
export function leavesRecord(selection: string, own: string): boolean {
  const known = selectionPaths(own)
  return [...selectionPaths(selection)].some((path) => path.includes('.') && !known.has(path))
}
