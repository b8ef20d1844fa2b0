import { SDK_VERSION } from '../generated/api.ts'

const AGENT = `bulkhead-sdk/${SDK_VERSION}`

/**
 * Returns the value of `User-Agent`, which shows the server the SDK and its version. Undefined in browsers: they keep
 * their own, and the header would need permission by CORS.
 */
export function userAgent(): string | undefined {
  const { navigator } = globalThis as { navigator?: { readonly userAgent?: string } }
  return navigator?.userAgent?.startsWith('Mozilla/') === true ? undefined : AGENT
}
