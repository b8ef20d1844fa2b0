import { DEFAULT_SCOPE } from './scopes.ts'

/** Returns the metadata of the MCP resource (RFC 9728 §2). */
export function getResourceMetadata(mcpResource: string, issuer: string) {
  return {
    resource: mcpResource,
    resource_name: 'Bulkhead',
    authorization_servers: [issuer],
    scopes_supported: [DEFAULT_SCOPE],
    bearer_methods_supported: ['header' as const],
  }
}
