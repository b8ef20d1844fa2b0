import type { AuthOption, ResolvedSettings, Sender, SendRights } from '@bulkhead/engine'
import {
  type PlannedTokenRequest,
  planLookup,
  planTokenRequest,
  readLookup,
  readTokenResponse,
  type TokenContext,
  type TokenResponse,
} from '@bulkhead/engine/oauth'
import { createRedactor } from '@bulkhead/engine/read'

interface Dependencies {
  readonly sender: Sender
}

/** Time limit for the token endpoint in milliseconds. */
const TIMEOUT_MS = 20_000
/** Maximum size of a response. One with tokens has a few KiB. */
const MAX_BODY_BYTES = 128 * 1024

/** Tokens, and the time when they came in milliseconds since the epoch. */
export interface ReceivedTokens extends TokenResponse {
  readonly received_at: number
}

/**
 * Requests tokens, without retries, because many services accept each code and each refresh token only once. Like every
 * request, this one passes the egress policy and follows no redirect to another origin.
 *
 * @param rights Rights behind the request. Default: it is sent without a further check.
 * @throws EngineError Its strings contain nothing that was sent.
 */
export async function requestTokens(
  { sender }: Dependencies,
  option: AuthOption,
  planned: PlannedTokenRequest,
  rights?: SendRights,
): Promise<ReceivedTokens> {
  const response = await sender.send(planned, {
    withinMs: TIMEOUT_MS,
    maxBodyBytes: MAX_BODY_BYTES,
    rights,
  })
  const { text } = createRedactor([...planned.secrets])
  return { ...readTokenResponse(option, response, text), received_at: response.received_at }
}

/**
 * Requests the first tokens of an authorization. If the document declares an exchange, the tokens are those that last
 * longer. If it declares a lookup, also reads which account they are for.
 *
 * @param context Client, as in the request that was planned, and settings of the owner.
 * @throws EngineError The errors of {@link requestTokens} and `readLookup`.
 */
export async function requestFirstTokens(
  services: Dependencies,
  option: AuthOption,
  planned: PlannedTokenRequest,
  context: Omit<TokenContext, 'grant' | 'settings'> & { readonly settings: ResolvedSettings },
): Promise<ReceivedTokens> {
  const { settings } = context
  const first = await requestTokens(services, option, planned)
  const tokens =
    option.oauth?.exchange === undefined
      ? first
      : await requestTokens(
          services,
          option,
          planTokenRequest(option, { ...context, grant: { short_lived_token: first.access_token } }),
        )
  const lookup = planLookup(option, tokens.access_token)
  if (lookup === undefined) return tokens
  const response = await services.sender.send(lookup, { withinMs: TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES })
  return {
    ...tokens,
    settings: { ...tokens.settings, ...readLookup(option, response, { ...context.secrets, ...settings }) },
  }
}
