import { BulkheadError } from '@bulkhead/contract/errors'
import type { Sender } from '@bulkhead/engine'
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose'
import { getProviderKeys, SIGNING_ALGORITHMS } from '#people/provider-keys'
import type { ProviderClient } from '#people/providers/provider-client'
import { type Assertion, AssertionRefused, ID_JAG_TYPE } from './assertion.ts'

interface Dependencies {
  readonly sender: Sender
  readonly issuer: string
  readonly mcpResource: string
}

/** Maximum age of an assertion and maximum difference of clocks, in seconds. */
const MOST_SECONDS = 600
const CLOCK_SECONDS = 60

/**
 * Returns the issuer that an assertion names. Nothing is verified yet.
 *
 * @throws AssertionRefused
 */
export function readAssertionIssuer(assertion: string): string {
  try {
    const { iss } = decodeJwt(assertion)
    if (iss !== undefined) return iss
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error
  }
  throw refused('The assertion is not a JWT with an issuer.')
}

/**
 * Verifies an identity assertion (draft-ietf-oauth-identity-assertion-authz-grant §4.4.1): type, signature, issuer,
 * audience, time, client and resource. Does not check whether it was used before: accepting it does.
 *
 * @throws AssertionRefused
 * @throws BulkheadError `provider_failed`
 */
export async function verifyAssertion(
  services: Dependencies,
  provider: ProviderClient,
  client_id: string,
  assertion: string,
): Promise<Assertion> {
  const { keys, issuer } = await getProviderKeys(services, provider)
  const options = {
    issuer,
    audience: services.issuer,
    typ: ID_JAG_TYPE,
    clockTolerance: CLOCK_SECONDS,
    maxTokenAge: MOST_SECONDS,
    requiredClaims: ['sub', 'exp', 'iat', 'jti', 'client_id'],
    algorithms: SIGNING_ALGORITHMS,
  }
  try {
    const { payload } = await jwtVerify(assertion, keys, options)
    return readClaims(services, payload, issuer, client_id)
  } catch (error) {
    if (error instanceof AssertionRefused) throw error
    // The message contains nothing of the assertion, only the check that failed.
    if (error instanceof errors.JOSEError) throw refused(`The assertion is not valid (${error.code}).`)
    throw new BulkheadError('provider_failed', "The provider's keys cannot be read.", { cause: error })
  }
}

function readClaims(
  { mcpResource }: Dependencies,
  { sub, jti, exp, aud, cnf, ...claims }: JWTPayload,
  issuer: string,
  client_id: string,
): Assertion {
  if ([aud].flat().length !== 1) throw refused('The assertion is for several audiences.')
  if (claims.client_id !== client_id) throw refused('The assertion is for another client.')
  const resources = [claims.resource ?? mcpResource].flat()
  if (resources.length !== 1 || resources[0] !== mcpResource)
    throw refused('The assertion is for another resource.')
  // The holder would have to prove possession of a key.
  if (cnf !== undefined) throw refused('The assertion is bound to a key, which this server does not support.')
  const { scope, authorization_details } = claims
  if (scope !== undefined && typeof scope !== 'string')
    throw refused('The scope of the assertion is not a string.')
  if (!isText(sub) || !isText(jti) || exp === undefined) throw refused('The assertion names no person.')
  return { issuer, subject: sub, jti, expires: exp, scope, authorization_details }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 1024
}

function refused(description: string): AssertionRefused {
  return new AssertionRefused('invalid_grant', description)
}
