import { createHash, randomBytes } from 'node:crypto'

/** Token of 256 random bits, and its stored hash. */
export interface StoredToken {
  readonly text: string
  readonly hash: Buffer
}

/** Functions that create and recognize tokens with a prefix. */
export interface TokenForm {
  create(): StoredToken
  /** Returns the stored form of a token. Undefined for a string that cannot be one. */
  hash(text: string): Buffer | undefined
}

export function createTokenForm(prefix: string): TokenForm {
  const form = new RegExp(`^${prefix}[A-Za-z0-9_-]{43}$`)
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return {
    create() {
      const text = prefix + randomBytes(32).toString('base64url')
      return { text, hash: hash(text) }
    },
    hash: (text) => (form.test(text) ? hash(text) : undefined),
  }
}
