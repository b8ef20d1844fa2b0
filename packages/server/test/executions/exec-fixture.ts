import type { Engine } from '@bulkhead/testing/engines'
import type { TestServer, TestServerOptions } from '@bulkhead/testing/test-server'
import { type Fixture, openFixture } from '../http/fixture.ts'

/** The credential of the connectors below; its end is their region. */
export const KEY = 'harbor-key-0123456789-north'

/** Fixture with the definition `harbor`, which has one operation for each feature of execute. */
export interface ExecFixture extends Omit<Fixture, 'connect'> {
  connect(more?: Readonly<Record<string, unknown>>): Promise<string>
  /** Newest tool-call record of a request that got its response. Waits until it is written. */
  callOf(request_id: string | null): Promise<Record<string, unknown>>
}

export async function openExecFixture(engine: Engine, options: TestServerOptions = {}): Promise<ExecFixture> {
  const fixture = await openFixture(engine, {
    ...options,
    environment: {
      ...options.environment,
      BULKHEAD_CONNECTORS_DIR: new URL('./connectors', import.meta.url).pathname,
    },
  })
  return {
    ...fixture,
    connect: (more = {}) =>
      fixture.connect({ connector_type: 'harbor', credentials: { api_key: KEY }, ...more }),
    callOf: (request_id) => getCall(fixture.testServer, fixture.tenant.token, request_id),
  }
}

async function getCall(testServer: TestServer, token: string, request_id: string | null) {
  const end = Date.now() + 30_000
  for (;;) {
    const { body } = await testServer.call('GET', '/api/v1/tool-calls?limit=100', { token })
    const found = body.data.find((call: { request_id: string }) => call.request_id === request_id)
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`No call of ${request_id} was recorded.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
