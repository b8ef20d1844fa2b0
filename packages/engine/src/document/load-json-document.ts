import { ownTexts } from '#text/own-texts'
import type { DocumentNode, MappingNode, ScalarNode, SequenceNode } from './node.ts'

type Position = Pick<DocumentNode, 'line' | 'column'>

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON does not allow in a text.
const PLAIN = /^[^\\\u0000-\u001f]*$/
const WORDS: readonly (readonly [string, ScalarNode['value']])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
]

/**
 * Parses JSON to nodes with their places, much faster than as YAML. Undefined for what is no JSON, has a key
 * twice or is nested deeper than `maxDepth`: the YAML parser then tells what is wrong with it.
 */
export function parseJsonDocument(text: string, maxDepth: number): DocumentNode | undefined {
  let at = 0
  let line = 1
  let lineStart = 0
  const skipSpace = () => {
    for (;;) {
      const code = text.charCodeAt(at)
      if (code === 0x0a) {
        line += 1
        lineStart = at + 1
      } else if (code !== 0x20 && code !== 0x09 && code !== 0x0d) return
      at += 1
    }
  }
  const column = () => at - lineStart + 1
  const own = ownTexts()
  const quoted = (): string | undefined => {
    const start = at
    for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 1)) {
      let backslashes = 0
      while (text[end - 1 - backslashes] === '\\') backslashes += 1
      if (backslashes % 2 === 1) continue
      at = end + 1
      return decoded(text.slice(start, at), own)
    }
    return undefined
  }
  const scalar = (): DocumentNode | undefined => {
    const [startLine, startColumn] = [line, column()]
    const toScalar = (value: ScalarNode['value']): ScalarNode => ({
      kind: 'scalar',
      line: startLine,
      column: startColumn,
      value,
    })
    if (text[at] === '"') {
      const value = quoted()
      return value === undefined ? undefined : toScalar(value)
    }
    for (const [word, value] of WORDS) {
      if (!text.startsWith(word, at)) continue
      at += word.length
      return toScalar(value)
    }
    NUMBER.lastIndex = at
    const match = NUMBER.exec(text)
    if (match === null) return undefined
    at += match[0].length
    return toScalar(Number(match[0]))
  }
  const value = (depth: number): DocumentNode | undefined => {
    skipSpace()
    const open = text[at]
    if (open !== '{' && open !== '[') return scalar()
    if (depth > maxDepth) return undefined
    return open === '{' ? mapping(depth) : sequence(depth)
  }
  /** Whether another member follows; undefined if neither a comma nor the end is there. */
  const goesOn = (close: string): boolean | undefined => {
    skipSpace()
    const mark = text[at]
    at += 1
    return mark === ',' ? true : mark === close ? false : undefined
  }
  const mapping = (depth: number): DocumentNode | undefined => {
    const entries = new Map<string, Entry>()
    const node: MappingNode = { kind: 'mapping', line, column: column(), entries }
    at += 1
    skipSpace()
    if (text[at] === '}') {
      at += 1
      return node
    }
    for (;;) {
      skipSpace()
      const [keyLine, keyColumn] = [line, column()]
      const name = text[at] === '"' ? quoted() : undefined
      skipSpace()
      if (name === undefined || entries.has(name) || text[at] !== ':') return undefined
      at += 1
      const member = value(depth + 1)
      if (member === undefined) return undefined
      entries.set(name, new Entry(keyLine, keyColumn, member))
      const more = goesOn('}')
      if (more === undefined) return undefined
      if (!more) return node
    }
  }
  const sequence = (depth: number): DocumentNode | undefined => {
    const items: DocumentNode[] = []
    const node: SequenceNode = { kind: 'sequence', line, column: column(), items }
    at += 1
    skipSpace()
    if (text[at] === ']') {
      at += 1
      return node
    }
    for (;;) {
      const item = value(depth + 1)
      if (item === undefined) return undefined
      items.push(item)
      const more = goesOn(']')
      if (more === undefined) return undefined
      if (!more) return node
    }
  }

  const root = value(0)
  skipSpace()
  return at === text.length ? root : undefined
}

/** A member of a mapping. Its place is two numbers and no object, which would be a third of a large document. */
class Entry {
  readonly line: number
  readonly column: number
  readonly value: DocumentNode

  constructor(line: number, column: number, value: DocumentNode) {
    this.line = line
    this.column = column
    this.value = value
  }

  get key(): Position {
    return { line: this.line, column: this.column }
  }
}

/** The text of a literal as one of its own: a slice would keep the whole document in memory. */
function decoded(literal: string, own: (text: string) => string): string | undefined {
  if (PLAIN.test(literal)) return own(literal.slice(1, -1))
  try {
    return JSON.parse(literal) as string
  } catch {
    return undefined
  }
}
