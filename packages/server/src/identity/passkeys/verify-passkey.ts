import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { once } from '#platform/single-flight'

/** Credential of a browser, not checked yet. */
export type GivenCredential = Readonly<Record<string, unknown>>

/** Public key of a passkey, and how often the device has signed. */
export interface PasskeyKey {
  readonly credential_id: string
  readonly public_key: Uint8Array
  readonly counter: number
}

// better-auth's passkey plugin has exact peers that are not those of our better-auth, and counts no attempts over processes:
// its own library checks the signatures. It takes 28 MB, which a server without passkeys is spared.
const library = once(() => import('@simplewebauthn/server'))

/** ES256, EdDSA and RS256, which all devices have one of. */
export const ALGORITHMS = [-7, -8, -257]

/** Name and origin that passkeys of this server are made for. */
export function getRelyingParty(publicUrl: string) {
  const { hostname, origin } = new URL(publicUrl)
  return { id: hostname, origin }
}

/** The user handle of a person in a passkey. */
export function toUserHandle(person: string): string {
  return Buffer.from(person, 'utf8').toString('base64url')
}

/** Reads the challenge that a credential answers; undefined where there is none. */
export function readChallenge(credential: GivenCredential): string | undefined {
  const { clientDataJSON } = (credential.response ?? {}) as { readonly clientDataJSON?: unknown }
  if (typeof clientDataJSON !== 'string') return undefined
  try {
    const { challenge, crossOrigin } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))
    return typeof challenge === 'string' && crossOrigin !== true ? challenge : undefined
  } catch {
    return undefined
  }
}

/** Checks a credential that was made now. @returns Undefined for one that is not as it has to be. */
export async function verifyNewPasskey(
  publicUrl: string,
  credential: GivenCredential,
  challenge: string,
): Promise<(PasskeyKey & { readonly transports: readonly string[] }) | undefined> {
  if (readChallenge(credential) !== challenge) return undefined
  const { id, origin } = getRelyingParty(publicUrl)
  const { verifyRegistrationResponse } = await library()
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: credential as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    if (!verified) return undefined
    const { credential: made } = registrationInfo
    const { transports } = (credential.response ?? {}) as { readonly transports?: unknown }
    return {
      credential_id: made.id,
      public_key: made.publicKey,
      counter: made.counter,
      transports: Array.isArray(transports) ? transports.filter(isTransport).slice(0, 10) : [],
    }
  } catch {
    // The library throws for whatever is wrong with what was sent.
    return undefined
  }
}

/** Checks what a passkey has signed. @returns The count of its device; undefined where it is not as it has to be. */
export async function verifyPasskey(
  publicUrl: string,
  credential: GivenCredential,
  challenge: string,
  { credential_id, public_key, counter }: PasskeyKey,
): Promise<number | undefined> {
  const { id, origin } = getRelyingParty(publicUrl)
  const { verifyAuthenticationResponse } = await library()
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: credential as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      credential: { id: credential_id, publicKey: Uint8Array.from(public_key), counter },
    })
    return verified ? authenticationInfo.newCounter : undefined
  } catch {
    return undefined
  }
}

function isTransport(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z-]{1,32}$/.test(value)
}
