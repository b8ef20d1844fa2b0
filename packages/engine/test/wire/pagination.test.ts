import assert from 'node:assert/strict'
import test from 'node:test'
import type { Pagination } from '#model/pagination'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode, throwsCode } from '../assert-engine-error.ts'
import type { Received } from '../upstream.ts'
import { type List, listing, query } from './listing.ts'
import { json, wire } from './wire.ts'

/** Starts a service with 5 items. `answer` returns the page that begins at an item. */
async function service(
  list: List,
  answer: (
    page: number[],
    from: number,
    query: URLSearchParams,
    origin: string,
  ) => [unknown, Record<string, string>?],
  getStart: (query: URLSearchParams) => number,
) {
  const all = [1, 2, 3, 4, 5]
  let origin = ''
  const made = await wire(listing(list), (request: Received, response) => {
    const query = new URL(request.path, 'http://x').searchParams
    const from = getStart(query)
    const [body, headers] = answer(all.slice(from, from + 2), from, query, origin)
    json(body, 200, headers)(request, response)
  })
  origin = made.upstream.origin
  /** Follows `end_cursor` to the end. */
  const readAll = async () => {
    const pages: unknown[] = []
    let cursor: unknown
    do {
      const { result, connector_metadata } = await made.run({
        entity: 'items',
        action: 'list',
        params: { owner: 'o', limit: 2, cursor },
      })
      pages.push((result as { id: number }[]).map(({ id }) => id))
      cursor = connector_metadata?.end_cursor
      assert.equal(connector_metadata?.has_next_page, cursor !== null)
      assert.ok(pages.length < 6, 'it never ends')
    } while (cursor !== null)
    return {
      pages,
      paths: made.upstream.requests.map(({ path }) => path.replace(/^\/v2\/boxes\/o\/items/, '')),
    }
  }
  return { ...made, readAll }
}
const items = (page: number[]) => page.map((id) => ({ id }))
const more = (from: number) => from + 2 < 5
const PAGES = [[1, 2], [3, 4], [5]]

const number = (name: string) => (params: URLSearchParams) => Number(params.get(name) ?? 0)
const byPage = (name: string) => (params: URLSearchParams) => (Number(params.get(name) ?? 1) - 1) * 2

