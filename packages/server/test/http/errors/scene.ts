import type { OperationId } from '@bulkhead/contract/operations'
import type { Answer, CallOptions } from '@bulkhead/testing/test-server'
import { APPLICATIONS } from '../api.ts'
import type { Fixture } from '../fixture.ts'

/** Response that has an error, and the operation that declares it. Without one, the error belongs to none. */
export type Provoked = readonly [answer: Answer, operation?: OperationId]

/** Gets an error by a request. */
export type Scene = (fixture: Fixture) => Promise<Provoked>

/** Sends a request as the application. */
export function application(
  { testServer, tenant }: Fixture,
  method: string,
  path: string,
  options: CallOptions = {},
) {
  return testServer.call(method, path, { token: tenant.token, ...options })
}

/** Sends a request with the token of the workspace. */
export function scoped(
  { testServer, scoped: token }: Fixture,
  method: string,
  path: string,
  options: CallOptions = {},
) {
  return testServer.call(method, path, { token, ...options })
}

/** Lists the things of a connector. */
export function list(fixture: Fixture, connector: string) {
  return fixture.execute(connector, { entity: 'things', action: 'list' })
}

/** Mints a token of a workspace. */
export function mint(fixture: Fixture, body: unknown) {
  return application(fixture, 'POST', `${APPLICATIONS}/scoped-token`, { body })
}
