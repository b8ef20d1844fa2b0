import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { type Tenant, until } from '@bulkhead/testing/test-server'
import { CONNECTORS } from '../http/api.ts'
import { type ExecFixture, KEY, openExecFixture } from './exec-fixture.ts'

const CALLS = 8
const LIST = { entity: 'ships', action: 'list', timeout_ms: 59_000 }
const FILE = { entity: 'ships', action: 'download', params: { id: '7' } }

for (const engine of engines) {
  describe(`calls that hold all they can get, on ${engine.name}`, () => {
    let execFixture: ExecFixture
    before(async () => {
      execFixture = await openExecFixture(engine, {
        environment: { BULKHEAD_WORKSPACE_CALLS: String(CALLS) },
      })
    })
    after(async () => {
      await execFixture?.close()
      await engine.close()
    })

    async function open(name: string, tenant: Tenant) {
      const { token } = await execFixture.testServer.mint(tenant, name)
      const { body } = await execFixture.testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'harbor',
          credentials: { api_key: KEY },
          environment: { base_url: execFixture.upstream.url },
        },
      })
      const path = `${CONNECTORS}/${body.id}/execute`
      return {
        execute: (request: object) => execFixture.testServer.call('POST', path, { token, body: request }),
        async download(): Promise<IncomingMessage> {
          const sent = request(new URL(path, execFixture.testServer.server.url), {
            method: 'POST',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            agent: false,
          })
          const [response] = await once(sent.end(JSON.stringify(FILE)), 'response')
          return response
        },
      }
    }

    test('eight workspaces, and two organizations of eight, keep no newcomer out', async () => {
      const hanging: ServerResponse[] = []
      execFixture.upstream.respond((_request, response) => void hanging.push(response))
      const others = await execFixture.testServer.createTenant('Others')
      const held: Promise<unknown>[] = []
      for (const tenant of [execFixture.tenant, others]) {
        for (let workspace = 1; workspace <= 8; workspace++) {
          const { execute } = await open(`greedy ${workspace}`, tenant)
          for (let call = 0; call < 2 * CALLS; call++) held.push(execute(LIST))
          // Waits until this workspace has its slots before the next workspace begins.
          const before = hanging.length
          await until(() => hanging.length > before)
        }
      }
      execFixture.upstream.respond(json({ items: [] }))
      const newcomers = [
        await open('ninth', execFixture.tenant),
        await open('ninth', others),
        await open('first', await execFixture.testServer.createTenant('Third')),
      ]
      for (const { execute } of newcomers) {
        const { status, text } = await execute({ ...LIST, timeout_ms: 25_000 })
        assert.equal(status, 200, text)
      }
      while (hanging.length > 0) json({ items: [] })({} as never, hanging.pop() as ServerResponse)
      await Promise.all(held)
    })

    test('eight workspaces that read a file slowly keep no ninth from its file', async () => {
      const tenant = await execFixture.testServer.createTenant('Slow readers')
      const beginning = 'x'.repeat(100_000)
      execFixture.upstream.respond((_request, response) => void response.writeHead(200).write(beginning))
      const unread: IncomingMessage[] = []
      for (let workspace = 1; workspace <= 8; workspace++) {
        unread.push(await (await open(`slow ${workspace}`, tenant)).download())
      }
      execFixture.upstream.respond((_request, response) => void response.writeHead(200).end('all of it'))
      const { execute } = await open('ninth', tenant)
      const { status, text } = await execute({ ...FILE, timeout_ms: 25_000 })
      assert.deepEqual([status, text], [200, 'all of it'])
      for (const response of unread) response.destroy()
    })
  })
}
