import type { Sender } from '@bulkhead/engine'
import { createRemoteJWKSet, customFetch } from 'jose'
import { createCache } from '#platform/cache/create-cache'
import { toEgressFetch } from './providers/egress-fetch.ts'
import { getProviderClient, type ProviderClient } from './providers/provider-client.ts'

/** Signature algorithms accepted from providers: never `none`, and none with a secret that the client shares. */
export const SIGNING_ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'],
]

/** Public keys of providers, by the URL at which they are published. */
const keySets = createCache<ReturnType<typeof createRemoteJWKSet>>({
  name: 'provider_keys',
  key: 'URL of the keys',
  max: 500,
  ttlMs: 300_000,
  invalidatedBy: 'a key that is not among them',
})

/**
 * Returns the keys with which a provider signs, and the issuer that its metadata state.
 *
 * @throws BulkheadError `provider_failed`
 */
export async function getProviderKeys({ sender }: { readonly sender: Sender }, provider: ProviderClient) {
  const { jwks_uri = '', issuer } = (await getProviderClient({ sender }, provider)).serverMetadata()
  const known = keySets.get(jwks_uri)
  const keys =
    known ?? createRemoteJWKSet(new URL(jwks_uri), { [customFetch]: toEgressFetch(sender) as never })
  if (known === undefined) keySets.set(jwks_uri, keys)
  return { keys, issuer }
}
