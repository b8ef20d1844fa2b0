import { encodeForm, encodeStrictly } from '#text/encode-text'
import { createPatternMatcher } from './pattern-matcher.ts'
import { type Form, getForms, SUFFIX_BYTES, wholePattern } from './secret-patterns.ts'

/** Shorter secrets look like words. A match breaks the download off, and files are full of words. */
const SHORTEST = 8

/** Looks for secrets in bytes that come in pieces. */
export interface SecretScanner {
  /**
   * Takes the next piece and gives what may be passed on. What could be the beginning of a secret is held back
   * until more is there, so no part of one gets out. Undefined once a secret was found.
   */
  next(piece: Uint8Array): Uint8Array | undefined
  /** Returns the bytes held back. Call it at the end. */
  rest(): Uint8Array
}

/**
 * Makes a scanner for secrets, as `secretsOf` lists them. It finds one of 8 characters or more whole, wherever pieces
 * end: raw, in hex, also in pairs with `:` between them, in base64 or base64url at whatever position, in upper or lower
 * case if its form has 12 characters or more, and escaped as a whole for JSON, HTML or a URL. It undoes no compression,
 * and no escapes that are mixed.
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
      // What was held back was searched before, but for what ends in the new piece.
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
