import { encodeForm, encodeStrictly } from '#text/encode-text'
import { createPatternMatcher } from './pattern-matcher.ts'
import { type Form, getForms, SUFFIX_BYTES, wholePattern } from './secret-patterns.ts'

/**
 * Fewest characters of a secret to search for. Shorter secrets look like words, which files are full of, and a match
 * aborts the download.
 */
const SHORTEST = 8

/** A scanner that searches for secrets in a stream of bytes. */
export interface SecretScanner {
  /**
   * Takes the next piece and returns the bytes that may be passed on. Bytes that could begin a secret are held back
   * until more bytes arrive, so that no part of a secret is passed on. Returns undefined once a secret was found.
   */
  next(piece: Uint8Array): Uint8Array | undefined
  /** Returns the bytes held back. Call it at the end. */
  rest(): Uint8Array
}

/**
 * Creates a scanner for secrets from `getSecrets`. It finds a whole secret of 8 characters or more, also across pieces:
 * raw, in hex (also as pairs separated by `:`), in base64 or base64url at any offset, in upper or lower case if its
 * form has 12 characters or more, and escaped completely for JSON, HTML or a URL. It does not decompress, and does not
 * decode mixed escapes.
 */
export function createSecretScanner(secrets: readonly string[]): SecretScanner {
  const sought = secrets.filter((secret) => secret.length >= SHORTEST)
  const escaped = new Set(sought.flatMap(escapedForms))
  const forms = [
    ...getForms(sought),
    ...[...escaped].map((text): Form => ({ bytes: Buffer.from(text), isExact: false })),
  ]
  const matcher = createPatternMatcher(forms.map(wholePattern))
  const most = Math.max(0, ...forms.map(({ bytes }) => bytes.length - 1))
  let held: Uint8Array = Buffer.alloc(0)
  return {
    next(piece) {
      const bytes =
        held.length === 0
          ? Buffer.from(piece.buffer, piece.byteOffset, piece.length)
          : Buffer.concat([held, piece])
      // The held-back bytes were searched before, except for matches that end in the new piece.
      const begin = Math.max(0, held.length - SUFFIX_BYTES + 1)
      if (!matcher.search(bytes, bytes.length, () => false, begin)) return undefined
      const end = Math.max(0, bytes.length - most)
      held = bytes.subarray(end)
      return bytes.subarray(0, end)
    },
    rest: () => held,
  }
}

function escapedForms(secret: string): string[] {
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return [
    JSON.stringify(secret).slice(1, -1),
    encodeStrictly(secret) ?? secret,
    encodeForm(secret) ?? secret,
    encodeURIComponent(secret.toWellFormed()),
    html,
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  ]
}
