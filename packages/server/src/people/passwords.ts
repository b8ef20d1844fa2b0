import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** Work of a hash: 32 MB and about 70 ms. */
const WORK: ScryptOptions = { N: 16_384, r: 16, p: 1, maxmem: 64 * 1_024 * 1_024 }
const KEY_BYTES = 64

/** Hashes a password by scrypt (RFC 7914). @returns `salt:key`, both in hex. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16).toString('hex')
  return `${salt}:${(await deriveKey(password, salt)).toString('hex')}`
}

/**
 * Returns whether a password has this hash. Without a hash it takes as long, so that nobody learns by the time which
 * people have a password.
 */
export async function isPassword(hash: string | undefined, password: string): Promise<boolean> {
  const [salt = '', key = ''] = (hash ?? '').split(':')
  const derived = await deriveKey(password, salt)
  const known = Buffer.from(key, 'hex')
  return known.length === derived.length && timingSafeEqual(known, derived)
}

/** Derives the key of a password. Its letters may be composed in different ways (RFC 8265 §4.2). */
function deriveKey(password: string, salt: string): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  scrypt(password.normalize('NFKC'), salt, KEY_BYTES, WORK, (error, key) =>
    error === null ? resolve(key) : reject(error),
  )
  return promise
}