const styles: [string, List, Parameters<typeof service>[1], Parameters<typeof service>[2], string[]][] = [
  [
    'an opaque cursor',
    { parameters: query('page_token', 'max_results'), meta: '{ next_page_token: $.next }' },
    (page, from) => [{ items: items(page), ...(more(from) && { next: String(from + 2) }) }],
    number('page_token'),
    ['?max_results=2', '?page_token=2&max_results=2', '?page_token=4&max_results=2'],
  ],
  [
    'a cursor of the name cursor, with a flag',
    { parameters: query('cursor', 'limit'), meta: '{ cursor: $.cursor, has_more: $.more }' },
    (page, from) => [{ items: items(page), cursor: String(from + 2), more: more(from) }],
    number('cursor'),
    ['?limit=2', '?cursor=2&limit=2', '?cursor=4&limit=2'],
  ],
  [
    'a cursor inside of a next URL',
    { parameters: query('page[after]', 'page[size]'), meta: '{ next_link: $.links.next }' },
    (page, from) => [
      {
        items: items(page),
        links: { next: more(from) ? `https://elsewhere.test/x?page%5Bafter%5D=${from + 2}` : null },
      },
    ],
    number('page[after]'),
    ['?page%5Bsize%5D=2', '?page%5Bafter%5D=2&page%5Bsize%5D=2', '?page%5Bafter%5D=4&page%5Bsize%5D=2'],
  ],
  [
    'page numbers with a Link header',
    { parameters: query('page', 'per_page'), meta: '{ next: "@link.next" }' },
    (page, from) => [
      { items: items(page) },
      more(from)
        ? { link: `<https://api.acme.example/repositories/1/items?page=${from / 2 + 2}>; rel="next"` }
        : {},
    ],
    byPage('page'),
    ['?per_page=2', '?page=2&per_page=2', '?page=3&per_page=2'],
  ],
  [
    'page numbers without a word',
    { parameters: query('page', 'per_page') },
    (page) => [{ items: items(page) }],
    byPage('page'),
    ['?per_page=2', '?page=2&per_page=2', '?page=3&per_page=2'],
  ],
  [
    'page numbers with the current page echoed and the number of pages',
    { parameters: query('page', 'page_size'), meta: '{ page: $.page, total_pages: $.pages }' },
    (page, _from, params) => [{ items: items(page), page: Number(params.get('page') ?? 1), pages: 3 }],
    byPage('page'),
    ['?page_size=2', '?page=2&page_size=2', '?page=3&page_size=2'],
  ],
  [
    'page numbers with a next page that is an object, as one of cursors would be',
    {
      parameters: query('page', 'per_page'),
      meta: '{ next_page: $.next }',
      more: 'x-bulkhead-pagination: { style: page, cursor: page, limit: per_page, next: next_page }',
    },
    (page, from) => [{ items: items(page), next: more(from) ? { per_page: 2, starting_after: 'x' } : null }],
    byPage('page'),
    ['?per_page=2', '?page=2&per_page=2', '?page=3&per_page=2'],
  ],
  [
    'offsets with a total',
    { parameters: query('offset', 'limit'), meta: '{ total: $.total, offset: $.offset }' },
    (page, from) => [{ items: items(page), total: 5, offset: from }],
    number('offset'),
    ['?limit=2', '?offset=2&limit=2', '?offset=4&limit=2'],
  ],
  [
    'an offset that is opaque',
    { parameters: query('offset', 'pageSize'), meta: '{ offset: $.offset }' },
    (page, from) => [{ items: items(page), ...(more(from) && { offset: `itr${from + 2}` }) }],
    (params) => Number((params.get('offset') ?? 'itr0').slice(3)),
    ['?pageSize=2', '?offset=itr2&pageSize=2', '?offset=itr4&pageSize=2'],
  ],
  [
    'the last record of a page',
    { parameters: query('limit', 'starting_after'), meta: '{ has_more: $.has_more }' },
    (page, from) => [{ items: items(page), has_more: more(from) }],
    number('starting_after'),
    ['?limit=2', '?limit=2&starting_after=2', '?limit=2&starting_after=4'],
  ],
  [
    'a next URL',
    { parameters: query('page_size'), meta: '{ next_url: $.next }' },
    (page, from, _params, origin) => [
      { items: items(page), next: more(from) ? `${origin}/v2/boxes/o/items?at=${from + 2}#x` : null },
    ],
    number('at'),
    ['?page_size=2', '?at=2', '?at=4'],
  ],
  [
    'a next path below its own',
    { parameters: query('q'), meta: '{ next_records_url: $.next }' },
    (page, from) => [
      { items: items(page), next: more(from) ? `/v2/boxes/o/items?locator=${from + 2}` : null },
    ],
    number('locator'),
    ['', '?locator=2', '?locator=4'],
  ],
  [
    'what a document declares',
    {
      parameters: query('von', 'anzahl'),
      meta: '{ weiter: $.w }',
      more: 'x-bulkhead-pagination: { style: cursor, cursor: von, limit: anzahl, next: weiter }',
    },
    (page, from) => [{ items: items(page), ...(more(from) && { w: from + 2 }) }],
    number('von'),
    ['?anzahl=2', '?von=2&anzahl=2', '?von=4&anzahl=2'],
  ],
]
for (const [what, list, response, getStart, paths] of styles) {
  // Shows Pages: each style to its end
  test(`pages by ${what}`, async () => {
    const read = await (await service(list, response, getStart)).readAll()
    assert.deepEqual(read, { pages: PAGES, paths })
  })
}

