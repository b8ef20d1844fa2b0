import { type DocumentNode, getMember, toText } from '@bulkhead/engine/document'

export type Follow = (node: DocumentNode | undefined) => DocumentNode | undefined

const MAX_HOPS = 20

/**
 * Creates a function that follows `$ref`. A node without a reference is returned unchanged. Only references inside the
 * document are supported (RFC 6901). Other and circular references yield undefined.
 */
export function createFollow(root: DocumentNode): Follow {
  return (node) => {
    let at = node
    for (let hops = 0; hops < MAX_HOPS; hops += 1) {
      const reference = toText(getMember(at, '$ref'))
      if (reference === undefined) return at
      at = pointedAt(root, reference)
    }
    return undefined
  }
}

/** Returns why a node cannot be used, if it refers to something that the document does not contain. */
export function referenceFault(node: DocumentNode | undefined, follow: Follow): string | undefined {
  const reference = toText(getMember(node, '$ref'))
  if (reference === undefined || follow(node) !== undefined) return undefined
  return `it refers to ${reference.slice(0, 100)}, which the document does not contain; nothing is fetched`
}

/** Returns the node that a reference such as `#/components/schemas/Widget` points to. */
export function pointedAt(root: DocumentNode, reference: string): DocumentNode | undefined {
  if (!reference.startsWith('#/')) return reference === '#' ? root : undefined
  let at: DocumentNode | undefined = root
  for (const part of reference.slice(2).split('/')) {
    const name = nameIn(part)
    if (at?.kind === 'sequence') at = /^\d{1,6}$/.test(name) ? at.items[Number(name)] : undefined
    else at = getMember(at, name)
  }
  return at
}

function nameIn(part: string): string {
  let text = part
  try {
    text = decodeURIComponent(part)
  } catch {
    // A stray % is then an ordinary character.
  }
  return text.replaceAll('~1', '/').replaceAll('~0', '~')
}
