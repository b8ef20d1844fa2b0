import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'

const FORMAT = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = 1 + NONCE_BYTES

/** Error for a value that does not open: wrong key, wrong context or changed bytes. All have the same error. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

/**
 * Encrypts with AES-256-GCM (NIST SP 800-38D) under a fresh random nonce.
 *
 * @param key 32 bytes.
 * @param context Additional authenticated data: the same bytes are needed to open.
 * @returns format byte (1) | nonce (12) | ciphertext | tag (16)
 */
export function seal(key: KeyObject | Uint8Array, plaintext: Uint8Array, context: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(context)
  return Buffer.concat([
    Buffer.of(FORMAT),
    nonce,
    cipher.update(plaintext),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

/** Opens a value sealed by {@link seal}. @throws SealError */
export function open(key: KeyObject | Uint8Array, sealed: Uint8Array, context: Uint8Array): Buffer {
  if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] !== FORMAT) {
    throw new SealError('The sealed value cannot be opened.')
  }
  const body = sealed.subarray(HEADER_BYTES, sealed.length - TAG_BYTES)
  return openGcm(key, sealed.subarray(1, HEADER_BYTES), body, sealed.subarray(-TAG_BYTES), context)
}

/**
 * Decrypts with AES-256-GCM alone. It is separate so that public test vectors can be run against it.
 *
 * @throws SealError
 */
export function openGcm(
  key: KeyObject | Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  tag: Uint8Array,
  context: Uint8Array,
): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(context)
      .setAuthTag(tag)
    const plaintext = decipher.update(ciphertext)
    // `final` returns no bytes, since the mode has no padding. It throws if the bytes were changed.
    decipher.final()
    return plaintext
  } catch (cause) {
    throw new SealError('The sealed value cannot be opened.', { cause })
  }
}

/**
 * Encodes fields unambiguously, each after its length, so that different contexts never have the same bytes.
 *
 * @throws TypeError on a lone surrogate, because UTF-8 would encode every one of them as the same replacement
 *   character.
 */
export function getContext(...fields: string[]): Uint8Array {
  const lengths = fields.map((field) => {
    if (!field.isWellFormed()) throw new TypeError('A field of a context must be well-formed Unicode.')
    return Buffer.byteLength(field)
  })
  const context = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + length, 0))
  let at = 0
  for (const [index, field] of fields.entries()) {
    at = context.writeUInt32BE(lengths[index] ?? 0, at)
    at += context.write(field, at)
  }
  return context
}
