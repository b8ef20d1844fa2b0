import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const PERIOD_SECONDS = 30

/** Returns a secret for an authenticator app: 160 bits, as RFC 4226 recommends. */
export function newTotpSecret(): Uint8Array {
  return randomBytes(20)
}

/** Returns a secret for an authenticator app: to type in, and as the content of a QR code. */
export function showTotpSecret(
  secret: Uint8Array,
  label: { readonly issuer: string; readonly account: string },
) {
  const totp = toTotp(secret, label)
  return { secret: totp.secret.base32, uri: totp.toString() }
}

/**
 * Finds the 30-second step of a code: the current one, or an adjacent one, since clocks differ.
 *
 * @returns Undefined for a wrong code.
 */
export function getTotpStep(secret: Uint8Array, code: string, now = Date.now()): number | undefined {
  // `otpauth` compares bytes, and throws if other characters have more.
  if (!/^\d{6}$/.test(code)) return undefined
  const delta = toTotp(secret).validate({ token: code, window: 1, timestamp: now })
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD_SECONDS) + delta
}

function toTotp(secret: Uint8Array, { issuer = '', account = '' } = {}): TOTP {
  // The parameters that every app supports.
  return new TOTP({
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
    issuer,
    label: account,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
  })
}
