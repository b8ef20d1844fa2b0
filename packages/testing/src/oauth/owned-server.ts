import type { Engine } from '#engines'
import { type SignedInPerson, signUpOwner } from '#people'
import { startTestServer, type Tenant, type TestServer, type TestServerOptions } from '#test-server'

/** Running server with one organization, its owner and the workspace `acme`. */
export interface OwnedServer {
  readonly testServer: TestServer
  readonly tenant: Tenant
  readonly owner: SignedInPerson
  readonly workspace_id: string
}

/** Starts a server over `engine`, with an owner who is signed in. */
export async function startOwnedServer(engine: Engine, options?: TestServerOptions): Promise<OwnedServer> {
  const testServer = await startTestServer(engine, options)
  const tenant = await testServer.createTenant('Home')
  const owner = await signUpOwner(testServer, tenant)
  const { workspace_id } = await testServer.mint(tenant, 'acme')
  return { testServer, tenant, owner, workspace_id }
}
