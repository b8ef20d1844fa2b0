/** Scopes that a client may request. The person chooses the granted ones, within the person's own rights. */
export const AGENT_SCOPES = ['mcp', 'mcp:read', 'offline_access'] as const

/** Scope of a client that requests none, or only unknown ones. Rejecting the request would strand the client. */
export const DEFAULT_SCOPE = 'mcp'

/** Returns the known scopes of a request. */
export function getKnownScopes(scope: string | null | undefined): string {
  const known = (scope ?? '').split(' ').filter((one) => (AGENT_SCOPES as readonly string[]).includes(one))
  return known.some((one) => one !== 'offline_access')
    ? [...new Set(known)].join(' ')
    : [DEFAULT_SCOPE, ...known].join(' ')
}

/** Returns whether a client asks only to read. */
export function isReadOnlyScope(scope: string): boolean {
  return !scope.split(' ').includes('mcp')
}
