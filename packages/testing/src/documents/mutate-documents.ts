import { checkDocument, renderCheck } from '@bulkhead/import/check-document'
import fc from 'fast-check'

/** Valid pieces of documents, for insertion in the wrong place. */
const PIECES = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '\n',
    '  ',
    '\t',
    '- ',
    '|',
    '&a',
    '*a',
    '!!js',
    '%',
    '\0',
    '🚢',
    '\ud800',
  ],
  ...[
    'null',
    'true',
    '1e999',
    '-0',
    '{{ x',
    '}}',
    '${',
    '$ref',
    '#/paths',
    'x-airbyte-',
    'x-bulkhead-',
    '__proto__',
  ],
  ...['"$ref": "#"', '[*]', '@link.next', 'https://', '\ufeff', '9'.repeat(400), 'a'.repeat(5_000)],
)

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof(fc.nat(3), fc.nat(400)),
  inserted: fc.oneof(PIECES, fc.string({ maxLength: 5 }), fc.constant('')),
  /** Position of another piece of the document, which replaces `inserted`. */
  copied: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 3 }),
})

/**
 * Breaks documents at random and checks the results. The check must report every error and never fail itself.
 *
 * @param texts Documents to start with.
 * @throws Error with the smallest document that breaks the check.
 */
export function mutateDocuments(texts: readonly string[], rounds: number, seed: number): void {
  const mutated = fc
    .tuple(fc.constantFrom(...texts), fc.array(mutation, { minLength: 1, maxLength: 6 }))
    .map(([text, mutations]) => mutations.reduce(mutate, text))
  const property = fc.property(mutated, (text) => {
    const check = checkDocument(text, 'mutated')
    const isUsable = check.definition !== undefined
    if (isUsable !== (check.problems.length === 0)) throw new Error('It is neither good nor bad.')
    for (const { line, column, message } of [...check.problems, ...check.warnings]) {
      if (line >= 1 && column >= 1 && message !== '') continue
      throw new Error(`A finding has no place or no words: ${line}:${column} ${message}`)
    }
    renderCheck(check, text)
  })
  fc.assert(property, { numRuns: rounds, seed })
}

function mutate(
  text: string,
  { at, removed, inserted, copied }: typeof mutation extends fc.Arbitrary<infer M> ? M : never,
) {
  const start = Math.floor(at * text.length)
  const from = copied === null ? 0 : Math.floor(copied * text.length)
  const piece = copied === null ? inserted : text.slice(from, from + 200)
  return text.slice(0, start) + piece + text.slice(start + removed)
}
