import { createHash, randomBytes } from 'node:crypto'
import { CONNECT_TOKEN_PREFIX } from '@bulkhead/contract/connect/sessions'

/** A token of a connect link, and the hash that it is stored as. */
export interface ConnectToken {
  readonly text: string
  readonly hash: Buffer
}

/** Makes a token of 256 random bits. */
export function createConnectToken(): ConnectToken {
  const text = CONNECT_TOKEN_PREFIX + randomBytes(32).toString('base64url')
  return { text, hash: hash(text) }
}

/** Returns the stored form of a token; undefined for a text that cannot be one. */
export function hashConnectToken(text: string): Buffer | undefined {
  return TOKEN.test(text) ? hash(text) : undefined
}

const TOKEN = new RegExp(`^${CONNECT_TOKEN_PREFIX}[A-Za-z0-9_-]{43}$`)

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
