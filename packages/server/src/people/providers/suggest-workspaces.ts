import type { Mapping } from '@bulkhead/contract/people/providers'

export const MOST_SUGGESTIONS = 500

/** Returns the workspaces whose names match the pattern of a mapping, except those that it gives already. */
export function suggestWorkspaces(
  { claim, value, suggests, workspaces = [] }: Mapping,
  groups: string,
  named: readonly { readonly workspace_id: string; readonly name: string }[],
) {
  if (suggests === undefined) return []
  const given = new Set(workspaces.map(({ workspace_id }) => workspace_id.toLowerCase()))
  const isFitting = toMatcher(suggests.pattern)
  return named.flatMap(({ workspace_id, name }) =>
    given.has(workspace_id) || !isFitting(name)
      ? []
      : [{ claim: claim ?? groups, value, workspace_id, workspace_name: name, level: suggests.level }],
  )
}

/**
 * Compiles a pattern in which `*` stands for any string. Its parts are searched from left to right. A regular
 * expression is not used, because it may run long.
 */
function toMatcher(pattern: string): (name: string) => boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return (name) => name === pattern
  const last = rest.pop() ?? ''
  return (name) => {
    if (!name.startsWith(first)) return false
    let at = first.length
    for (const part of rest) {
      const found = name.indexOf(part, at)
      if (found === -1) return false
      at = found + part.length
    }
    return name.length - last.length >= at && name.endsWith(last)
  }
}
