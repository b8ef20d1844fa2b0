import { t } from '@lingui/core/macro'

/** Options of WebAuthn as the server sends them, in JSON. */
export type PasskeyOptions = Readonly<Record<string, unknown>>

/** Returns whether this browser makes and uses passkeys. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && 'parseCreationOptionsFromJSON' in PublicKeyCredential
}

/** Creates a passkey with the browser. @returns The new credential as JSON. */
export function makePasskey(options: PasskeyOptions): Promise<unknown> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as unknown as PublicKeyCredentialCreationOptionsJSON,
  )
  return ask(() => navigator.credentials.create({ publicKey }))
}

/** Signs a challenge with a passkey. @returns The signed assertion as JSON. */
export function signByPasskey(options: PasskeyOptions): Promise<unknown> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    options as unknown as PublicKeyCredentialRequestOptionsJSON,
  )
  return ask(() => navigator.credentials.get({ publicKey }))
}

async function ask(call: () => Promise<Credential | null>): Promise<unknown> {
  try {
    return ((await call()) as PublicKeyCredential).toJSON()
  } catch (error) {
    throw new Error(getReason(error as Error))
  }
}

/**
 * Returns a message for the browser's error. Browsers give few details, so that a page cannot find out which passkeys
 * exist.
 */
function getReason({ name }: Error): string {
  if (name === 'InvalidStateError') return t`This device already has a passkey for your account.`
  if (name === 'SecurityError') {
    return t`Passkeys do not work at this address: it needs https and a name instead of an IP address.`
  }
  return t`No passkey was used: it was cancelled, took too long, or this device has none for this server.`
}
