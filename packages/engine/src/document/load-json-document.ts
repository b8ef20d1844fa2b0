import { visit } from 'jsonc-parser'
import { ownTexts } from '#text/own-texts'
import type { DocumentNode, Position } from './node.ts'

/** Thrown to end a visit. */
const NO_JSON = Symbol('no JSON')

type Add = (node: DocumentNode) => void

/**
 * Parses JSON to nodes with their positions, much faster than the YAML parser. Returns undefined if the text is not
 * JSON, has a duplicate key or is nested deeper than `maxDepth`. The YAML parser then reports what is wrong.
 */
export function parseJsonDocument(text: string, maxDepth: number): DocumentNode | undefined {
  // A slice of a string keeps the whole document in memory, so strings are copied.
  const own = ownTexts()
  let root: DocumentNode | undefined
  const open: Add[] = [
    (node) => {
      root = node
    },
  ]
  let name = ''
  let key: Position = { line: 1, column: 1 }
  const place = (line: number, column: number) => ({ line: line + 1, column: column + 1 })
  const begin = (node: DocumentNode, add: Add) => {
    open.at(-1)?.(node)
    // The holder of the root counts as one entry, and the first level is 0.
    if (open.push(add) > maxDepth + 2) refuse()
  }
  const end = () => {
    open.pop()
  }
  try {
    visit(
      text,
      {
        onObjectBegin(_offset, _length, line, column) {
          const entries = new Map<string, Entry>()
          begin({ kind: 'mapping', ...place(line, column), entries }, (node) => {
            if (entries.has(name)) refuse()
            entries.set(name, new Entry(key, node))
          })
        },
        onObjectProperty(property, _offset, _length, line, column) {
          name = own(property)
          key = place(line, column)
        },
        onObjectEnd: end,
        onArrayBegin(_offset, _length, line, column) {
          const items: DocumentNode[] = []
          begin({ kind: 'sequence', ...place(line, column), items }, (node) => items.push(node))
        },
        onArrayEnd: end,
        onLiteralValue(value, _offset, _length, line, column) {
          const read = typeof value === 'string' ? own(value) : value
          open.at(-1)?.({ kind: 'scalar', ...place(line, column), value: read })
        },
        onError: refuse,
      },
      { disallowComments: true },
    )
  } catch (thrown) {
    if (thrown === NO_JSON) return undefined
    throw thrown
  }
  return root
}

function refuse(): never {
  throw NO_JSON
}

/**
 * A member of a mapping. Its position is two numbers instead of an object: objects would make up a third of a large
 * document in memory.
 */
class Entry {
  readonly line: number
  readonly column: number
  readonly value: DocumentNode

  constructor({ line, column }: Position, value: DocumentNode) {
    this.line = line
    this.column = column
    this.value = value
  }

  get key(): Position {
    return { line: this.line, column: this.column }
  }
}
