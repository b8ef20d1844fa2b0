/** UTF-8 bytes and, for each of them and for their end, the character of the text it came from. */
export interface TracedBytes {
  readonly bytes: Uint8Array
  readonly origins: Uint32Array
}

/** The bytes of a text, as they stand. */
export function traceText(text: string): TracedBytes {
  const bytes = Buffer.from(text)
  const origins = new Uint32Array(bytes.length + 1)
  let at = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.codePointAt(index) ?? 0
    const width = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    origins.fill(index, at, at + width)
    at += width
    if (width === 4) index += 1
  }
  origins[bytes.length] = text.length
  return { bytes, origins }
}

/**
 * Undoes one layer of percent, JSON and HTML escapes at once, wherever one stands. A plus sign becomes a
 * space, since forms write one for the other; whoever compares must do so on both sides. One pass over
 * the bytes, whatever they are.
 */
export function unescapeOnce(traced: TracedBytes): TracedBytes {
  const { bytes, origins } = traced
  const out = new Uint8Array(bytes.length)
  const outOrigins = new Uint32Array(bytes.length + 1)
  let length = 0
  const emit = (byte: number, origin: number) => {
    out[length] = byte === 0x2b ? 0x20 : byte
    outOrigins[length] = origin
    length += 1
  }
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0
    const found = escapeAt(bytes, at, byte)
    const origin = origins[at] ?? 0
    if (found === undefined) {
      emit(byte, origin)
      at += 1
    } else {
      if (found.isByte) emit(found.value, origin)
      // No escape is shorter than what it stands for, so the output never outgrows the input.
      else for (const part of utf8(found.value)) emit(part, origin)
      at += found.length
    }
  }
  outOrigins[length] = origins[bytes.length] ?? 0
  return { bytes: out.subarray(0, length), origins: outOrigins.subarray(0, length + 1) }
}

interface Escape {
  readonly value: number
  readonly length: number
  /** Whether the value is a byte of UTF-8 rather than a code point. */
  readonly isByte: boolean
}

const NAMED_ESCAPES: ReadonlyMap<number, number> = new Map(
  Object.entries({
    '"': '"',
    "'": "'",
    '\\': '\\',
    '/': '/',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
  }).map(([letter, character]) => [letter.charCodeAt(0), character.charCodeAt(0)]),
)

const ENTITIES: readonly (readonly [string, number])[] = [
  ['amp;', 0x26],
  ['quot;', 0x22],
  ['apos;', 0x27],
  ['lt;', 0x3c],
  ['gt;', 0x3e],
]

function escapeAt(bytes: Uint8Array, at: number, byte: number): Escape | undefined {
  if (byte === 0x25) {
    const value = hexAt(bytes, at + 1, 2)
    return value === undefined ? undefined : { value, length: 3, isByte: true }
  }
  if (byte === 0x5c) return backslashAt(bytes, at)
  if (byte === 0x26) return entityAt(bytes, at)
  return undefined
}

function backslashAt(bytes: Uint8Array, at: number): Escape | undefined {
  const letter = bytes[at + 1] ?? 0
  const named = NAMED_ESCAPES.get(letter)
  if (named !== undefined) return { value: named, length: 2, isByte: true }
  const high = letter === 0x75 ? hexAt(bytes, at + 2, 4) : undefined
  if (high === undefined) return undefined
  const isPair = high >= 0xd800 && high < 0xdc00 && bytes[at + 6] === 0x5c && bytes[at + 7] === 0x75
  const low = isPair ? (hexAt(bytes, at + 8, 4) ?? 0) : 0
  if (low < 0xdc00 || low > 0xdfff) return { value: high, length: 6, isByte: false }
  return { value: 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00), length: 12, isByte: false }
}

function entityAt(bytes: Uint8Array, at: number): Escape | undefined {
  const text = String.fromCharCode(...bytes.subarray(at + 1, at + 12))
  const named = ENTITIES.find(([name]) => text.startsWith(name))
  if (named !== undefined) return { value: named[1], length: named[0].length + 1, isByte: true }
  const [whole, hex, decimal] = /^#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));/.exec(text) ?? []
  if (whole === undefined) return undefined
  const value = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  // `&#9;` is as long as any code point it could stand for is wide.
  return value > 0x10ffff ? undefined : { value, length: whole.length + 1, isByte: false }
}

function hexAt(bytes: Uint8Array, at: number, digits: number): number | undefined {
  let value = 0
  for (let index = at; index < at + digits; index += 1) {
    const byte = bytes[index] ?? 0
    const lower = byte | 0x20
    if (byte >= 0x30 && byte <= 0x39) value = value * 16 + byte - 0x30
    else if (lower >= 0x61 && lower <= 0x66) value = value * 16 + lower - 0x57
    else return undefined
  }
  return value
}

function utf8(code: number): number[] {
  if (code < 0x80) return [code]
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 0x3f)]
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
  return [
    0xf0 | (code >> 18),
    0x80 | ((code >> 12) & 0x3f),
    0x80 | ((code >> 6) & 0x3f),
    0x80 | (code & 0x3f),
  ]
}
