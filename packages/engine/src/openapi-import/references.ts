import { getMember, toText } from '#document/document-nodes'
import type { DocumentNode } from '#document/node'

/** Follows references of a document to where they lead. */
export type Follow = (node: DocumentNode | undefined) => DocumentNode | undefined

const MAX_HOPS = 20

/**
 * Makes a function that gives what a node refers to by `$ref`, and the node itself if it refers to nothing.
 * Only references within the document lead anywhere (RFC 6901); others, and circles, give undefined.
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
    // A stray % is only a character then.
  }
  return text.replaceAll('~1', '/').replaceAll('~0', '~')
}
