import type { AdapterPayload } from 'oidc-provider'
import { COMMAND_LINE } from '#access/tokens/claims'

/** Grant type of device codes (RFC 8628 §3.4). */
export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/**
 * Metadata of the command line. It is a public client (RFC 8252 §8.4): any program can use its id, and gets what the
 * person consents to.
 */
export const COMMAND_LINE_METADATA: AdapterPayload = {
  client_id: COMMAND_LINE,
  client_name: 'Bulkhead command line',
  application_type: 'native',
  redirect_uris: ['http://127.0.0.1/callback', 'http://[::1]/callback'],
  grant_types: ['authorization_code', 'refresh_token', DEVICE_GRANT],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
}

/** Returns the resource of a client that names none: the API for the command line, MCP for other programs. */
export function getDefaultResource(
  { audience, mcpResource }: { readonly audience: string; readonly mcpResource: string },
  client_id: string,
): string {
  return client_id === COMMAND_LINE ? audience : mcpResource
}
