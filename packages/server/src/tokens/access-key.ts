import { createHash, randomBytes } from 'node:crypto'
import { KEY_PREFIX } from '@bulkhead/contract/workspaces/keys'

/** A key of a workspace, and the hash that it is stored as. */
export interface AccessKey {
  readonly text: string
  readonly hash: Buffer
}

/** Makes a key of 256 random bits. */
export function createAccessKey(): AccessKey {
  const text = KEY_PREFIX + randomBytes(32).toString('base64url')
  return { text, hash: hash(text) }
}

/** Whether a bearer token is a key, or wants to be one. */
export function isAccessKey(token: string): boolean {
  return token.startsWith(KEY_PREFIX)
}

/** Returns the stored form of a key; undefined for a text that cannot be one. */
export function hashAccessKey(text: string): Buffer | undefined {
  return KEY.test(text) ? hash(text) : undefined
}

const KEY = new RegExp(`^${KEY_PREFIX}[A-Za-z0-9_-]{43}$`)

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
