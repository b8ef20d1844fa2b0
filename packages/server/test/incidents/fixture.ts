import { after, before } from 'node:test'
import type { Engine } from '@bulkhead/testing/engines'
import {
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

export const CONNECTORS = '/api/v1/integrations/connectors'
export const MINT = '/api/v1/account/applications/scoped-token'
export const SECRET = 'incident-secret-7f3c9a'

/** Two organizations on one server. The attacker tries on the victim what happened elsewhere. */
export interface Fixture {
  testServer: TestServer
  upstream: ScriptedUpstream
  victim: Tenant
  attacker: Tenant
  /** Responses of the attacker's name server for `rebinding.test`, in order. The last address stays. */
  addresses: string[]
  /** Makes a connector with {@link SECRET} in a workspace of the tenant. */
  connect(
    tenant: Tenant,
    workspace_name: string,
  ): Promise<{ connector: string; workspace_id: string; token: string }>
}

/** Sets the scene before the tests of a suite and takes it down after them. */
export function setFixture(engine: Engine): Fixture {
  const fixture = {} as Fixture
  before(async () => {
    fixture.upstream = await startScriptedUpstream()
    fixture.testServer = await startTestServer(engine, {
      environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      logLevel: 'trace',
      sending: {
        lookup: (_hostname, callback) => {
          const [address = ''] =
            fixture.addresses.length > 1 ? fixture.addresses.splice(0, 1) : fixture.addresses
          callback(null, [{ address, family: 4 }])
        },
      },
    })
    fixture.victim = await fixture.testServer.createTenant('Victim')
    fixture.attacker = await fixture.testServer.createTenant('Attacker')
    fixture.connect = async (tenant, workspace_name) => {
      const { token, workspace_id } = await fixture.testServer.mint(tenant, workspace_name)
      const { body, status, text } = await fixture.testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: SECRET },
          environment: { base_url: fixture.upstream.url },
        },
      })
      if (status !== 200) throw new Error(text)
      return { connector: body.id, workspace_id, token }
    }
  })
  after(async () => {
    await fixture.testServer?.close()
    await fixture.upstream?.close()
    await engine.close()
  })
  return fixture
}
