import type { Sender } from '@bulkhead/engine'

const TIMEOUT_MS = 3_000
/** Limit of a client document, which usually has a few hundred bytes. */
const MAX_BODY_BYTES = 16 * 1024

/**
 * Fetches the document at a client id (draft-ietf-oauth-client-id-metadata-document). The request passes the egress
 * policy and follows no redirect.
 */
export async function fetchClient({ sender }: { readonly sender: Sender }, url: string): Promise<Response> {
  const { status, headers, body } = await sender.send(
    {
      method: 'GET',
      url,
      headers: { accept: 'application/json' },
      body: undefined,
      effect: 'read',
      assertFollows() {
        throw new TypeError('A client id redirects.')
      },
    },
    { withinMs: TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES },
  )
  return new Response(Buffer.from(body), { status, headers: pick(headers) })
}

function pick(headers: Readonly<Record<string, string>>): Record<string, string> {
  const { 'cache-control': cached, 'content-type': type } = headers
  return {
    ...(cached !== undefined && { 'cache-control': cached }),
    ...(type !== undefined && { 'content-type': type }),
  }
}
