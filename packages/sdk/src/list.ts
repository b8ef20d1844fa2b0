import { BulkheadPromise, type WithResponse } from './client/bulkhead-promise.ts'
import { BulkheadError } from './client/errors.ts'

/** Content of a page. */
export interface PageFacts<T> {
  readonly data: readonly T[]
  /** Cursor of the next page. Null on the last page. */
  readonly nextCursor: string | null
  /** Metadata from the connector, such as a total. Null for Bulkhead's own lists. */
  readonly metadata: Readonly<Record<string, unknown>> | null
  /** Warning, set if the records are incomplete or truncated. */
  readonly warning?: string | null
}

/** Function that fetches a page. @param cursor Start of the page; undefined for the first page. */
export type FetchPage<T> = (cursor: string | undefined) => Promise<WithResponse<PageFacts<T>>>

/** Page of a list. */
export class Page<T> implements PageFacts<T> {
  readonly data: readonly T[]
  readonly nextCursor: string | null
  readonly metadata: Readonly<Record<string, unknown>> | null
  readonly warning: string | null
  readonly #fetchPage: FetchPage<T>

  constructor({ data, nextCursor, metadata, warning }: PageFacts<T>, fetchPage: FetchPage<T>) {
    this.data = data
    this.nextCursor = nextCursor
    this.metadata = metadata
    this.warning = warning ?? null
    this.#fetchPage = fetchPage
  }

  hasNextPage(): boolean {
    return this.nextCursor !== null
  }

  /** @throws {BulkheadError} `invalid_argument`: this is the last page. */
  nextPage(): List<T> {
    if (this.nextCursor === null) {
      throw new BulkheadError('invalid_argument', 'This is the last page: check hasNextPage() first.')
    }
    return new List(this.#fetchPage, this.nextCursor)
  }
}

/**
 * List of records. Await it for the first page, or iterate it for all records. Further pages are fetched only when the
 * iteration reaches them.
 */
export class List<T> extends BulkheadPromise<Page<T>> implements AsyncIterable<T> {
  constructor(fetchPage: FetchPage<T>, cursor?: string) {
    const fetchOne: FetchPage<T> = async (at) => {
      const fetched = await fetchPage(at)
      if (at !== undefined && fetched.data.nextCursor === at) {
        const message = 'A page names itself as the next one, so the list would never end.'
        throw new BulkheadError('unexpected_reply', message)
      }
      return fetched
    }
    const first = async () => {
      const { data, response } = await fetchOne(cursor)
      return { data: new Page(data, fetchPage), response }
    }
    super(first())
  }

  /** Iterates over the pages. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    let page: Page<T> = await this
    yield page
    while (page.hasNextPage()) {
      page = await page.nextPage()
      yield page
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.data
  }
}
