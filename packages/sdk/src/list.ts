import { BulkheadPromise, type WithResponse } from './client/bulkhead-promise.ts'
import { BulkheadError } from './client/errors.ts'

/** What a page is made of. */
export interface PageFacts<T> {
  readonly data: readonly T[]
  /** Where the next page begins; null on the last. */
  readonly nextCursor: string | null
  /** What the connector says beside the records, such as a total. Null for lists of Bulkhead itself. */
  readonly metadata: Readonly<Record<string, unknown>> | null
  /** What of the records is not as it seems: incomplete, or shortened. */
  readonly warning?: string | null
}

/** @param cursor Where the page begins; undefined for the first. */
export type FetchPage<T> = (cursor: string | undefined) => Promise<WithResponse<PageFacts<T>>>

/** One page of a list. */
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
      throw new BulkheadError('invalid_argument', 'This is the last page: ask hasNextPage() first.')
    }
    return new List(this.#fetchPage, this.nextCursor)
  }
}

/**
 * A list: awaited it is its first page; iterated it is all of its records, and further pages are fetched only
 * when they are reached.
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

  /** Page by page. */
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
