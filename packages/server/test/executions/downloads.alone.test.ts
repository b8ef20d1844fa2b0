import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { engines } from '@bulkhead/testing/engines'
import { json, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { until } from '@bulkhead/testing/test-server'
import { assertError, CONNECTORS } from '../http/api.ts'
import { type ExecFixture, KEY, openExecFixture } from './exec-fixture.ts'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

/** Memory in use after a collection. The amount of garbage would depend on what else the machine does. */
function getUsedMb(): number {
  // Freed buffers count until the next collection.
  gc()
  gc()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1_000_000
}

const plan = { entity: 'ships', action: 'download', params: { id: '7' } }
const photo = { entity: 'photos', action: 'download', params: { name: 'a' } }

for (const engine of engines) {
  describe(`downloads on ${engine.name}`, () => {
    let execFixture: ExecFixture
    let connector: string
    before(async () => {
      execFixture = await openExecFixture(engine)
      connector = await execFixture.connect()
    })
    after(async () => {
      await execFixture?.close()
      await engine.close()
    })

    const file =
      (bytes: string | Buffer, headers: Record<string, string> = {}, status = 200) =>
      (_request: unknown, response: ServerResponse) =>
        void response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(bytes)

    function send(body: object) {
      const sent = request(new URL(`${CONNECTORS}/${connector}/execute`, execFixture.testServer.server.url), {
        method: 'POST',
        headers: { authorization: `Bearer ${execFixture.scoped}`, 'content-type': 'application/json' },
      })
      sent.on('error', () => undefined)
      return sent.end(JSON.stringify(body))
    }

    /** A download whose response the test reads itself, or not at all. */
    async function open(body: object): Promise<IncomingMessage> {
      const [response] = await once(send(body), 'response')
      return response
    }

    /** Reads a response to its end. Also returns whether it is complete. */
    async function readAll(response: IncomingMessage, each: (length: number) => void = () => {}) {
      const hash = createHash('sha256')
      let length = 0
      try {
        for await (const chunk of response) {
          hash.update(chunk)
          length += chunk.length
          each(length)
        }
        return { length, hash: hash.digest('hex'), isWhole: true }
      } catch {
        return { length, hash: '', isWhole: false }
      }
    }

    test('the file comes as it is, as an attachment, with its type and length', async () => {
      execFixture.upstream.respond(
        file('%PDF-1', { 'content-type': 'application/pdf', 'content-length': '6', 'set-cookie': 'a=b' }),
      )
      const { status, headers, text } = await execFixture.execute(connector, plan)
      assert.deepEqual([status, text], [200, '%PDF-1'])
      const shown = [
        'content-type',
        'content-length',
        'content-disposition',
        'x-content-type-options',
        'cache-control',
      ]
      assert.deepEqual(
        shown.map((name) => headers.get(name)),
        ['application/pdf', '6', 'attachment; filename="ships"', 'nosniff', 'no-store'],
      )
      assert.equal(headers.get('set-cookie'), null)
      const arrived = execFixture.upstream.arrived.at(-1)
      assert.deepEqual([arrived?.url, arrived?.headers['x-key']], ['/ships/7/plan', KEY])
    })

    test('its name is that of the service, and harmless', async () => {
      const names: [string, string][] = [
        ['attachment; filename="a b.txt"', 'attachment; filename="a b.txt"'],
        ['attachment; filename=plain.txt', 'attachment; filename="plain.txt"'],
        ['inline; filename="../../etc/passwd"', 'attachment; filename="passwd"'],
        ['attachment; filename="C:\\\\temp\\\\x.exe"', 'attachment; filename="x.exe"'],
        ['attachment; filename=".bashrc"', 'attachment; filename="bashrc"'],
        [`attachment; filename="${KEY}.txt"`, 'attachment; filename="[redacted].txt"'],
        [
          "attachment; filename=old; filename*=UTF-8''Schiff%20%C3%BC%22%0d%0a.pdf",
          `attachment; filename="Schiff _.pdf"; filename*=UTF-8''Schiff%20%C3%BC.pdf`,
        ],
        ['attachment; filename="100%.txt"', `attachment; filename="100_.txt"; filename*=UTF-8''100%25.txt`],
        // Many services send UTF-8 as it is, some Latin-1.
        [
          Buffer.from('attachment; filename="Schiff ü ☃.pdf"').toString('latin1'),
          `attachment; filename="Schiff _ _.pdf"; filename*=UTF-8''Schiff%20%C3%BC%20%E2%98%83.pdf`,
        ],
        [
          'attachment; filename="Schiff ü.pdf"',
          `attachment; filename="Schiff _.pdf"; filename*=UTF-8''Schiff%20%C3%BC.pdf`,
        ],
        [
          Buffer.from('attachment; filename=voilà.pdf; size=6').toString('latin1'),
          `attachment; filename="voil_.pdf"; filename*=UTF-8''voil%C3%A0.pdf`,
        ],
        ["attachment; filename*=UTF-8''%ZZ", 'attachment; filename="ships"'],
        ['attachment', 'attachment; filename="ships"'],
        // No file system has names of 4 KiB.
        [`attachment; filename="${'a'.repeat(4096)}"`, 'attachment; filename="ships"'],
      ]
      for (const [stated, shown] of names) {
        execFixture.upstream.respond(file('x', { 'content-disposition': stated }))
        const { headers } = await execFixture.execute(connector, plan)
        assert.equal(headers.get('content-disposition'), shown, stated)
      }
    })

    test('an invalid media type is not passed on', async () => {
      for (const [stated, shown] of [
        ['text/html; charset=utf-8', 'text/html; charset=utf-8'],
        ['nonsense', 'application/octet-stream'],
        ['', 'application/octet-stream'],
      ] as const) {
        execFixture.upstream.respond(file('x', { 'content-type': stated }))
        assert.equal((await execFixture.execute(connector, plan)).headers.get('content-type'), shown)
      }
    })

    test('a part of a file says which part it is', async () => {
      execFixture.upstream.respond(file('cont', { 'content-range': 'bytes 0-3/7' }, 206))
      const params = { ...plan.params, range_header: 'bytes=0-3' }
      const { status, headers, text } = await execFixture.execute(connector, { ...plan, params })
      assert.deepEqual([status, headers.get('content-range'), text], [200, 'bytes 0-3/7', 'cont'])
      assert.equal(execFixture.upstream.arrived.at(-1)?.headers.range, 'bytes=0-3')
    })

    test('an error before the first byte gets an ordinary error response', async () => {
      execFixture.upstream.respond(json({ message: `no such ship for ${KEY}` }, 404))
      const missing = await execFixture.execute(connector, plan)
      assertError(missing, 'upstream_rejected', 'executeOperation')
      assert.equal(missing.body.errors[0].details.upstream_status, 404)
      assert.match(missing.body.message, /no such ship for \[redacted\]/)
      execFixture.upstream.respond(json({ photo: {} }))
      const nowhere = await execFixture.execute(connector, photo)
      assertError(nowhere, 'upstream_rejected', 'executeOperation')
      assert.match(nowhere.body.message, /no file at photo\.url/)
      execFixture.upstream.respond(json({ photo: { url: 'http://169.254.169.254/latest' } }))
      assertError(await execFixture.execute(connector, photo), 'egress_refused', 'executeOperation')
      execFixture.upstream.respond(() => undefined)
      const late = await execFixture.execute(connector, { ...plan, timeout_ms: 2_000 })
      assertError(late, 'upstream_timeout', 'executeOperation')
      const bare = await execFixture.execute(connector, { entity: 'ships', action: 'download' })
      assertError(bare, 'invalid_params', 'executeOperation')
      const none = await execFixture.execute(connector, { entity: 'berths', action: 'download' })
      assertError(none, 'unknown_operation', 'executeOperation')
      const id = await execFixture.connect({ entities: [{ entity: 'ships', modes: ['write'] }] })
      assertError(await execFixture.execute(id, plan), 'not_granted', 'executeOperation')
    })

    test('a file elsewhere is fetched without the credential, one of the service with it', async () => {
      const store = await startScriptedUpstream()
      store.respond(file('pixels'))
      execFixture.upstream.respond(json({ photo: { url: `${store.url}/blob?sig=1` } }))
      assert.equal((await execFixture.execute(connector, photo)).text, 'pixels')
      const [there] = store.arrived
      assert.deepEqual([there?.url, there?.headers['x-key']], ['/blob?sig=1', undefined])
      await store.close()
      execFixture.upstream.respond((arrived, response) =>
        arrived.url.startsWith('/photos')
          ? json({ photo: { url: '/blob' } })(arrived, response)
          : file('pixels')(arrived, response),
      )
      assert.equal((await execFixture.execute(connector, photo)).text, 'pixels')
      assert.equal(execFixture.upstream.arrived.at(-1)?.headers['x-key'], KEY)
    })

    test('a file that breaks off, or holds the credential, is never taken for whole', async () => {
      execFixture.upstream.respond((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/plain' }).write('x'.repeat(100_000))
        setTimeout(() => response.destroy(), 50)
      })
      const broken = await open(plan)
      assert.equal(broken.statusCode, 200)
      assert.equal((await readAll(broken)).isWhole, false)
      const call = await execFixture.callOf(broken.headers['x-request-id'] as string)
      assert.deepEqual([call.status, call.code, call.response_bytes], ['error', 'upstream_error', 100_000])

      execFixture.upstream.respond((_request, response) => {
        response.writeHead(200).write(`${'x'.repeat(300_000)}${KEY.slice(0, 13)}`)
        setTimeout(() => response.end(`${KEY.slice(13)}${'y'.repeat(300_000)}`), 50)
      })
      const leaking = await open(plan)
      const chunks: Buffer[] = []
      leaking.on('data', (chunk) => chunks.push(chunk)).on('error', () => undefined)
      await new Promise((resolve) => leaking.once('close', resolve))
      const text = Buffer.concat(chunks).toString()
      assert.ok(!leaking.complete && text.length < 300_013 && !text.includes(KEY.slice(0, 8)))
      const recorded = await execFixture.callOf(leaking.headers['x-request-id'] as string)
      assert.deepEqual([recorded.status, recorded.code], ['error', 'upstream_error'])
    })

    test('a download is recorded once its last byte was sent', async () => {
      execFixture.upstream.respond((_request, response) => {
        response.writeHead(200).write('first')
        setTimeout(() => response.end('last'), 300)
      })
      const { headers, text } = await execFixture.execute(connector, { ...plan, intent: 'to see' })
      assert.equal(text, 'firstlast')
      const call = await execFixture.callOf(headers.get('x-request-id'))
      assert.deepEqual(
        [call.entity, call.action, call.status, call.upstream_status, call.response_bytes, call.intent],
        ['ships', 'download', 'success', 200, 9, 'to see'],
      )
      assert.ok(
        (call.duration_ms as number) >= 290 && (call.upstream_ms as number) >= 290,
        JSON.stringify(call),
      )
    })

    test('a caller who hangs up ends the request to the service, before the file and during it', async () => {
      for (const answersFirst of [false, true]) {
        let gone = false
        execFixture.upstream.respond((_request, response) => {
          response.once('close', () => {
            gone = true
          })
          if (answersFirst) response.writeHead(200).write('a')
        })
        const before = execFixture.upstream.arrived.length
        const logged = execFixture.testServer.log.length
        const sent = send(plan)
        await until(() => execFixture.upstream.arrived.length > before)
        await sleep(100)
        assert.equal(gone, false)
        sent.destroy()
        await until(() => gone, 2_000)
        await sleep(50)
        const failures = execFixture.testServer.log
          .slice(logged)
          .filter((line) => JSON.parse(line).level >= 50)
        assert.deepEqual(failures, [])
      }
    })

    test('200 MB to a slow reader: bytes are received only as fast as they are read, and all arrive', async () => {
      const chunk = Buffer.alloc(1_000_000, 'abcdefgh')
      let written = 0
      execFixture.upstream.respond(async (_request, response) => {
        response.writeHead(200, { 'content-length': String(200 * chunk.length) })
        for (written = 0; written < 200; written += 1) {
          if (!response.write(chunk)) await once(response, 'drain')
        }
        response.end()
      })
      const response = await open(plan)
      assert.equal(response.headers['content-length'], String(200 * chunk.length))
      const before = getUsedMb()
      let unread: number
      do {
        unread = written
        await sleep(500)
      } while (written !== unread)
      assert.ok(unread > 0 && unread < 60, `${unread} MB were taken unread`)
      let most = getUsedMb()
      let readMb = 0
      const { length, isWhole } = await readAll(response, (bytes) => {
        if (bytes / 1_000_000 < readMb + 20) return
        readMb = bytes / 1_000_000
        most = Math.max(most, getUsedMb())
      })
      assert.deepEqual([length, isWhole], [200 * chunk.length, true])
      assert.ok(most - before < 60, `memory grew by ${Math.round(most - before)} MB`)
    })
  })
}
