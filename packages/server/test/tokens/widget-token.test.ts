import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { API, APPLICATIONS, assertError, assertNames, CONNECTORS } from '../http/api.ts'
import { type Fixture, openFixture } from '../http/fixture.ts'

const ORIGIN = 'https://app.example.com:8443'

for (const engine of engines) {
  describe(`widget tokens on ${engine.name}`, () => {
    let fixture: Fixture
    let token: string
    before(async () => {
      fixture = await openFixture(engine)
      token = (await minted({ workspace_name: 'scene', allowed_origin: ORIGIN })).token
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    const mint = (body: object) =>
      fixture.testServer.call('POST', `${APPLICATIONS}/widget-token`, { token: fixture.tenant.token, body })

    async function minted(body: object): Promise<{ token: string; widgetUrl: string }> {
      const { status, body: response, text } = await mint(body)
      assert.equal(status, 200, text)
      assert.deepEqual(Object.keys(response), ['token'])
      return JSON.parse(Buffer.from(response.token, 'base64').toString('utf8'))
    }

    const list = (headers: Record<string, string>) =>
      fixture.testServer.call('GET', CONNECTORS, { token, headers })

    test('the URL says the workspace, found or made by each of its names', async () => {
      for (const name of ['workspace_name', 'customer_name', 'external_user_id']) {
        const { widgetUrl } = await minted({ [name]: 'scene', allowed_origin: ORIGIN })
        const url = new URL(widgetUrl)
        assert.equal(url.origin, 'http://house.test')
        assert.equal(url.searchParams.get('workspaceId'), fixture.workspace_id, name)
      }
      const { widgetUrl } = await minted({ workspace_name: 'of a widget', allowed_origin: ORIGIN })
      const made = await fixture.testServer.mint(fixture.tenant, 'of a widget')
      assert.equal(new URL(widgetUrl).searchParams.get('workspaceId'), made.workspace_id)
      assertNames(await mint({ allowed_origin: ORIGIN }), 'invalid_request', 'createWidgetToken', [
        'workspace_name',
      ])
    })

    test('the workspace may be given by its id, which makes none and agrees with a name given beside it', async () => {
      const { workspace_id } = fixture
      for (const body of [{ workspace_id }, { workspace_id, workspace_name: 'scene' }]) {
        const { widgetUrl } = await minted({ ...body, allowed_origin: ORIGIN })
        assert.equal(new URL(widgetUrl).searchParams.get('workspaceId'), workspace_id)
      }
      for (const body of [
        { workspace_id, workspace_name: 'another' },
        { workspace_id: '00000000-0000-4000-8000-000000000001' },
      ])
        assertError(
          await mint({ ...body, allowed_origin: ORIGIN }),
          'workspace_not_found',
          'createWidgetToken',
        )
    })

    test('it is a scoped token: it reaches its workspace, and what a scoped token may not it may not', async () => {
      const info = await fixture.testServer.call('GET', `${APPLICATIONS}/scoped-token/info`, { token })
      assert.equal(info.body.workspace_id, fixture.workspace_id)
      assertError(
        await fixture.testServer.call('GET', `${API}/workspaces`, { token }),
        'not_permitted',
        'listWorkspaces',
      )
      const body = { workspace_name: 'scene', allowed_origin: ORIGIN }
      const again = await fixture.testServer.call('POST', `${APPLICATIONS}/widget-token`, { token, body })
      assertError(again, 'not_permitted', 'createWidgetToken')
    })

    test('a page of its origin may use it, and no page of another', async () => {
      assert.equal((await list({})).status, 200)
      assert.equal((await list({ origin: ORIGIN })).status, 200)
      const origin = 'https://app.example.com:8443.evil.example'
      assertError(await list({ origin }), 'origin_not_allowed', 'listConnectors')
      const mcp = await fixture.testServer.call('POST', '/mcp', {
        token,
        headers: { origin, accept: 'application/json, text/event-stream' },
        body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      })
      assert.equal(mcp.status, 403, mcp.text)
    })

    test('an origin is what a browser states, and nothing else', async () => {
      assert.equal(
        (await mint({ workspace_name: 'scene', allowed_origin: 'http://localhost:3000' })).status,
        200,
      )
      const response = await mint({ workspace_name: 'scene', allowed_origin: 'https://app.example.com/' })
      assertNames(response, 'invalid_request', 'createWidgetToken', ['body.allowed_origin'])
      assertNames(await mint({ workspace_name: 'scene' }), 'invalid_request', 'createWidgetToken', [
        'body.allowed_origin',
        'required',
      ])
    })

    test('it ends with its workspace, as every scoped token does', async () => {
      const { token } = await minted({ workspace_name: 'short lived', allowed_origin: ORIGIN })
      const { workspace_id } = await fixture.testServer.mint(fixture.tenant, 'short lived')
      await fixture.testServer.call('POST', `${API}/workspaces/${workspace_id}/revoke-tokens`, {
        token: fixture.tenant.token,
      })
      assertError(
        await fixture.testServer.call('GET', CONNECTORS, { token }),
        'unauthenticated',
        'listConnectors',
      )
    })
  })
}
