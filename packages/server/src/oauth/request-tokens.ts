import type { AuthOption, ResolvedSettings, Sender } from '@bulkhead/engine'
import {
  type PlannedTokenRequest,
  planLookup,
  readLookup,
  readTokenResponse,
  type TokenResponse,
} from '@bulkhead/engine/oauth'
import { createRedactor } from '@bulkhead/engine/read'

interface Dependencies {
  readonly sender: Sender
}

/** Milliseconds that the endpoint for tokens may take. */
const TIMEOUT_MS = 20_000
/** Responses with tokens have a few KiB. */
const MAX_BODY_BYTES = 128 * 1024

/** Tokens, and when they came, in milliseconds since the epoch. */
export interface ReceivedTokens extends TokenResponse {
  readonly received_at: number
}

/**
 * Asks for tokens, once: many services take each code and each refresh token only once. Like every request it
 * passes the egress policy, and follows no redirect to another origin.
 *
 * @throws EngineError in whose texts nothing of what was sent is left.
 */
export async function requestTokens(
  { sender }: Dependencies,
  option: AuthOption,
  planned: PlannedTokenRequest,
): Promise<ReceivedTokens> {
  const response = await sender.send(planned, { withinMs: TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES })
  const { text } = createRedactor([...planned.secrets])
  return { ...readTokenResponse(option, response, text), received_at: response.received_at }
}

/**
 * Asks for the first tokens of an authorization, and what they are for where the document says how.
 *
 * @param settings Of the owner.
 * @throws EngineError as {@link requestTokens} and `readLookup`.
 */
export async function requestFirstTokens(
  services: Dependencies,
  option: AuthOption,
  planned: PlannedTokenRequest,
  settings: ResolvedSettings,
): Promise<ReceivedTokens> {
  const tokens = await requestTokens(services, option, planned)
  const lookup = planLookup(option, tokens.access_token)
  if (lookup === undefined) return tokens
  const response = await services.sender.send(lookup, { withinMs: TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES })
  return { ...tokens, settings: { ...tokens.settings, ...readLookup(option, response, settings) } }
}
