/** Pattern of strings that need no encoding. */
const UNRESERVED = /^[A-Za-z0-9_.~-]*$/
/** Characters that `encodeURIComponent` does not encode. */
const MARK = /[!'()*]/
/** Length above which encoding the bytes is faster than `encodeURIComponent`. */
const LONG_TEXT = 1000

const PERCENT = 0x25
const PLUS = 0x2b
const SPACE = 0x20
const HEX_DIGITS = Buffer.from('0123456789ABCDEF')
const IS_UNRESERVED = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x80 && UNRESERVED.test(String.fromCharCode(byte)) ? 1 : 0,
)

/** Percent-encodes everything but `A-Z a-z 0-9 _ . - ~`. Returns undefined if the string is not valid Unicode. */
export function encodeStrictly(text: string): string | undefined {
  return encode(text, false)
}

/** Encodes like {@link encodeStrictly}, but a space becomes `+`, as in forms and queries. */
export function encodeForm(text: string): string | undefined {
  return encode(text, true)
}

function encode(text: string, isForm: boolean): string | undefined {
  if (UNRESERVED.test(text)) return text
  if (!text.isWellFormed()) return undefined
  // Replacing these characters one by one would take twenty times as long as the rest.
  if (text.length > LONG_TEXT || MARK.test(text)) return encodeBytes(text, isForm)
  const encoded = encodeURIComponent(text)
  return isForm && encoded.includes('%20') ? encoded.replaceAll('%20', '+') : encoded
}

function encodeBytes(text: string, isForm: boolean): string {
  const bytes = Buffer.from(text)
  const encoded = Buffer.allocUnsafe(3 * bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number
    if (IS_UNRESERVED[byte] === 1) encoded[length++] = byte
    else if (isForm && byte === SPACE) encoded[length++] = PLUS
    else {
      encoded[length++] = PERCENT
      encoded[length++] = HEX_DIGITS[byte >> 4] as number
      encoded[length++] = HEX_DIGITS[byte & 15] as number
    }
  }
  return encoded.toString('latin1', 0, length)
}

/** Returns a value as JSON, or undefined if it cannot be JSON: a cycle, a bigint, or nesting beyond the stack. */
export function encodeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
