import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

let started: Promise<string> | undefined
let known = ''

/** Returns the issuer of the provider, which must be running. */
export function getKnownIssuer(): string {
  return known
}

/**
 * Returns a provider that only publishes its settings, for tests that need no sign-in. The process shares one. @returns
 * Its issuer.
 */
export function getSettingsOnlyProvider(): Promise<string> {
  started ??= new Promise((resolve) => {
    const server = createServer((_request, response) => {
      const { port } = server.address() as AddressInfo
      const issuer = `http://127.0.0.1:${port}`
      response.setHeader('content-type', 'application/json').end(
        JSON.stringify({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['ES256'],
        }),
      )
    })
    server.listen(0, '127.0.0.1', () => {
      known = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      resolve(known)
    })
    server.unref()
  })
  return started
}
