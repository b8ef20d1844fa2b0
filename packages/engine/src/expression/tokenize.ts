import type { JsonValue } from '#model/json'

export type Token =
  | { readonly kind: 'literal'; readonly text: string; readonly value: JsonValue }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string }

const TOKEN =
  /\s*(?:(?<number>\d+(?:\.\d+)?)|'(?<single>[^'\\]*)'|"(?<double>[^"\\]*)"|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<symbol>==|!=|[()[\],.|+-]))/y

const KEYWORDS: ReadonlySet<string> = new Set(['not', 'in', 'if', 'else', 'and', 'or'])

// Templates use the constants of Python or those of JSON.
const CONSTANTS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
  ['null', null],
])

/** Splits an expression into tokens. @throws {SyntaxError} Its message completes "the expression …". */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  const source = text.trimEnd()
  for (let at = 0; at < source.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(source)
    if (match === null) throw new SyntaxError(`has ${source.slice(at).trim()[0]}, which is not understood`)
    tokens.push(getToken(match.groups ?? {}))
  }
  return tokens
}

function getToken({ number, single, double, name, symbol }: Record<string, string | undefined>): Token {
  if (number !== undefined) return { kind: 'literal', text: number, value: Number(number) }
  const quoted = single ?? double
  if (quoted !== undefined) return { kind: 'literal', text: `'${quoted}'`, value: quoted }
  const text = name ?? symbol ?? ''
  if (name === undefined || KEYWORDS.has(name)) return { kind: 'symbol', text }
  const constant = CONSTANTS.get(name)
  return constant === undefined ? { kind: 'name', text } : { kind: 'literal', text, value: constant }
}
