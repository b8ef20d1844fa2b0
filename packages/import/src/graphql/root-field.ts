import { type GraphqlField, type GraphqlSchema, type GraphqlType, isList } from './schema-model.ts'

/** A field of the query type, which becomes an operation. */
export interface RootField {
  readonly field: GraphqlField
  readonly action: 'get' | 'list'
  /** Type of its records. Undefined if the field returns a plain value. */
  readonly record: GraphqlType | undefined
  /** Path from the field to its records, and the paging members next to them. */
  readonly page?: PageShape
}

/** An object around a list of records. */
export interface PageShape {
  /** Path to the records: `nodes`, or `edges` and `node`. */
  readonly path: readonly string[]
  /** Dotted paths of paging members, such as `pageInfo.endCursor`. */
  readonly facts: readonly string[]
  /** Whether it is a Relay connection, which `first` and `after` page. */
  readonly is_connection: boolean
}

const LISTS = ['nodes', 'items', 'results', 'data', 'records', 'entries', 'list', 'docs']
const GROUPS = ['pageInfo', 'info', 'meta', 'pagination', 'paging']
const FACTS =
  /^(next.*|end_?cursor|cursor|(has|is)_?(more|next).*|total.*|count|pages|page|page_?count|offset|limit)$/i

/** Determines what a field of the query type returns: one record, a list, or a page of records. */
export function toRootField(schema: GraphqlSchema, field: GraphqlField): RootField {
  const type = schema.types.get(field.type.name)
  if (type === undefined || type.kind === 'leaf' || type.kind === 'input') {
    return { field, action: 'get', record: undefined }
  }
  if (isList(field.type)) return { field, action: 'list', record: type }
  const page = type.kind === 'object' ? getPage(schema, type) : undefined
  return page === undefined ? { field, action: 'get', record: type } : { field, action: 'list', ...page }
}

function getPage(schema: GraphqlSchema, type: GraphqlType) {
  const info = schema.types.get(type.fields.get('pageInfo')?.type.name ?? '')
  const is_connection = info?.fields.has('endCursor') === true && info.fields.has('hasNextPage')
  const edge = schema.types.get(type.fields.get('edges')?.type.name ?? '')
  const node = edge?.fields.get('node')
  const facts = getFacts(schema, type)
  for (const name of LISTS) {
    const list = type.fields.get(name)
    const record = list === undefined ? undefined : schema.types.get(list.type.name)
    if (list === undefined || !isList(list.type) || !isRecord(record)) continue
    // A record may also contain a list of other records. A page has no other members.
    const isPage = is_connection || facts.length > 0 || type.fields.size === 1
    if (isPage && list.inputs.size === 0) return { record, page: { path: [name], facts, is_connection } }
  }
  const record = node === undefined ? undefined : schema.types.get(node.type.name)
  if (!is_connection || !isRecord(record)) return undefined
  return { record, page: { path: ['edges', 'node'], facts, is_connection } }
}

function isRecord(type: GraphqlType | undefined): type is GraphqlType {
  return type?.kind === 'object' || type?.kind === 'union'
}

function getFacts(schema: GraphqlSchema, type: GraphqlType): readonly string[] {
  const own = factsIn(schema, type)
  const grouped = GROUPS.flatMap((name) => {
    const group = type.fields.get(name)
    const inner = group === undefined || isList(group.type) ? undefined : schema.types.get(group.type.name)
    return inner?.kind === 'object' ? factsIn(schema, inner).map((fact) => `${name}.${fact}`) : []
  })
  return [...own, ...grouped]
}

function factsIn(schema: GraphqlSchema, { fields }: GraphqlType): readonly string[] {
  return [...fields.values()]
    .filter(
      ({ name, type, inputs }) =>
        FACTS.test(name) &&
        !isList(type) &&
        inputs.size === 0 &&
        schema.types.get(type.name)?.kind === 'leaf',
    )
    .map(({ name }) => name)
}
