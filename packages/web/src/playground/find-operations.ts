import type { Description } from '@bulkhead/sdk'

/** Finds the operations that contain all words of a text, grouped by entity. */
export function findOperations({ entities }: Description, text: string): Description['entities'] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return entities
    .map((one) => ({
      ...one,
      operations: one.operations.filter(({ action, summary }) =>
        words.every((word) => `${one.entity}.${action} ${summary ?? ''}`.toLowerCase().includes(word)),
      ),
    }))
    .filter(({ operations }) => operations.length > 0)
}
