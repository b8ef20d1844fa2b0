import { holdTokens } from '@bulkhead/server/connectors/oauth/oauth-secret'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { hashText } from '@bulkhead/server/platform/text-hash'
import type { TestServer } from '#test-server'

/** Stores tokens that wait for a nonce, as if a service had issued them. @returns Their handle. */
export function holdForNonce(
  { server }: TestServer,
  scope: { readonly organization: string; readonly workspace: string },
  { definition_id, auth_option }: { readonly definition_id: string; readonly auth_option: string },
  nonce: string,
): Promise<string> {
  const { database, keyring } = server.services
  return asPrincipal(database, scope, 'read write', (tx) =>
    holdTokens(tx, keyring, scope, definition_id, {
      auth_option,
      tokens: { access_token: 'an-access-token', settings: {}, received_at: Date.now() },
      confirms: {
        definition_id,
        auth_option,
        code_verifier: '',
        redirect_url: 'https://app.example.com/done',
        settings: {},
        fields: {},
        entities: null,
        holds: false,
        nonce_hash: hashText(nonce),
      },
    }),
  )
}
