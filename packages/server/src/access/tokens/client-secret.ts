import { createHash, randomBytes } from 'node:crypto'

/** Recognizable prefix, so that secret scanners and people see what it is. */
const PREFIX = 'bulkhead_secret_'

/** Creates a client id. */
export function newClientId(): string {
  return `bulkhead_${randomBytes(9).toString('hex')}`
}

/** Creates a client secret: 256 random bits after a prefix. */
export function newClientSecret(): string {
  return PREFIX + randomBytes(32).toString('base64url')
}

/** Hashes a client secret for storage. A plain hash is enough for a value of high entropy. */
export function hashClientSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest()
}
