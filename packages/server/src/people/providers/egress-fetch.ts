import type { Sender } from '@bulkhead/engine'
import type { CustomFetch } from 'openid-client'

/** Timeout of a response from a provider, in milliseconds. */
const TIMEOUT_MS = 10_000
/** Limit of a response body. Metadata, keys and tokens have a few KiB; claims with many groups have more. */
const MAX_BODY_BYTES = 512 * 1024

/** Returns a `fetch` whose requests are checked by the egress policy, at each address that is dialled. */
export function toEgressFetch(sender: Sender): CustomFetch {
  return async (url, { method, headers, body }) => {
    const planned = {
      method: method as 'GET',
      url,
      headers,
      body: body === undefined || body === null ? undefined : String(body),
      effect: method === 'GET' ? ('read' as const) : ('write' as const),
    }
    const response = await sender.send(planned, { withinMs: TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES })
    const hasBody = ![204, 205, 304].includes(response.status)
    return new Response(hasBody ? new Uint8Array(response.body) : null, {
      status: response.status,
      headers: response.headers,
    })
  }
}
