import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import { decide, finish, send } from '@bulkhead/testing/oauth/agents'
import { type SignedInPerson, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const [engine] = engines
assert.ok(engine)

const REDIRECT = 'http://localhost:33418/callback'

/** State of a sign-in that a program keeps. */
class Keeper {
  readonly redirectUrl = REDIRECT
  readonly clientMetadata = {
    client_name: 'Official client',
    redirect_uris: [REDIRECT],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  }
  /** URL that the browser was sent to. */
  opened: URL | undefined
  // biome-ignore lint/suspicious/noExplicitAny: kept as it is given, by two versions of one library
  kept: Record<string, any> = {}

  clientInformation = () => this.kept.client
  saveClientInformation = (client: unknown) => {
    this.kept.client = client
  }
  tokens = () => this.kept.tokens
  saveTokens = (tokens: unknown) => {
    this.kept.tokens = tokens
  }
  codeVerifier = () => this.kept.verifier
  saveCodeVerifier = (verifier: string) => {
    this.kept.verifier = verifier
  }
  redirectToAuthorization = (url: URL) => {
    this.opened = url
  }
  invalidateCredentials = (scope: string) => {
    if (scope === 'all') this.kept = {}
    else if (scope !== 'verifier') delete this.kept[scope]
  }
}

interface Connected {
  readonly names: readonly string[]
  close(): Promise<void>
}

const VERSIONS = {
  'version 2': async (url: URL, keeper: Keeper, callback?: URL): Promise<Connected> => {
    const transport = new StreamableHTTPClientTransport(url, { authProvider: keeper as never })
    if (callback !== undefined) await transport.finishAuth(callback.searchParams)
    const client = new Client({ name: 'test', version: '1.0.0' })
    await client.connect(transport)
    const { tools } = await client.listTools()
    return { names: tools.map(({ name }) => name), close: () => client.close() }
  },
  'version 1': async (url: URL, keeper: Keeper, callback?: URL): Promise<Connected> => {
    const transport = new Transport1(url, { authProvider: keeper as never })
    if (callback !== undefined) await transport.finishAuth(callback.searchParams.get('code') ?? '')
    const client = new Client1({ name: 'test', version: '1.0.0' })
    await client.connect(transport as Parameters<typeof client.connect>[0])
    const { tools } = await client.listTools()
    return { names: tools.map(({ name }) => name), close: () => client.close() }
  },
}

// The sign-in of clients does not depend on the engine, so one engine is enough.
suite('the official client signs in by URL', () => {
  let testServer: TestServer
  let tenant: Tenant
  let owner: SignedInPerson
  let workspace_id: string
  let url: URL

  before(async () => {
    const port = await freePort()
    const publicUrl = `http://127.0.0.1:${port}`
    testServer = await startTestServer(engine, {
      environment: { BULKHEAD_PORT: String(port), BULKHEAD_PUBLIC_URL: publicUrl },
    })
    url = new URL('/mcp', publicUrl)
    tenant = await testServer.createTenant('Home')
    owner = await signUpOwner(testServer, tenant)
    workspace_id = (await testServer.mint(tenant, 'acme')).workspace_id
  })
  after(async () => {
    await testServer.close()
    await engine.close()
  })

  for (const [version, connect] of Object.entries(VERSIONS)) {
    test(`${version}: URL, sign-in, call, refresh, revocation, reconnection`, async () => {
      const keeper = new Keeper()
      await assert.rejects(connect(url, keeper))
      const connected = await connect(url, keeper, await consent(keeper))
      assert.ok(connected.names.includes('execute'))
      await connected.close()
      // An access token that is refused is replaced without asking.
      const { access_token, refresh_token } = keeper.kept.tokens
      keeper.kept.tokens = { ...keeper.kept.tokens, access_token: `${access_token.slice(0, -4)}AAAA` }
      keeper.opened = undefined
      await (await connect(url, keeper)).close()
      assert.equal(keeper.opened, undefined)
      assert.notEqual(keeper.kept.tokens.refresh_token, refresh_token)
      const grants = await testServer.call('GET', '/api/v1/agent-grants', { headers: owner.headers })
      for (const { id } of grants.body.data)
        await testServer.call('DELETE', `/api/v1/agent-grants/${id}`, { headers: owner.headers })
      // The grant has ended, so the person is asked again.
      await assert.rejects(connect(url, keeper))
      assert.ok(keeper.opened)
      await (await connect(url, keeper, await consent(keeper))).close()
    })
  }

  /** Consents in a browser, as a person does. @returns Where the browser ends up. */
  async function consent(keeper: Keeper): Promise<URL> {
    const { opened } = keeper
    assert.ok(opened)
    const answer = await send(testServer, 'GET', opened.pathname + opened.search)
    const page = new URL(answer.headers.get('location') ?? '', url)
    assert.equal(page.pathname, '/authorize', JSON.stringify(answer.body))
    const cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const begun = { id: page.searchParams.get('id') ?? '', cookie, verifier: '', state: '' }
    const decided = await decide(testServer, owner, begun, { workspace_id })
    assert.equal(decided.status, 200, decided.text)
    return finish(testServer, begun, decided.body.redirect_to)
  }
})
