import type { DocumentReader, Fields } from '#document/document-reader'
import type { Parameter } from '#model/definition'
import type { MetaSource } from '#model/pagination'
import { compileMetaSource } from '#text/meta-source'
import { probablyMeant } from '#text/nearest'
import { withoutUndefined } from '#text/without-undefined'
import { PAGE_STYLES, type Pagination } from '../model/pagination.ts'
import { inferPagination, plainName } from './infer-pagination.ts'

const KEY = 'x-bulkhead-pagination'
const KEYS = ['style', 'cursor', 'limit', 'next', 'has_more', 'last_record', 'paths']

/** Compiles the paging that a list declares. Without a declaration, it is inferred from names. */
export function compilePagination(
  reader: DocumentReader,
  operation: Fields,
  parameters: readonly Parameter[],
  meta: ReadonlyMap<string, MetaSource> | undefined,
): Pagination | undefined {
  const fields = operation.fields(KEY, KEYS)
  if (fields === undefined) return inferPagination(parameters, meta)
  const parameterAt = (key: 'cursor' | 'limit') => {
    const name = fields.text(key)
    if (name === undefined || parameters.some((parameter) => parameter.name === name)) return name
    const meant = probablyMeant(
      name,
      parameters.map((parameter) => parameter.name),
    )
    const hint = meant === undefined ? '' : `; did you mean ${meant}?`
    reader.report(
      fields.node(key) ?? fields.at,
      `${fields.where}.${key}: there is no parameter ${name}${hint}`,
    )
    return undefined
  }
  const sourceAt = (key: 'next' | 'has_more') => {
    const text = fields.text(key)
    if (text === undefined) return undefined
    const source = meta?.get(text) ?? compileMetaSource(text)
    if (source === undefined) {
      const known = meta === undefined ? '' : `, or one of ${[...meta.keys()].join(', ')}`
      reader.report(
        fields.node(key) ?? fields.at,
        `${fields.where}.${key} must be $.a.b, @link.next${known}, not ${text}`,
      )
    }
    return source
  }
  const [cursor, limit, next, has_more] = [
    parameterAt('cursor'),
    parameterAt('limit'),
    sourceAt('next'),
    sourceAt('has_more'),
  ]
  const last_record = fields.text('last_record')
  const style = readStyle(reader, fields, cursor, next)
  if (style !== 'next-url' && cursor === undefined && fields.node('cursor') === undefined) {
    reader.report(fields.at, `${fields.where} needs cursor, the parameter that says where a page begins`)
  }
  if (
    next === undefined &&
    fields.node('next') === undefined &&
    last_record === undefined &&
    (style === 'cursor' || style === 'next-url')
  ) {
    reader.report(fields.at, `${fields.where} needs next, for example next: $.next_cursor`)
  }
  return {
    style,
    ...withoutUndefined({ cursor, limit, next }),
    next_is_ahead: true,
    ...withoutUndefined({ has_more, last_record }),
    paths: fields.texts('paths') ?? [],
    declared: true,
  }
}

function readStyle(
  reader: DocumentReader,
  fields: Fields,
  cursor: string | undefined,
  next: MetaSource | undefined,
): Pagination['style'] {
  const text = fields.text('style')
  const style = PAGE_STYLES.find((known) => known === text)
  if (style !== undefined) return style
  if (text !== undefined) {
    reader.report(
      fields.node('style') ?? fields.at,
      `${fields.where}.style must be ${PAGE_STYLES.join(', ')}, not ${text}`,
    )
  }
  if (cursor === undefined) return 'next-url'
  if (/^(page|pagenumber|pagenum|pageno)$/.test(plainName(cursor))) return 'page'
  return /^(offset|skip|startat)$/.test(plainName(cursor)) && next === undefined ? 'offset' : 'cursor'
}
