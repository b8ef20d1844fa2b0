/** What a client may ask for. What it gets is chosen by the person, and is no more than the person's. */
export const AGENT_SCOPES = ['mcp', 'mcp:read', 'offline_access'] as const

/** What a client gets that asks for nothing, or for nothing that there is: refusing would strand it. */
const DEFAULT_SCOPE = 'mcp'

/** Returns the scopes of a request that there are. */
export function getKnownScopes(scope: string | null | undefined): string {
  const known = (scope ?? '').split(' ').filter((one) => (AGENT_SCOPES as readonly string[]).includes(one))
  return known.some((one) => one !== 'offline_access')
    ? [...new Set(known)].join(' ')
    : [DEFAULT_SCOPE, ...known].join(' ')
}

/** Returns whether a client asks for reading alone. */
export function isReadOnlyScope(scope: string): boolean {
  return !scope.split(' ').includes('mcp')
}
