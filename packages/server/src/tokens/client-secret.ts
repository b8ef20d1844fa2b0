import { createHash, randomBytes } from 'node:crypto'

/** Recognizable, so that secret scanners and people see what it is. */
const PREFIX = 'bulkhead_secret_'

/** A new client id. */
export function newClientId(): string {
  return `bulkhead_${randomBytes(9).toString('hex')}`
}

/** A new client secret: 256 random bits behind a prefix. */
export function newClientSecret(): string {
  return PREFIX + randomBytes(32).toString('base64url')
}

/** Hashes a client secret for storage. A plain hash is enough for a value of high entropy. */
export function hashClientSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest()
}
