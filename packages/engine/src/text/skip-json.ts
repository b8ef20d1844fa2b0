const QUOTE = 0x22
const BACKSLASH = 0x5c
/** `[` and `{`, with the bit set in which they differ. */
const OPENING = 0x7b
/** `]` and `}`. */
const CLOSING = 0x7d
/** Number of bytes of a string that are read one by one before native code searches for the end of the string. */
const LONG_STRING = 512

/** Returns the position after the string that starts here, or the end of the text if the string does not end. */
export function afterString(json: Buffer, start: number): number {
  let at = start + 1
  for (;;) {
    const stop = Math.min(at + LONG_STRING, json.length)
    while (at < stop) {
      const byte = json[at]
      if (byte === QUOTE) return at + 1
      at += byte === BACKSLASH ? 2 : 1
    }
    const quote = json.indexOf(QUOTE, at)
    if (quote === -1) return json.length
    let backslashes = 0
    while (quote - 1 - backslashes >= at && json[quote - 1 - backslashes] === BACKSLASH) backslashes += 1
    at = quote + (backslashes % 2 === 0 ? 0 : 1)
  }
}

/** Returns the position after the value that starts here. The JSON must be valid. */
export function afterValue(json: Buffer, start: number): number {
  const first = json[start] as number
  if (first === QUOTE) return afterString(json, start)
  if ((first | 0x20) !== OPENING) return afterLiteral(json, start)
  let depth = 0
  for (let at = start; ; at += 1) {
    const byte = json[at] as number
    if (byte === QUOTE) at = afterString(json, at) - 1
    else if ((byte | 0x20) === OPENING) depth += 1
    else if ((byte | 0x20) === CLOSING) {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
}

/** Returns the position of the next character that is not white space. */
export function afterSpace(json: Buffer, start: number): number {
  let at = start
  while ((json[at] ?? QUOTE) <= 0x20) at += 1
  return at
}

function afterLiteral(json: Buffer, start: number): number {
  let at = start
  while (/[\w+.-]/.test(String.fromCharCode(json[at] ?? 0))) at += 1
  return at
}
