import type { JsonPath } from '#text/json-path'

/** Place of a piece of metadata in a response. */
export type MetaSource =
  | { readonly from: 'body'; readonly path: JsonPath }
  | { readonly from: 'link'; readonly rel: string }
  | { readonly from: 'header'; readonly name: string }

/** Paging of a list. Callers page every list with `cursor` and `limit`. This maps them to the upstream's parameters. */
export interface Pagination {
  /** `cursor`: an opaque string. `page` and `offset`: a number. `next-url`: a whole URL. */
  readonly style: PageStyle
  /** Parameter for the start of a page. `next-url` needs none. */
  readonly cursor?: string
  /** Parameter for the size of a page. */
  readonly limit?: string
  /** Place of the next position in a response. */
  readonly next?: MetaSource
  /** Whether `next` certainly describes the following page and does not echo the current one. */
  readonly next_is_ahead: boolean
  readonly has_more?: MetaSource
  /** Place of the total number of records, or with `page` of pages. */
  readonly total?: MetaSource
  /** Member of the last record whose value is the cursor of the following page, such as `id` or `user.id`. */
  readonly last_record?: string
  /** Further paths that a next URL may have, with `{placeholders}`, relative to the base URL. */
  readonly paths: readonly string[]
  /** Whether the document declares the paging. Otherwise it was inferred from names. */
  readonly declared: boolean
}

/** Every style of paging. */
export const PAGE_STYLES = ['cursor', 'page', 'offset', 'next-url'] as const
/** Way in which the pages of a list follow each other. */
export type PageStyle = (typeof PAGE_STYLES)[number]
