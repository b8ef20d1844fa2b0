import { compile, documentWith } from '../acme.ts'

/** Parts of a list that matter to its paging. */
export interface List {
  readonly parameters: string
  readonly meta?: string
  readonly more?: string
}

/** Returns a definition with the operations `list` and `get` of `items`. */
export function listing({ parameters, meta, more = '' }: List) {
  return compile(
    documentWith({
      paths: `
/boxes/{owner}/items:
  get:
    x-airbyte-entity: items
    x-airbyte-action: list
    x-airbyte-record-extractor: $.items
    ${meta === undefined ? '' : `x-airbyte-meta-extractor: ${meta}`}
    ${more}
    parameters:
      - { name: owner, in: path, required: true }
      ${parameters.split('\n').join('\n      ')}
/boxes/{owner}/items/{id}:
  get:
    x-airbyte-entity: items
    x-airbyte-action: get
    parameters: [{ name: owner, in: path }, { name: id, in: path }]
`,
    }),
  )
}

/** Declares query parameters of these names. The name decides whether one is a number. */
export const query = (...names: string[]) =>
  names
    .map(
      (name) =>
        `- { name: "${name}", in: query, schema: { type: ${/page|offset|skip|limit|size|top|start_at/i.test(name) && !name.includes('token') ? 'integer' : 'string'} } }`,
    )
    .join('\n')
