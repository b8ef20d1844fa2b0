import type { SignInFailure } from '@bulkhead/contract/people/sign-in'
import { isEngineError } from '@bulkhead/engine/errors'

/** Reason why a provider could not be used: a code for the person who signs in, and a sentence for owners. */
export interface Failure {
  readonly reason: SignInFailure
  readonly sentence: string
}

interface Thrown {
  readonly code?: string
  readonly message?: string
  readonly error?: string
  readonly error_description?: string
  readonly status?: number
  readonly cause?: unknown
}

/** Values that a token check compared. */
interface Compared {
  readonly expected?: unknown
  readonly claims?: Readonly<Record<string, unknown>>
  readonly claim?: string
  readonly now?: number
}

/** Failure to get or to use a response of a provider. */
export class ProviderFailure extends Error implements Failure {
  readonly reason: SignInFailure
  readonly sentence: string
  /** Code of the library or the engine. */
  readonly code: string | undefined

  constructor(error: unknown) {
    const { reason, sentence } = explainFailure(error)
    super(reason)
    this.reason = reason
    this.sentence = sentence
    this.code = (error as Thrown | null)?.code
  }
}

/**
 * Explains a failure of a provider. Of the provider's response, the explanation contains only codes and the wrong
 * claim.
 */
export function explainFailure(error: unknown): Failure {
  const engine = [error, (error as Thrown | null)?.cause].find((one) => isEngineError(one))
  if (isEngineError(engine)) {
    return unreachable(`The provider could not be reached: ${engine.message}`)
  }
  const { code, error: refusal, error_description, status, message, cause } = (error ?? {}) as Thrown
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR') {
    return { reason: 'refused', sentence: `The provider refused: ${said(refusal, error_description)}` }
  }
  if (code === 'OAUTH_RESPONSE_BODY_ERROR') return refusedTokens(status, refusal, error_description)
  if (code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE') {
    return invalid(
      `The provider refused the request with status ${status}. Check the client id and the client secret.`,
    )
  }
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') {
    const { status: answered } = (cause ?? {}) as { status?: number }
    return {
      reason: answered !== undefined && answered >= 500 ? 'unreachable' : 'invalid',
      sentence: `The provider responded with status ${answered ?? 'unknown'} instead of its settings. Check the issuer: its settings are at <issuer>/.well-known/openid-configuration.`,
    }
  }
  if (code === 'OAUTH_RESPONSE_IS_NOT_JSON' || code === 'OAUTH_PARSE_ERROR') {
    return invalid("The provider's response is not JSON. Check the issuer.")
  }
  const inner = (cause ?? {}) as Thrown
  const compared = (inner.cause ?? cause ?? {}) as Compared
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return wrongTime(compared)
  if (code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED') return wrongClaim(compared)
  if (code === 'OAUTH_KEY_SELECTION_FAILED') {
    return invalid('The token is signed with a key that the provider does not publish.')
  }
  return invalid(`The provider sent an invalid response: ${inner.message ?? message ?? 'unknown'}.`)
}

function refusedTokens(status: number | undefined, refusal?: string, description?: string): Failure {
  if (refusal === 'invalid_client' || status === 401) {
    return invalid(
      `The provider does not know this client id with this client secret (${said(refusal, description)}). Enter both again.`,
    )
  }
  if (refusal === 'invalid_grant') {
    return invalid(
      `The provider does not accept the code (${said(refusal, description)}): it was already used, is too old, or a different redirect URL is registered there.`,
    )
  }
  return invalid(`The provider returned no tokens: ${said(refusal, description)}`)
}

function wrongTime({ claims = {}, claim = 'exp', now }: Compared): Failure {
  const value = Number(claims[claim])
  const seconds = now === undefined ? undefined : Math.round(Math.abs(now - value))
  const apart = seconds === undefined ? '' : ` by ${seconds} seconds`
  return invalid(
    `The token is not valid at this time: its ${claim} is off${apart}. Set the clocks of the provider and of this server.`,
  )
}

function wrongClaim({ claims = {}, claim = '', expected }: Compared): Failure {
  if (claim === 'iss') {
    return invalid(
      `The issuer of the token is ${quoted(claims.iss)}, but the provider's is ${quoted(expected)}.`,
    )
  }
  if (claim === 'aud') {
    return invalid(
      `The token is for ${quoted(claims.aud)}, but the client id that you entered is ${quoted(expected)}. Enter the client id of the application that is registered for Bulkhead at the provider.`,
    )
  }
  if (claim === 'nonce')
    return invalid('The token belongs to another sign-in: its nonce is not the one that was sent.')
  return invalid(`The claim ${claim} of the token is invalid.`)
}

function invalid(sentence: string): Failure {
  return { reason: 'invalid', sentence }
}

function unreachable(sentence: string): Failure {
  return { reason: 'unreachable', sentence }
}

function quoted(value: unknown): string {
  return JSON.stringify(value ?? null).slice(0, 500)
}

/** Returns the error that the provider stated, for an owner who tests the provider. */
function said(code = 'no code', description?: string): string {
  const text = `${code}${description === undefined ? '' : `, "${description}"`}`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').slice(0, 500)
}
