import type { JsonValue } from '@bulkhead/engine'
import { Document, isCollection, type Node, Scalar, visit } from 'yaml'

const WIDTH = 110
/** Length up to which a value stays on one line, regardless of its indentation. */
const SHORT = 80

/** Formats a value like the documents of the catalog: small values on one line, long strings folded. */
export function printYaml(value: JsonValue): string {
  const document = new Document(value, { aliasDuplicateObjects: false })
  visit(document, {
    Collection(_key, node) {
      if (isShort(node)) node.flow = true
    },
    Scalar(_key, node, path) {
      if (typeof node.value !== 'string') return
      if (node.value.length > SHORT) node.type = Scalar.BLOCK_FOLDED
      // Parsers of YAML 1.1 do not read it unquoted there.
      else if (node.value.includes('?') && path.some((it) => isCollection(it) && it.flow === true))
        node.type = Scalar.QUOTE_SINGLE
    },
  })
  return document.toString({ lineWidth: WIDTH })
}

function isShort(node: Node): boolean {
  const text = JSON.stringify(node)
  return text.length < SHORT && !text.includes('\\n')
}
