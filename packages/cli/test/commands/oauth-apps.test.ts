import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { openApiText } from '@bulkhead/testing/http-matrix/tenant-fixture'
import { json } from '@bulkhead/testing/scripted-upstream'
import { serveGraphql } from '@bulkhead/testing/upstreams/graphql-service'
import { type Bench, openBench } from '../bench.ts'

const SECRET = 'secret-of-the-app-4711'

for (const engine of engines) {
  describe(`OAuth apps on ${engine.name}`, () => {
    let bench: Bench
    before(async () => {
      bench = await openBench(engine)
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })

    const getApp = async () => {
      const { json } = await bench.run(['oauth-apps', 'list'])
      return json().find((one: { connector_name: string }) => one.connector_name === 'linear')
    }

    test('an app is stored, listed without its secret, and deleted', async () => {
      const before = await getApp()
      assert.equal(before.credentials, null)
      assert.ok(before.callback_url.endsWith('/api/v1/oauth/callback/linear'))
      const stdin = JSON.stringify({ client_id: 'app-1', client_secret: SECRET })
      const set = await bench.run(['oauth-apps', 'set', 'linear', '--configuration', '-'], { stdin })
      assert.equal(set.code, 0, set.stderr)
      assert.ok(!`${set.stdout}${set.stderr}`.includes(SECRET))
      assert.equal((await getApp()).credentials.client_id, 'app-1')
      assert.equal((await bench.run(['oauth-apps', 'delete', 'linear', '--yes'])).code, 0)
      assert.equal((await getApp()).credentials, null)
    })

    test('a secret on the command line is refused, and so is a missing one without a terminal', async () => {
      const inline = JSON.stringify({ client_id: 'app-1', client_secret: SECRET })
      const shown = await bench.run(['oauth-apps', 'set', 'linear', '--configuration', inline])
      assert.equal(shown.code, 4)
      assert.ok(!shown.stderr.includes(SECRET))
      const { code, stderr } = await bench.run(['oauth-apps', 'set', 'linear'])
      assert.equal(code, 4)
      assert.match(stderr, /--configuration @file/)
    })

    test('a definition is added from a URL or a file, shown, changed and removed', async () => {
      bench.upstream.respond(json(JSON.parse(openApiText('Parcel Post'))))
      const url = `${bench.upstream.url}/openapi.json`
      const added = await bench.getOutput(['definitions', 'add', url])
      assert.deepEqual(
        [added.slug, added.operations, added.source_url, added.omissions],
        ['parcel-post', 1, url, []],
      )
      const folder = join(bench.folder, 'boats')
      mkdirSync(folder)
      writeFileSync(join(folder, 'openapi.json'), openApiText('Boats'))
      writeFileSync(
        join(folder, 'overlay.yaml'),
        'overlay: 1.0.0\ninfo: {title: x, version: "1"}\nactions: [{target: $.info, update: {version: "9"}}]\n',
      )
      const corrected = await bench.getOutput(['definitions', 'add', folder, '--slug', 'boats'])
      assert.deepEqual([corrected.version, corrected.has_overlay], ['9', true])
      const listed = await bench.getOutput(['definitions', 'list', '--fields', 'slug'])
      assert.deepEqual(listed, [{ slug: 'parcel-post' }, { slug: 'boats' }])
      assert.equal((await bench.getOutput(['definitions', 'show', 'boats'])).id, corrected.id)
      const renamed = await bench.getOutput(['definitions', 'update', 'boats', '--name', 'Ships'])
      assert.deepEqual([renamed.name, renamed.version, renamed.operation_changes], ['Ships', '9', []])
      assert.equal((await bench.run(['definitions', 'remove', 'boats', '--yes'])).code, 0)
      const gone = await bench.run(['definitions', 'show', 'boats'])
      assert.deepEqual([gone.code, gone.error().code], [3, 'definition_not_found'])
      bench.upstream.respond(json({}, 404))
      const missing = await bench.run(['definitions', 'add', url])
      assert.deepEqual([missing.code, missing.error().code], [1, 'unreadable_url'])
    })

    test('a GraphQL API is asked for its schema, with credentials that go nowhere else', async () => {
      bench.upstream.respond(serveGraphql)
      const url = `${bench.upstream.url}/graphql`
      const env = { BULKHEAD_CREDENTIALS: '{"token": "of-graphs"}' }
      const asks = ['definitions', 'add', url, '--graphql', '--slug', 'graphs', '--name', 'Graphs']
      const unsaid = await bench.run(asks, { environment: env })
      assert.deepEqual([unsaid.code, unsaid.error().code], [4, 'usage'], unsaid.stderr)
      const added = await bench.run([...asks, '--auth', 'bearer'], { environment: env })
      assert.equal(added.code, 0, added.stderr)
      const { operations, source_url, has_overlay } = added.json()
      assert.deepEqual([operations, source_url, has_overlay], [3, url, true])
      assert.equal(bench.upstream.arrived.at(-1)?.headers.authorization, 'Bearer of-graphs')
      bench.upstream.respond(json({ errors: [{ message: 'introspection is off' }] }))
      const refused = await bench.run(['definitions', 'add', url, '--graphql'])
      assert.match(refused.stderr, /introspection is off/)
      const folder = join(bench.folder, 'kites')
      mkdirSync(folder)
      writeFileSync(
        join(folder, 'schema.graphql'),
        'type Query { kite(id: ID!): Kite } type Kite { id: ID! }',
      )
      const own = await bench.getOutput(['definitions', 'add', folder, '--slug', 'kites', '--url', url])
      assert.deepEqual([own.source_url, own.operations], [url, 1])
    })
  })
}