const LONG = '9007199254740993123'
const ahead: List = {
  parameters: query('page', 'per_page'),
  meta: '{ next_page: $.next }',
  more: 'x-bulkhead-pagination: { style: page, cursor: page, limit: per_page, next: next_page }',
}
const long: [string, List, (value: object) => object][] = [
  [
    'an opaque cursor',
    { parameters: query('page_token'), meta: '{ next_page_token: $.next }' },
    (next) => ({ items: [{ id: 1 }], next }),
  ],
  ['the next page', ahead, (next) => ({ items: [{ id: 1 }], next })],
  [
    'the id of the last record',
    { parameters: query('limit', 'starting_after'), meta: '{ has_more: $.has_more }' },
    (id) => ({ items: [{ id }], has_more: true }),
  ],
]
for (const [what, list, getBody] of long) {
  test(`pages: an integer beyond 2^53 keeps its digits as ${what}`, async () => {
    const { run, upstream } = await wire(listing(list), json(getBody(JSON.rawJSON(LONG))))
    const read = (params: object) =>
      run({ entity: 'items', action: 'list', params: { owner: 'o', ...params } })
    const { connector_metadata } = await read({})
    assert.equal(connector_metadata?.end_cursor, LONG)
    await read({ cursor: connector_metadata.end_cursor })
    assert.match(upstream.requests.at(-1)?.path ?? '', new RegExp(`=${LONG}$`))
  })
}

test('pages: an integer beyond 2^53 keeps its digits in a JSON body', async () => {
  const paths = `
/search:
  post:
    x-airbyte-entity: items
    x-airbyte-action: api_search
    x-airbyte-record-extractor: $.items
    x-airbyte-meta-extractor: { next: $.next }
    x-bulkhead-pagination: { style: cursor, cursor: after, next: next }
    requestBody: { content: { application/json: { schema: { properties: { after: { type: integer } } } } } }`
  const { run } = await wire(compile(documentWith({ paths })), json({ items: [], next: JSON.rawJSON(LONG) }))
  const read = (params: object) => run({ entity: 'items', action: 'api_search', params: { ...params } })
  const { end_cursor } = (await read({})).connector_metadata ?? {}
  assert.equal(end_cursor, LONG)
  assert.equal((await read({ cursor: end_cursor })).body, `{"after":${LONG}}`)
  assert.equal((await read({ cursor: '7' })).body, '{"after":7}')
})

test('pages: a caller may give any JSON as a page or a size', async () => {
  const { run, upstream } = await wire(listing(ahead), json({ items: [{ id: 1 }], next: JSON.rawJSON(LONG) }))
  const hasNext = async (page: unknown, limit: unknown) => {
    const params = { owner: 'o', page, limit }
    return (await run({ entity: 'items', action: 'list', params })).connector_metadata?.has_next_page
  }
  const same = [JSON.rawJSON(LONG), LONG]
  for (const page of same) assert.equal(await hasNext(page, JSON.rawJSON(LONG)), false)
  assert.equal(upstream.requests[0]?.path, `/v2/boxes/o/items?page=${LONG}&per_page=${LONG}`)
  for (const page of [7, [7], { toString: 1 }]) assert.equal(await hasNext(page, 1), true)
})

// Shows Pages: the service’s own names
test('a name in common with the service is the service’s; both names at once are refused', async () => {
  const { run, upstream } = await wire(
    listing({ parameters: query('page', 'per_page'), meta: '{ next: "@link.next" }' }),
    json({ items: [] }),
  )
  const list = (params: Record<string, unknown>) =>
    run({ entity: 'items', action: 'list', params: { owner: 'o', ...params } })
  await list({ page: 3, per_page: 10 })
  assert.equal(upstream.requests.at(-1)?.path, '/v2/boxes/o/items?page=3&per_page=10')
  await list({ cursor: null, limit: null })
  await rejectsCode('invalid_parameter', list({ limit: 5, per_page: 10 }), /limit means the same as per_page/)
  await rejectsCode('invalid_parameter', list({ cursor: '2', page: 3 }), /cursor means the same as page/)
})

// Shows Pages: a list in one piece is paged blindly too
test('a list without pages accepts any limit and no cursor, and reports its end', async () => {
  const { run, upstream } = await wire(listing({ parameters: query('q') }), json({ items: [] }))
  const list = (params: Record<string, unknown>) =>
    run({ entity: 'items', action: 'list', params: { owner: 'o', ...params } })
  const last = { has_next_page: false, end_cursor: null }
  assert.deepEqual((await list({})).connector_metadata, last)
  assert.deepEqual((await list({ limit: 1, cursor: null })).connector_metadata, last)
  assert.equal(upstream.requests.at(-1)?.path, '/v2/boxes/o/items')
  await rejectsCode('unknown_parameter', list({ cursor: 'x' }))
  const get = { entity: 'items', action: 'get', params: { owner: 'o', id: '1', limit: 1 } }
  await rejectsCode('unknown_parameter', run(get), /limit/)
})

