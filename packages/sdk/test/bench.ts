import type { Engine } from '@bulkhead/testing/engines'
import {
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { type RecordingProxy, startRecordingProxy } from '@bulkhead/testing/upstreams/recording-proxy'
import type { ClientOptions } from '../src/options.ts'
import type { Workspace } from '../src/workspace/workspace.ts'

/** A running server behind a proxy that records, a service, and an organization that calls. */
export interface Bench {
  readonly testServer: TestServer
  readonly proxy: RecordingProxy
  readonly upstream: ScriptedUpstream
  readonly tenant: Tenant
  /** Options that reach the server through the proxy as the organization's application. */
  readonly options: ClientOptions
  /** Options as a new organization, which shares no token with any other test. */
  newOptions(): Promise<ClientOptions>
  /** Creates a connector of the test service in a workspace. @returns Its id. */
  createProbe(workspace: Workspace, name?: string): Promise<string>
  close(): Promise<void>
}

/** @param connectors The folder of connector documents beside the catalog. */
export async function openBench(engine: Engine, connectors = TEST_CONNECTORS): Promise<Bench> {
  const testServer = await startTestServer(engine, { environment: { BULKHEAD_CONNECTORS_DIR: connectors } })
  const proxy = await startRecordingProxy(testServer.server.url)
  const upstream = await startScriptedUpstream()
  const newTenant = () => testServer.createTenant('sdk')
  const toOptions = ({ client_id, client_secret }: Tenant): ClientOptions => ({
    url: proxy.url,
    clientId: client_id,
    clientSecret: client_secret,
  })
  const tenant = await newTenant()
  return {
    testServer,
    proxy,
    upstream,
    tenant,
    options: toOptions(tenant),
    newOptions: async () => toOptions(await newTenant()),
    async createProbe(workspace, name) {
      const { id } = await workspace.connectors.create({
        check: false,
        connector_type: 'probe',
        credentials: { token: 'secret-of-the-third-party' },
        replication_config: { tenant: 'acme' },
        environment: { base_url: upstream.url },
        ...(name !== undefined && { name }),
      })
      return id
    },
    async close() {
      await proxy.close()
      await upstream.close()
      await testServer.close()
    },
  }
}
