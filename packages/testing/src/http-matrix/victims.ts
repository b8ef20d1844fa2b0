import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import type { MatrixCaller } from './matrix-caller.ts'
import type { MatrixFixture } from './matrix-fixture.ts'
import type { TenantFixture } from './tenant-fixture.ts'

/** Protected state as its owner sees it, by name. */
export type Sighting = ReadonlyMap<string, string>

const last = new WeakMap<MatrixFixture, Sighting>()

/**
 * Returns the state of the victims before some calls. If {@link lookAfter} has just read it, it is not read again,
 * because nothing has happened since.
 */
export async function lookBefore(matrixFixture: MatrixFixture): Promise<Sighting> {
  const known = last.get(matrixFixture)
  last.delete(matrixFixture)
  return known ?? lookAtVictims(matrixFixture)
}

/** Returns the state of the victims after some calls. */
export async function lookAfter(matrixFixture: MatrixFixture): Promise<Sighting> {
  const seen = await lookAtVictims(matrixFixture)
  last.set(matrixFixture, seen)
  return seen
}

/** Reads every fixture as its owner does, and the credential that its connector sends. */
async function lookAtVictims(matrixFixture: MatrixFixture): Promise<Sighting> {
  const seen = new Map<string, string>()
  for (const tenantFixture of matrixFixture.tenantFixtures) {
    for (const [what, text] of await lookInto(matrixFixture, tenantFixture))
      seen.set(`${tenantFixture.label}: ${what}`, text)
  }
  return seen
}

/** Counts the workspaces of each organization, except those of the callers. */
export async function countWorkspaces(
  { surroundings, tenantFixtures }: MatrixFixture,
  callers: readonly MatrixCaller[],
): Promise<Sighting> {
  const seen = new Map<string, string>()
  const busy = callers.map(({ home }) => home.tenant)
  for (const tenant of new Set(tenantFixtures.map(({ tenant }) => tenant))) {
    if (busy.includes(tenant)) continue
    const { organization } = tenant
    const { database } = surroundings.testServer.server.services
    const counted = await asPrincipal(database, { organization }, 'read only', (tx) =>
      tx
        .selectFrom('workspaces')
        .select(({ fn }) => ['status', fn.countAll().as('count')])
        .groupBy('status')
        .orderBy('status')
        .execute(),
    )
    seen.set(`workspaces of organization ${organization}`, JSON.stringify(counted))
  }
  return seen
}

export function changesBetween(before: Sighting, after: Sighting): string[] {
  return [...after]
    .filter(([what, text]) => before.get(what) !== text)
    .map(([what, text]) => `${what} changed from ${before.get(what)} to ${text}`)
}

async function lookInto({ surroundings, upstream }: MatrixFixture, { tenant, values }: TenantFixture) {
  const { call } = surroundings.testServer
  const get = async (path: string) => (await call('GET', `/api/v1/${path}`, { token: tenant.token })).text
  const arrivedBefore = upstream.arrived.length
  await call('POST', `/api/v1/integrations/connectors/${values.connector}/execute`, {
    token: tenant.token,
    body: { entity: 'things', action: 'list' },
  })
  const sent = upstream.arrived.slice(arrivedBefore).map(({ headers }) => headers.authorization)
  return [
    ['workspace', await get(`workspaces/${values.workspace}`)],
    ['connectors', await get(`integrations/connectors?workspace_id=${values.workspace}`)],
    ['connector', await get(`integrations/connectors/${values.connector}`)],
    ['credential sent', JSON.stringify(sent)],
  ] as const
}
