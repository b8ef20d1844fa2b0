import assert from 'node:assert/strict'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import type { Engine } from '@bulkhead/testing/engines'
import {
  type AuthorizationServer,
  CLIENT,
  consentAt,
  type OwnerTokens,
  startAuthorizationServer,
} from '@bulkhead/testing/oauth/authorization-server'
import { type GuardedApi, startGuardedApi } from '@bulkhead/testing/oauth/guarded-api'
import { BEACON, LIGHTHOUSE, writeOAuthDocuments } from '@bulkhead/testing/oauth/oauth-documents'
import {
  type Answer,
  PUBLIC_URL,
  startTestServer,
  type Tenant,
  type TestServer,
  type TestServerOptions,
} from '@bulkhead/testing/test-server'
import type { RawBuilder } from 'kysely'
import { API, CONNECTORS } from '../http/api.ts'

export const LIST = { entity: 'lamps', action: 'list' }
export const CREATE = { entity: 'lamps', action: 'create', params: { name: 'south' } }
export const OAUTH = `${API}/oauth/credentials`
export const INITIATE = `${CONNECTORS}/oauth/initiate`
/** URL to which the applications of the fixture's organization have browsers return. */
export const APP = 'https://app.example.com'

/**
 * Test server with one tenant and one workspace, an authorization server, and an API that takes its tokens.
 */
export interface OAuthFixture {
  readonly testServer: TestServer
  readonly tenant: Tenant
  /** Token of the workspace `scene`. */
  readonly scoped: string
  readonly workspace_id: string
  readonly authorization: AuthorizationServer
  readonly api: GuardedApi
  /** Folder of the documents. */
  readonly documents: string
  /** Creates a connector of `lighthouse` with tokens of its own client. */
  connect(tokens: Partial<OwnerTokens>): Promise<string>
  execute(connector: string, body?: object, token?: string): Promise<Answer>
  /** Number of refresh requests that got a response. */
  refreshes(): number
  /** Stores the OAuth clients of a tenant's organization, and the origin to which browsers return. */
  configure(tenant?: Tenant): Promise<void>
  /** Begins an authorization of `lighthouse`. */
  initiate(more?: object, token?: string): Promise<Answer>
  /**
   * Begins an authorization, and has the owner consent.
   * @returns The callback that the service redirects to.
   */
  consent(more?: object, token?: string): Promise<URL>
  /** Visits a callback like a browser that follows no redirect. @param cookies `Cookie` header of that browser. */
  visit(callback: URL, cookies?: string): Promise<Visit>
  close(): Promise<void>
}

/** Response of a visited callback. */
export interface Visit extends Answer {
  /** Redirect target. Undefined: none. */
  readonly location: URL | undefined
  /** The query there. */
  readonly query: Readonly<Record<string, string>>
}

/** @param change Changes the document of `lighthouse`. */
export async function openOAuthFixture(
  engine: Engine,
  options: TestServerOptions = {},
  change?: Parameters<typeof writeOAuthDocuments>[1],
): Promise<OAuthFixture> {
  const { environment } = options
  const origin = environment?.BULKHEAD_CALLBACK_URL ?? environment?.BULKHEAD_PUBLIC_URL ?? PUBLIC_URL
  const authorization = await startAuthorizationServer(
    [LIGHTHOUSE, BEACON].map((id) => `${origin}/api/v1/oauth/callback/${id}`),
  )
  const api = await startGuardedApi(() => authorization)
  const documents = writeOAuthDocuments({ authorization: authorization.url, api: api.url }, change)
  const testServer = await startTestServer(engine, {
    ...options,
    environment: { BULKHEAD_CONNECTORS_DIR: documents.path, ...options.environment },
  })
  const tenant = await testServer.createTenant('Acme')
  const { token: scoped, workspace_id } = await testServer.mint(tenant, 'scene')
  const initiate = (more: object = {}, token = scoped) =>
    testServer.call('POST', INITIATE, {
      token,
      body: { connector_type: 'lighthouse', redirect_url: `${APP}/done?tab=1`, ...more },
    })
  let closed: Promise<void> | undefined
  return {
    testServer,
    tenant,
    scoped,
    workspace_id,
    authorization,
    api,
    documents: documents.path,
    async connect(tokens) {
      const body = { connector_type: 'lighthouse', credentials: { ...CLIENT, ...tokens } }
      const response = await testServer.call('POST', CONNECTORS, { token: scoped, body })
      assert.equal(response.status, 200, response.text)
      return response.body.id
    },
    execute: (connector, body = LIST, token = scoped) =>
      testServer.call('POST', `${CONNECTORS}/${connector}/execute`, { token, body }),
    refreshes: () =>
      authorization.answered.filter(({ grant_type }) => grant_type !== 'authorization_code').length,
    async configure({ token } = tenant) {
      const origins = await testServer.call('PUT', `${API}/organization`, {
        token,
        body: { redirect_origins: [APP] },
      })
      assert.equal(origins.status, 200, origins.text)
      for (const connector_type of ['lighthouse', 'beacon']) {
        const set = await testServer.call('PUT', OAUTH, {
          token,
          body: { connector_type, configuration: CLIENT },
        })
        assert.equal(set.status, 200, set.text)
      }
    },
    initiate,
    async consent(more, token) {
      const { status, body, text } = await initiate(more, token)
      assert.equal(status, 200, text)
      return consentAt(body.consent_url)
    },
    async visit({ pathname, search }, cookies) {
      const response = await testServer.call('GET', pathname + search, {
        ...(cookies !== undefined && { headers: { cookie: cookies } }),
      })
      const header = response.headers.get('location')
      const location = header === null ? undefined : new URL(header)
      return { ...response, location, query: Object.fromEntries(location?.searchParams ?? []) }
    },
    close() {
      closed ??= testServer.close().then(async () => {
        documents.remove()
        await api.close()
        await authorization.close()
      })
      return closed
    },
  }
}

/** Ages tokens by a minute. Tokens issued just now are not replaced after a 401. */
export function ageTokens(fixture: OAuthFixture, connector: string): Promise<void> {
  return changeTokens(fixture, connector, { obtained_at: new Date(Date.now() - 60_000) })
}

/** Sets the time from which new tokens of a connector are requested again after a failure. */
export function setNextAttempt(
  fixture: OAuthFixture,
  connector: string,
  retry_at: RawBuilder<Date>,
): Promise<void> {
  return changeTokens(fixture, connector, { retry_at })
}

async function changeTokens(
  { testServer, tenant, workspace_id }: OAuthFixture,
  connector: string,
  change: { readonly obtained_at: Date } | { readonly retry_at: RawBuilder<Date> },
): Promise<void> {
  const owner = { organization: tenant.organization, workspace: workspace_id }
  const { numUpdatedRows } = await asPrincipal(
    testServer.server.services.database,
    owner,
    'read write',
    (tx) =>
      tx.updateTable('connector_tokens').set(change).where('connector_id', '=', connector).executeTakeFirst(),
  )
  assert.equal(numUpdatedRows, 1n)
}
