import { traceText, unescapeOnce } from './unescape-bytes.ts'

/** Half-open range of characters. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** What to look for in a text so as to find secrets in any of their encodings. */
export interface Needles {
  spansIn(text: string): Span[]
}

/** Of needles what is enough to know that a text holds none. It can be written as JSON. */
export interface NeedleSketch {
  /** The end of each needle. Empty where there are none. */
  readonly anchors: readonly string[]
  /** Characters of the shortest needle: no text below that can hold one. */
  readonly shortest: number
  /** Whether a secret consists of digits, so that a JSON number can be one. */
  readonly has_digits_only: boolean
  /** Whether a secret has a space, for which forms write a plus sign. */
  readonly has_space: boolean
  /** Whether a secret has a character that JSON always escapes. */
  readonly is_escaped_by_json: boolean
}

// Searching for a long needle that repeats itself in a text that does too takes their product in steps. So
// only the end of a needle is searched for, where tokens differ most, and the rest is compared backwards.
const ANCHOR = 32

// Escapes within escapes within escapes; each layer costs a pass over the text.
const LAYERS = 3
const ESCAPE = /[%\\]|&(?:#|amp;|quot;|apos;|lt;|gt;)/
const ENTITY = /&(?:#|amp;|quot;|apos;|lt;|gt;)/
// Characters that JSON always escapes, each in more than one way.
const ESCAPED_BY_JSON = /["\\\p{Cc}]/u

/**
 * Compiles secrets to needles. Raw texts, hex and base64 are searched for as they are, which is fast.
 * Escapes, which can be mixed at will, are undone in the text first, if it has any. Neither depends much on
 * how text and secret repeat themselves: both may come from someone who wants the search to run long.
 */
export function compileNeedles(secrets: readonly string[]): Needles {
  const plain = [...new Set(secrets.flatMap(plainForms))]
  const hasSpace = secrets.some(includesSpace)
  let unescaped: readonly string[] | undefined
  return {
    spansIn(text) {
      const spans: Span[] = []
      for (const needle of plain) addOccurrences(text, needle, (span) => spans.push(span))
      if (ESCAPE.test(text) || (hasSpace && text.includes('+'))) {
        unescaped ??= unescapedForms(secrets)
        addUnescaped(text, unescaped, spans)
      }
      return spans
    },
  }
}

/** Works out the sketch of the needles that secrets compile to. */
export function sketchNeedles(secrets: readonly string[]): NeedleSketch {
  const plain = [...new Set(secrets.flatMap(plainForms))]
  return {
    anchors: [...new Set(plain.map(anchorOf))],
    // With none of them no text is long enough; JSON has no infinity.
    shortest: Math.min(...plain.map((needle) => needle.length), Number.MAX_SAFE_INTEGER),
    has_digits_only: secrets.some((secret) => /^\d+$/.test(secret)),
    has_space: secrets.some(includesSpace),
    is_escaped_by_json: secrets.some((secret) => ESCAPED_BY_JSON.test(secret)),
  }
}

/** Whether JSON may hold a needle in one of its texts. True also where its escapes would have to be undone first. */
export function mayHoldIn(sketch: NeedleSketch, json: string): boolean {
  if (sketch.has_digits_only || sketch.is_escaped_by_json) return true
  for (const anchor of sketch.anchors) if (json.includes(anchor)) return true
  return hasEscapes(json) || (sketch.has_space && json.includes('+'))
}

function includesSpace(secret: string): boolean {
  return secret.includes(' ')
}

function anchorOf(needle: string): string {
  return needle.length > ANCHOR ? needle.slice(-ANCHOR) : needle
}

/** Whether JSON has an escape of its texts, or one for a character that a secret can have: not \n, \" and the like. */
function hasEscapes(json: string): boolean {
  if (json.includes('%')) return true
  for (let at = json.indexOf('\\'); at !== -1; at = json.indexOf('\\', at + 2)) {
    const next = json[at + 1]
    if (next === '\\' || next === '/' || next === 'u') return true
  }
  return json.includes('&') && ENTITY.test(json)
}

function addUnescaped(text: string, needles: readonly string[], spans: Span[]): void {
  let traced = traceText(text)
  for (let layer = 1; layer <= LAYERS; layer += 1) {
    const next = unescapeOnce(traced)
    const bytes = byteText(next.bytes)
    for (const needle of needles) {
      addOccurrences(bytes, needle, ({ start, end }) => {
        spans.push({ start: next.origins[start] ?? 0, end: next.origins[end] ?? text.length })
      })
    }
    if (next.bytes.length === traced.bytes.length) return
    traced = next
  }
}

/**
 * Reports where a text has the end of a needle, with as much before it as agrees. That takes in a secret
 * which was cut at its beginning, and takes a number of steps bounded by the text alone.
 */
function addOccurrences(text: string, needle: string, report: (span: Span) => void): void {
  const anchor = anchorOf(needle)
  let after = 0
  for (let at = text.indexOf(anchor); at !== -1; at = text.indexOf(anchor, after)) {
    let start = at
    let index = needle.length - anchor.length
    while (start > after && index > 0 && text[start - 1] === needle[index - 1]) {
      start -= 1
      index -= 1
    }
    after = at + anchor.length
    report({ start, end: after })
  }
}

// A secret may itself hold what looks like an escape, and then a text loses it along with its own.
function unescapedForms(secrets: readonly string[]): readonly string[] {
  const forms = secrets.flatMap((secret) => {
    const raw = traceText(secret.replaceAll('+', ' '))
    const once = unescapeOnce(raw)
    return [raw.bytes, once.bytes, unescapeOnce(once).bytes]
  })
  return [...new Set(forms.map(byteText))].filter((form) => form.length >= 3)
}

// One character for each byte, so that texts and bytes are searched by the same means.
function byteText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

/** The ways a secret is written that need no escape to be undone: raw, in lower case, in hex and in base64. */
export function plainForms(secret: string): string[] {
  // Two more bytes in front, for the places that it can have in base64; out of the pool that Node keeps.
  const behindTwo = Buffer.from(`\0\0${secret}`)
  const hex = behindTwo.toString('hex', 2)
  const forms = [secret, hex, hex.toUpperCase()]
  // Hosts and media types lose their letter case here. Short secrets would be words in lower case.
  if (secret.length >= 12) forms.push(secret.toLowerCase())
  addBase64Forms(behindTwo, forms)
  return forms
}

/**
 * The characters of base64 that depend on nothing but the secret, for each of the three ways it can stand
 * across groups of three bytes. A character that mixes in a neighbour's bits is left out.
 */
function addBase64Forms(behindTwo: Buffer, forms: string[]): void {
  for (let before = 0; before <= 2; before += 1) {
    const from = before === 0 ? 0 : before + 1
    const end = Math.floor(((before + behindTwo.length - 2) * 8) / 6)
    const form = behindTwo.toString('base64', 2 - before).slice(from, end)
    forms.push(form)
    if (/[+/]/.test(form)) forms.push(form.replaceAll('+', '-').replaceAll('/', '_'))
  }
}
