import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import type { Engine } from '@bulkhead/testing/engines'
import { keyOf, PIER, startPier } from '@bulkhead/testing/pier'
import type { ScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import {
  type Answer,
  type CallOptions,
  PUBLIC_URL,
  startTestServer,
  type Tenant,
  type TestServer,
} from '@bulkhead/testing/test-server'
import { API, CONNECTORS } from '../http/api.ts'

export const SESSIONS = `${API}/connect/sessions`
export const PAGE = `${API}/connect/session`
/** URL to which the applications of the fixture's organization have browsers return. */
export const APP = 'https://app.example.com'
export { keyOf, PIER }

/** A confirmation code as the page creates it, and the hash that the server receives. */
export interface Code {
  readonly code: string
  readonly hash: string
}

export function newCode(): Code {
  const code = randomBytes(32).toString('base64url')
  return { code, hash: createHash('sha256').update(code).digest('base64url') }
}

/** A server with one organization, and a service whose keys name their account. */
export interface ConnectFixture {
  readonly testServer: TestServer
  readonly tenant: Tenant
  readonly upstream: ScriptedUpstream
  /** Calls as the application. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** Makes a link in the workspace `scene`. */
  link(more?: object, token?: string): Promise<Answer['body']>
  /** Fills in the key of an account on the page of a link. */
  fill(token: string, account: string, more?: object): Promise<Answer>
  execute(connector: string): Promise<Answer>
  get(session_id: string): Promise<Answer['body']>
  confirm(session_id: string, body: object, token?: string): Promise<Answer>
  /** Connectors of the workspace `scene`. */
  connectors(): Promise<Answer['body'][]>
  close(): Promise<void>
}

export async function openConnectFixture(engine: Engine): Promise<ConnectFixture> {
  const { upstream, documents, close } = await startPier()
  const testServer = await startTestServer(engine, { environment: { BULKHEAD_CONNECTORS_DIR: documents } })
  const tenant = await testServer.createTenant('Acme')
  await testServer.mint(tenant, 'scene')
  const call = (method: string, path: string, options: CallOptions = {}) =>
    testServer.call(method, path, { token: tenant.token, ...options })
  const set = await call('PUT', `${API}/organization`, { body: { redirect_origins: [APP] } })
  assert.equal(set.status, 200, set.text)
  return {
    testServer,
    tenant,
    upstream,
    call,
    async link(more = {}, token = tenant.token) {
      const body = { workspace_name: 'scene', services: ['pier'], ...more }
      const response = await testServer.call('POST', SESSIONS, { token, body })
      assert.equal(response.status, 200, response.text)
      return response.body
    },
    fill: (token, account, more = {}) =>
      testServer.call('POST', `${PAGE}/credentials`, {
        token,
        body: {
          definition_id: PIER,
          option: 'pierKey',
          configuration: { token: keyOf(account) },
          confirmation_hash: newCode().hash,
          ...more,
        },
      }),
    execute: (connector) =>
      call('POST', `${CONNECTORS}/${connector}/execute`, { body: { entity: 'boats', action: 'list' } }),
    async get(session_id) {
      return (await call('GET', `${SESSIONS}/${session_id}`)).body
    },
    confirm: (session_id, body, token = tenant.token) =>
      testServer.call('POST', `${SESSIONS}/${session_id}/confirm`, { token, body }),
    async connectors() {
      return (await call('GET', `${CONNECTORS}?workspace_name=scene`)).body.data
    },
    async close() {
      await testServer.close()
      await close()
    },
  }
}

/** Headers of a page of the server. */
export const OWN_PAGE: Readonly<Record<string, string>> = { origin: PUBLIC_URL }
