import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

const fixture = (name: string) =>
  readFileSync(new URL(`../../../engine/test/fixtures/acme-test-${name}.pem`, import.meta.url), 'utf8')

/** Self-signed certificate of {@link HOST}. */
export const CERTIFICATE: string = fixture('certificate')
const HOST = 'api.acme.test'

/** Addresses of the names that the servers of these tests know. */
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  [HOST]: ['127.0.0.1'],
  'private.test': ['10.1.2.3'],
  'metadata.test': ['169.254.169.254'],
  'six.test': ['::1'],
  'one-of-two.test': ['127.0.0.1', '10.1.2.3'],
}

/** Resolves the names of {@link ADDRESSES}, and no other. */
export function lookUp(
  hostname: string,
  callback: (error: Error | null, addresses: { address: string; family: number }[]) => void,
): void {
  const addresses = ADDRESSES[hostname] ?? []
  callback(
    addresses.length === 0 ? new Error(`nobody knows ${hostname}`) : null,
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  )
}

/** Host of client documents (draft-ietf-oauth-client-id-metadata-document). */
export interface DocumentHost {
  /** `https://api.acme.test:<port>` */
  readonly origin: string
  readonly port: number
  /** Paths that were requested. */
  readonly requested: readonly string[]
  /** Serves a path from now on. @returns Its URL. */
  serve(path: string, respond: (response: ServerResponse, request: IncomingMessage) => void): string
  /** Serves a client document from now on. @returns The client id, which is its URL. */
  document(path: string, metadata?: Readonly<Record<string, unknown>>): string
  close(): Promise<void>
}

export async function startDocumentHost(): Promise<DocumentHost> {
  const requested: string[] = []
  const pages = new Map<string, (response: ServerResponse, request: IncomingMessage) => void>()
  const server = createServer({ cert: CERTIFICATE, key: fixture('key') }, (request, response) => {
    requested.push(request.url ?? '')
    const respond = pages.get(request.url ?? '')
    if (respond === undefined) response.writeHead(404).end()
    else respond(response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `https://${HOST}:${port}`
  const serve: DocumentHost['serve'] = (path, respond) => {
    pages.set(path, respond)
    return origin + path
  }
  return {
    origin,
    port,
    requested,
    serve,
    document: (path, metadata = {}) =>
      serve(path, (response) =>
        response.setHeader('content-type', 'application/json').end(
          JSON.stringify({
            client_id: origin + path,
            client_name: 'Documented',
            redirect_uris: ['https://agents.example/callback'],
            token_endpoint_auth_method: 'none',
            ...metadata,
          }),
        ),
      ),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
