import type { AuthOption, Sender } from '@bulkhead/engine'
import { type PlannedTokenRequest, readTokenResponse, type TokenResponse } from '@bulkhead/engine/oauth'
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
