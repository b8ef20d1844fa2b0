import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json, type ScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import type { RecordingProxy } from '@bulkhead/testing/upstreams/recording-proxy'
import { Bulkhead, UpstreamError, type Workspace } from '../src/index.ts'
import { type Bench, openBench } from './bench.ts'

const CONNECTORS = new URL('connectors/', import.meta.url).pathname

for (const engine of engines) {
  describe(engine.name, () => {
    let bench: Bench
    let proxy: RecordingProxy
    let upstream: ScriptedUpstream
    let acme: Workspace
    before(async () => {
      bench = await openBench(engine, CONNECTORS)
      proxy = bench.proxy
      upstream = bench.upstream
      acme = new Bulkhead(bench.options).workspace('acme')
      const environment = { base_url: upstream.url }
      await acme.connectors.create({ connector_type: 'github', credentials: { token: 'ghp_x' }, environment })
      await acme.connectors.create({ connector_type: 'shelf', credentials: { token: 's' }, environment })
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })

    test('entities are members, actions are methods, and records are their results', async () => {
      const github = await acme.connect('github')
      upstream.respond((request, response) =>
        request.url === '/graphql'
          ? json({ data: { repository: { issue: { number: 7, title: 'Leak' } } } })(request, response)
          : json({ number: 8, title: JSON.parse(request.body).title }, 201)(request, response),
      )
      const issue = await github.issues.get({ owner: 'acme', repo: 'hull', number: 7 })
      assert.deepEqual([issue.number, issue.title], [7, 'Leak'])
      const { data, response } = await github.issues
        .create({ owner: 'acme', repo: 'hull', title: 'Drip' }, { intent: 'to see' })
        .withResponse()
      assert.equal(data.title, 'Drip')
      assert.equal(response.status, 200)
      upstream.respond(json({ message: 'Not Found' }, 404))
      await assert.rejects(github.issues.get({ owner: 'acme', repo: 'none', number: 1 }), (error) => {
        assert.ok(error instanceof UpstreamError)
        assert.deepEqual([error.code, error.status, error.upstreamStatus], ['upstream_rejected', 424, 404])
        return true
      })
    })

    test('an entity that becomes text calls nothing', async () => {
      const github = await acme.connect('github')
      const mark = proxy.exchanges.length
      assert.throws(() => `${github.issues}`, TypeError)
      await acme.info()
      assert.deepEqual(
        proxy.exchanges.slice(mark).filter(({ url }) => url.endsWith('/execute')),
        [],
      )
    })

    test('a typed list follows the pages of the service', async () => {
      const github = await acme.connect('github')
      upstream.respond((request, response) => {
        const page = Number(JSON.parse(request.body).variables.after ?? 1)
        const pageInfo = { hasNextPage: page < 3, endCursor: String(page + 1) }
        const issues = { nodes: [{ number: page * 10 }, { number: page * 10 + 1 }], pageInfo }
        json({ data: { repository: { issues } } })(request, response)
      })
      const mark = upstream.arrived.length
      const numbers: (number | undefined)[] = []
      for await (const { number } of github.issues.list({ owner: 'acme', repo: 'hull' })) numbers.push(number)
      assert.deepEqual(numbers, [10, 11, 20, 21, 30, 31])
      assert.equal(upstream.arrived.length - mark, 3)
      const page = await github.issues.list({ owner: 'acme', repo: 'hull' })
      assert.equal(page.data.length, 2)
      assert.equal(page.hasNextPage(), true)
      assert.equal((await page.nextPage()).data[0]?.number, 20)
    })

    test('metadata next to the records is available', async () => {
      const shelf = await acme.connect('shelf')
      upstream.respond((request, response) => {
        const token = new URL(request.url, 'http://x').searchParams.get('page_token')
        const body =
          token === null ? { items: [{ id: 1 }], next: 'b', total: 2 } : { items: [{ id: 2 }], total: 2 }
        json(body)(request, response)
      })
      const page = await shelf.executePages('books', 'list', { limit: 1 })
      assert.equal(page.metadata?.total, 2)
      assert.equal(page.nextCursor, 'b')
      assert.match(upstream.arrived.at(-1)?.url ?? '', /page_size=1/)
      assert.equal(page.warning, null)
      const second = await page.nextPage()
      assert.deepEqual([second.data, second.nextCursor], [[{ id: 2 }], null])
    })

    test('a shortened result is reported, and the time limit for the service is kept', async () => {
      const shelf = await acme.connect('shelf')
      upstream.respond(json({ items: [{ id: 1, text: 'x'.repeat(5_000) }] }))
      const page = await shelf.executePages('books', 'list', {}, { skipTruncation: false })
      assert.match(page.warning ?? '', /shortened/)
      upstream.respond(() => {})
      const slow = shelf.executePages('books', 'list', {}, { serverTimeoutMs: 2_000, maxRetries: 0 })
      await assert.rejects(slow, { name: 'UpstreamError', code: 'upstream_timeout' })
    })

    test('a download is a stream with its name, type and size', async () => {
      const shelf = await acme.connect('shelf')
      const file = randomBytes(300_000)
      upstream.respond((_request, response) => {
        response.writeHead(200, {
          'content-type': 'application/pdf',
          'content-length': file.length,
          'content-disposition': `attachment; filename="..\\\\..\\\\etc/passwd"; filename*=UTF-8''..%2F..%2Fb%C3%BCcher.pdf`,
        })
        response.end(file)
      })
      const download = await shelf.executeDownload('files', { id: '1' })
      assert.equal(download.contentType, 'application/pdf')
      assert.equal(download.filename?.includes('/'), false)
      assert.ok(Buffer.from(await download.bytes()).equals(file))

      const streamed = await shelf.executeDownload('files', { id: '1' })
      let length = 0
      for await (const chunk of streamed.body) length += chunk.length
      assert.equal(length, file.length)
      upstream.respond(json({ message: 'gone' }, 404))
      await assert.rejects(shelf.executeDownload('files', { id: '2' }), UpstreamError)
    })

    test('a connector can be awaited, printed and serialized like any object', async () => {
      const github = await acme.connect('github')
      const mark = proxy.exchanges.length
      assert.equal(await github, github)
      assert.deepEqual(Object.keys(JSON.parse(JSON.stringify(github))), ['id', 'name', 'slug'])
      assert.equal(String(github), '[object Object]')
      assert.equal(github.issues, github.issues)
      assert.equal(await github.issues, github.issues)
      assert.equal(proxy.exchanges.length, mark, 'nothing of it asks the server')
    })
  })
}
