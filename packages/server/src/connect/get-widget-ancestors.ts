import { BulkheadError } from '@bulkhead/contract/errors'
import { readFramePermit } from '#access/tokens/frame-permit'
import type { SigningKeys } from '#access/tokens/signing-keys'
import { verifyToken } from '#access/tokens/verify-token'

interface Dependencies {
  readonly signingKeys: SigningKeys
  readonly issuer: string
  readonly audience: string
}

/**
 * Returns the origin whose pages may embed the widget. It is the one in the URL if this server signed it: in the permit
 * `frame`, which is part of `widgetUrl`, or in the widget token `auth`. Otherwise there is none.
 */
export async function getWidgetAncestors(
  dependencies: Dependencies,
  query: URLSearchParams,
): Promise<readonly string[]> {
  const origin = query.get('allowedOrigin')
  const [permit, token] = [query.get('frame'), query.get('auth')]
  if (origin === null) return []
  const signed = [
    permit === null ? undefined : await readFramePermit(dependencies, permit),
    token === null ? undefined : await readAllowedOrigin(dependencies, token),
  ]
  return signed.includes(origin) ? [origin] : []
}

/** @param token A widget token, or the envelope that the server returned it in. */
async function readAllowedOrigin(
  { signingKeys, issuer, audience }: Dependencies,
  token: string,
): Promise<string | undefined> {
  try {
    const { allowed_origin } = await verifyToken(signingKeys, issuer, audience, toJwt(token))
    return allowed_origin
  } catch (cause) {
    if (cause instanceof BulkheadError && cause.code === 'unauthenticated') return undefined
    throw cause
  }
}

function toJwt(token: string): string {
  if (token.includes('.')) return token
  try {
    return String(JSON.parse(Buffer.from(token, 'base64').toString()).token)
  } catch {
    return ''
  }
}
