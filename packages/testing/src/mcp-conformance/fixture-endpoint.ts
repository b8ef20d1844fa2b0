import type { AddressInfo } from 'node:net'
import { createApp } from '@bulkhead/server/http/create-app'
import { serveMcp } from '@bulkhead/server/mcp/protocol/serve-mcp'
import type { Services } from '@bulkhead/server/operations/services'
import { createFixtureServer } from './fixture-server.ts'

/** Opens the endpoint of a server with the fixture's tools in place of its own. Everything else is the same. */
export async function openFixtureEndpoint(services: Services): Promise<AsyncDisposable & { url: string }> {
  const app = await createApp(services, { trustedProxies: [], corsOrigins: [] }, [])
  await serveMcp(app, services, { host: '127.0.0.1', corsOrigins: [], mcpHosts: [] }, createFixtureServer)
  await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => app.close(),
  }
}
