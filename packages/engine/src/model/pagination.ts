import type { JsonPath } from '#text/json-path'

/** Place of a piece of metadata in a response. */
export type MetaSource =
  | { readonly from: 'body'; readonly path: JsonPath }
  | { readonly from: 'link'; readonly rel: string }
  | { readonly from: 'header'; readonly name: string }

/**
 * Paging of a list. Callers page every list by `cursor` and `limit`, which this maps to the upstream's
 * parameters.
 */
export interface Pagination {
  /** `cursor`: an opaque text; `page` and `offset`: a number; `next-url`: a whole URL. */
  readonly style: PageStyle
  /** Parameter that says where a page begins. A `next-url` needs none. */
  readonly cursor?: string
  /** Parameter for the size of a page. */
  readonly limit?: string
  /** Source of the next position in a response. */
  readonly next?: MetaSource
  /** Whether `next` is known to be about the following page and not to echo this one. */
  readonly next_is_ahead: boolean
  readonly has_more?: MetaSource
  /** Number of records in all, or for `page` of pages. */
  readonly total?: MetaSource
  /** Member of the last record that is the cursor of the following page. */
  readonly last_record?: string
  /** Further paths a next URL may have, with `{placeholders}`, relative to the base URL. */
  readonly paths: readonly string[]
  /** Whether the document states it; otherwise it follows from names. */
  readonly declared: boolean
}

/** Every style of paging. */
export const PAGE_STYLES = ['cursor', 'page', 'offset', 'next-url'] as const
/** Way in which the pages of a list follow each other. */
export type PageStyle = (typeof PAGE_STYLES)[number]
