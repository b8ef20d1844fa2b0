import assert from 'node:assert/strict'
import type { Engine } from '@bulkhead/testing/engines'
import { ECHO_CONNECTORS } from '@bulkhead/testing/fuzz/echo'
import { type ScriptedUpstream, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import {
  type Answer,
  startTestServer,
  type Tenant,
  type TestServer,
  type TestServerOptions,
} from '@bulkhead/testing/test-server'
import { CONNECTORS } from './api.ts'

/** Test server with one tenant, one workspace and an upstream. */
export interface Fixture {
  readonly testServer: TestServer
  readonly upstream: ScriptedUpstream
  readonly tenant: Tenant
  /** Token of the workspace `scene`. */
  readonly scoped: string
  readonly workspace_id: string
  /** Creates a connector of `echo` in `scene`; `more` replaces fields of the body. */
  connect(more?: Readonly<Record<string, unknown>>): Promise<string>
  execute(connector: string, body: Readonly<Record<string, unknown>>): Promise<Answer>
  /** Closes everything. Further calls do nothing. */
  close(): Promise<void>
}

export async function openFixture(engine: Engine, options: TestServerOptions = {}): Promise<Fixture> {
  const testServer = await startTestServer(engine, {
    ...options,
    environment: { BULKHEAD_CONNECTORS_DIR: ECHO_CONNECTORS, ...options.environment },
  })
  const upstream = await startScriptedUpstream()
  const tenant = await testServer.createTenant('Acme')
  const { token: scoped, workspace_id } = await testServer.mint(tenant, 'scene')
  let closed: Promise<void> | undefined
  return {
    testServer,
    upstream,
    tenant,
    scoped,
    workspace_id,
    async connect(more = {}) {
      const { status, body, text } = await testServer.call('POST', CONNECTORS, {
        token: scoped,
        body: {
          connector_type: 'echo',
          credentials: { token: 'a-token-of-echo' },
          environment: { base_url: upstream.url },
          ...more,
        },
      })
      assert.equal(status, 200, text)
      return body.id
    },
    execute: (connector, body) =>
      testServer.call('POST', `${CONNECTORS}/${connector}/execute`, { token: scoped, body }),
    close() {
      closed ??= testServer.close().then(upstream.close)
      return closed
    },
  }
}
