import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import { getAudit } from '@bulkhead/testing/audit'
import { engines } from '@bulkhead/testing/engines'
import { cpuMs, longestTurnMs } from '@bulkhead/testing/loop-budget/measure'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { PNG } from 'pngjs'

const BRANDING = '/api/v1/organization/branding'
const LOGO = `${BRANDING}/logo`
const NONE = {
  name: null,
  colors: null,
  support_url: null,
  privacy_url: null,
  logo_url: null,
  updated_at: null,
}
/** Made by libwebp: one pixel, lossless. */
const WEBP = 'UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=='

function encodePng(width: number, height: number): Buffer {
  const png = new PNG({ width, height })
  png.data.fill(200)
  return PNG.sync.write(png)
}

for (const engine of engines) {
  describe(`branding on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let other: Tenant

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
      other = await testServer.createTenant('Other')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const read = async ({ token }: Tenant) => (await testServer.call('GET', BRANDING, { token })).body
    const change = (body: object) => testServer.call('PUT', BRANDING, { token: tenant.token, body })
    const upload = (bytes: Buffer, content_type = 'image/png') =>
      testServer.call('PUT', LOGO, {
        token: tenant.token,
        body: { content_type, data: bytes.toString('base64') },
      })

    test('a field left out stays, null clears, and it is that of one organization', async () => {
      assert.deepEqual(await read(tenant), NONE)
      const first = await change({ name: 'Acme', colors: { light: '#0d5fa8', dark: null } })
      assert.equal(first.status, 200, first.text)
      assert.deepEqual(first.body.colors, { light: '#0d5fa8', dark: null })
      const second = await change({ support_url: 'https://acme.test/help', name: null })
      assert.deepEqual(
        { ...second.body, updated_at: null },
        { ...NONE, colors: { light: '#0d5fa8', dark: null }, support_url: 'https://acme.test/help' },
      )
      assert.deepEqual(await read(other), NONE)
      const records = await getAudit(testServer, tenant)
      assert.ok(records.some(({ event }) => event === 'branding.updated'))
    })

    test('links are https, and colors are colors', async () => {
      for (const body of [
        { support_url: 'http://acme.test' },
        { support_url: 'javascript:alert(1)' },
        { privacy_url: 'https://' },
        { colors: { light: 'red', dark: null } },
        { colors: { light: '#0d5fa8;background:url(x)', dark: null } },
        { name: '' },
        { name: 'Acme \u202eemca' },
      ]) {
        assert.equal((await change(body)).body.code, 'invalid_request', JSON.stringify(body))
      }
    })

    test('a logo is encoded again, scaled down, and served by the hash of the result', async () => {
      const png = encodePng(1024, 256)
      // Other content of the file is dropped.
      const comment = toChunk('tEXt', Buffer.from('Comment\0<script>alert(1)</script>'))
      const { status, body, text } = await upload(
        Buffer.concat([png.subarray(0, 33), comment, png.subarray(33)]),
      )
      assert.equal(status, 200, text)
      assert.match(body.logo_url, /\/connect\/logo\/[0-9a-f]{64}\.png$/)
      const path = new URL(body.logo_url).pathname
      const response = await fetch(new URL(path, testServer.server.url))
      assert.equal(response.headers.get('content-type'), 'image/png')
      assert.match(response.headers.get('cache-control') ?? '', /immutable/)
      const served = Buffer.from(await response.arrayBuffer())
      assert.ok(!served.includes('script'))
      const { width, height } = PNG.sync.read(served)
      assert.deepEqual([width, height], [512, 128])

      const removed = await testServer.call('DELETE', LOGO, { token: tenant.token })
      assert.equal(removed.body.logo_url, null)
      assert.equal((await fetch(new URL(path, testServer.server.url))).status, 404)
    })

    test('a large logo is decoded in another thread', async () => {
      const large = encodePng(1024, 1024)
      const here = Math.min(...Array.from({ length: 3 }, () => cpuMs(() => PNG.sync.read(large))))
      const there: number[] = []
      for (let times = 0; times < 3; times += 1)
        there.push(
          await longestTurnMs(async () => {
            const { status, text } = await upload(large)
            assert.equal(status, 200, text)
          }),
        )
      assert.ok(Math.min(...there) < here / 2, `${there} ms in a turn, ${here} ms to decode`)
    })

    test('a WebP becomes a PNG', async () => {
      const { status, body, text } = await upload(Buffer.from(WEBP, 'base64'), 'image/webp')
      assert.equal(status, 200, text)
      const response = await fetch(new URL(new URL(body.logo_url).pathname, testServer.server.url))
      assert.equal(PNG.sync.read(Buffer.from(await response.arrayBuffer())).width, 1)
    })

    test('other files are refused before they are decoded, bombs included', async () => {
      const bomb = encodePng(1, 1)
      bomb.writeUInt32BE(50_000, 16)
      bomb.writeUInt32BE(50_000, 20)
      const interlaced = encodePng(8, 8)
      interlaced[28] = 1
      const damaged = encodePng(8, 8)
      damaged.fill(0, 40, 50)
      const refused: [Buffer, RegExp][] = [
        [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /PNG or WebP/],
        [bomb, /1024 × 1024/],
        [interlaced, /interlaced/],
        [damaged, /damaged/],
        [Buffer.alloc(0), /data/],
      ]
      for (const [bytes, message] of refused) {
        const { status, body } = await upload(bytes)
        assert.equal(status, 422, body.message)
        assert.match(body.message, message)
      }
    })

    test('data that inflates to more than its header says is bounded by the header', async () => {
      const large = deflateSync(Buffer.alloc(50_000_000))
      assert.ok(large.length < 400_000)
      const { status } = await upload(withData(encodePng(8, 8), large))
      assert.ok(status === 422 || status === 200)
    })
  })
}

/** A PNG with other data and correct checksums. */
function withData(png: Buffer, data: Buffer): Buffer {
  const head = png.subarray(0, 33)
  return Buffer.concat([head, toChunk('IDAT', data), toChunk('IEND', Buffer.alloc(0))])
}

function toChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
