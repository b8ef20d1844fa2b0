/** Marks that `encodeURIComponent` leaves as they are. */
const MARK = /[!'()*]/
const MARKS = /[!'()*]/g
/** Longer texts may consist of marks, and a call for each of them would take twenty times as long as the rest. */
const LONG_TEXT = 1000

/** Percent-encodes everything but `A-Z a-z 0-9 _ . - ~`, or gives undefined if the text is not Unicode. */
export function encodeStrictly(text: string): string | undefined {
  if (!text.isWellFormed()) return undefined
  const encoded = encodeURIComponent(text)
  if (!MARK.test(encoded)) return encoded
  if (encoded.length > LONG_TEXT) return encodeMarks(encoded)
  return encoded.replace(MARKS, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

function encodeMarks(text: string): string {
  const bytes = Buffer.from(text, 'latin1')
  const encoded = Buffer.allocUnsafe(3 * bytes.length)
  let length = 0
  for (const byte of bytes) {
    // ! and ' to *
    if (byte === 0x21 || (byte >= 0x27 && byte <= 0x2a)) {
      encoded[length] = 0x25
      encoded[length + 1] = 0x32
      encoded[length + 2] = byte === 0x2a ? 0x41 : byte + 0x10
      length += 3
    } else {
      encoded[length] = byte
      length += 1
    }
  }
  return encoded.toString('latin1', 0, length)
}

/** As {@link encodeStrictly}, but a space becomes `+`, as in forms and queries. */
export function encodeForm(text: string): string | undefined {
  return encodeStrictly(text)?.replaceAll('%20', '+')
}

/** JSON text, or undefined for what cannot be JSON: a cycle, a bigint, or nesting beyond the stack. */
export function encodeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