test('a cursor that is null or empty requests the first page in every style', async () => {
  for (const [, described] of styles) {
    const { run, upstream } = await wire(listing(described), json({ items: [] }))
    for (const cursor of [null, '']) {
      await run({ entity: 'items', action: 'list', params: { owner: 'o', cursor, limit: null } })
      assert.equal(upstream.requests.at(-1)?.path, '/v2/boxes/o/items', String(cursor))
    }
  }
})

const inferred: [string, string, string | undefined, Partial<Pagination> | undefined][] = [
  [
    'after is a date beside page numbers',
    query('after', 'page'),
    '{ next: "@link.next" }',
    { style: 'page', cursor: 'page' },
  ],
  [
    'a previous cursor is no next one',
    query('cursor'),
    '{ previous_cursor: $.p, next_cursor: $.n }',
    { style: 'cursor' },
  ],
  ['a cursor without metadata leads nowhere', query('cursor'), undefined, undefined],
  [
    'a flag is no cursor',
    '- { name: after, in: query, schema: { type: boolean } }',
    '{ next: $.n }',
    { style: 'next-url' },
  ],
]
for (const [what, parameters, meta, expected] of inferred) {
  test(`pages: ${what}`, () => {
    const { pagination } =
      listing(meta === undefined ? { parameters } : { parameters, meta })
        .entities.get('items')
        ?.get('list') ?? {}
    if (expected === undefined) assert.equal(pagination, undefined)
    else assert.partialDeepStrictEqual(pagination, expected)
  })
}

const faults: [string, RegExp][] = [
  ['{ cursor: pge }', /cursor: there is no parameter pge; did you mean page/],
  ['{ cursor: page, style: number }', /style must be cursor, page, offset, next-url, not number/],
  ['{ cursor: page, next: nxt }', /next must be \$\.a\.b, @link\.next, or one of next, not nxt/],
  ['{ style: cursor, cursor: page }', /needs next/],
  ['{ style: page }', /needs cursor/],
  ['{ cursor: page, lmit: x }', /did you mean limit/],
]
for (const [text, message] of faults) {
  test(`x-bulkhead-pagination: ${text} is refused`, () => {
    const list = { parameters: query('page'), meta: '{ next: $.n }', more: `x-bulkhead-pagination: ${text}` }
    throwsCode('document_invalid', () => listing(list), message)
  })
}

// Shows Pages: a limit is fitted to what the service has
test('a limit is fitted to the sizes that a service has', async () => {
  const sizes = (schema: string) =>
    `- { name: page, in: query }\n- { name: per_page, in: query, schema: ${schema} }`
  const sent = async (schema: string, limit: number) => {
    const { run, upstream } = await wire(listing({ parameters: sizes(schema) }), json({ items: [] }))
    await run({ entity: 'items', action: 'list', params: { owner: 'o', limit } })
    return upstream.requests[0]?.path.split('=')[1]
  }
  assert.equal(await sent('{ type: integer, minimum: 5, maximum: 50 }', 1), '5')
  assert.equal(await sent('{ type: integer, minimum: 5, maximum: 50 }', 99), '50')
  assert.equal(await sent('{ type: integer, enum: [10, 25] }', 1), '10')
  assert.equal(await sent('{ type: integer, enum: [10, 25] }', 99), '25')
  assert.equal(await sent('{ type: string, enum: ["10", "25"] }', 1), '10')
})

test('a limit of the service’s own is fitted too, whether or not the list has pages', async () => {
  for (const more of ['', '\n- { name: offset, in: query }']) {
    const own = listing({ parameters: `- { name: limit, in: query, schema: { enum: [20, 50] } }${more}` })
    const { run, upstream } = await wire(own, json({ items: [] }))
    await run({ entity: 'items', action: 'list', params: { owner: 'o', limit: 1 } })
    assert.equal(upstream.requests[0]?.path, '/v2/boxes/o/items?limit=20')
  }
})
