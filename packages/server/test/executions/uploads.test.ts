import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setQuotas } from '@bulkhead/server/operator/operator-commands'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { API, assertError, assertNames } from '../http/api.ts'
import { type ExecFixture, openExecFixture } from './exec-fixture.ts'

const MIB = 1_048_576

for (const engine of engines) {
  describe(`uploads on ${engine.name}`, () => {
    let execFixture: ExecFixture
    let connector: string
    before(async () => {
      execFixture = await openExecFixture(engine)
      connector = await execFixture.connect()
      execFixture.upstream.respond(json({ id: 1 }, 201))
    })
    after(async () => {
      await execFixture?.close()
      await engine.close()
    })

    const upload = (params: object) =>
      execFixture.execute(connector, { entity: 'photos', action: 'create', params })

    test('a file in base64 arrives as bytes, with its name and type', async () => {
      const content = Buffer.from('pixels\0\xff')
      const file = { content: content.toString('base64'), filename: 'a.png', mime_type: 'image/png' }
      const { status, text, headers } = await upload({ file, title: 'Kiel' })
      assert.equal(status, 200, text)
      const arrived = execFixture.upstream.arrived.at(-1)
      assert.match(arrived?.headers['content-type'] ?? '', /^multipart\/form-data; boundary=/)
      assert.match(
        arrived?.body ?? '',
        /name="file"; filename="a\.png"\r\nContent-Type: image\/png\r\n\r\npixels/,
      )
      assert.match(arrived?.body ?? '', /name="title"\r\n\r\nKiel\r\n/)
      const { request_bytes } = await execFixture.callOf(headers.get('x-request-id'))
      assert.equal(request_bytes, Number(arrived?.headers['content-length']))
    })

    test('a file of 11 MiB fits; a body of more than 16 MiB does not, nor elsewhere one of more than 1', async () => {
      const bytes = 11 * MIB
      const { status, text } = await upload({ file: Buffer.alloc(bytes, 1).toString('base64') })
      assert.equal(status, 200, text)
      assert.ok(Number(execFixture.upstream.arrived.at(-1)?.headers['content-length']) > bytes)
      const tooLarge = await upload({ file: 'A'.repeat(16 * MIB) })
      assertNames(tooLarge, 'body_too_large', 'executeOperation', ['larger than 16 MiB.'])
      const elsewhere = await execFixture.testServer.call('PUT', `${API}/organization`, {
        token: execFixture.tenant.token,
        body: { name: 'x'.repeat(MIB) },
      })
      assertError(elsewhere, 'body_too_large', 'updateOrganization')
    })

    test('a quota of the organization is less than that', async () => {
      const { database, log, quotas } = execFixture.testServer.server.services
      const tenant = await execFixture.testServer.createTenant('Small')
      const { token } = await execFixture.testServer.mint(tenant, 'small')
      const responses: [number, string][] = []
      for (const max_body_bytes of [2 * MIB, 3 * MIB]) {
        await asOperator(database, log, 'test', (tx) =>
          setQuotas(tx, tenant.organization, { max_body_bytes }),
        )
        quotas.forget(tenant.organization)
        const response = await execFixture.testServer.call(
          'POST',
          `${API}/integrations/connectors/${connector}/execute`,
          {
            token,
            body: { entity: 'photos', action: 'create', params: { file: 'A'.repeat(2.5 * MIB) } },
          },
        )
        responses.push([response.status, response.body.code])
      }
      assert.deepEqual(responses, [
        [413, 'body_too_large'],
        [404, 'connector_not_found'],
      ])
    })

    test('invalid base64 is refused before anything is sent', async () => {
      const before = execFixture.upstream.arrived.length
      for (const file of ['not base64!', { content: 'eA=' }, { content: 'eA==', mime_type: 'a\r\nb' }, 7]) {
        assertError(await upload({ file }), 'invalid_params', 'executeOperation')
      }
      assertError(await upload({}), 'invalid_params', 'executeOperation')
      assert.equal(execFixture.upstream.arrived.length, before)
    })
  })
}
