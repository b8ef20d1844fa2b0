import { createHash, randomBytes } from 'node:crypto'
import { CALLERS, type Caller, LEVELS, type Level } from '@bulkhead/contract/operation'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { getOwner, type SignedInPerson, signInAgain, signUpPerson } from '#people'
import type { ScriptedUpstream } from '#scripted-upstream'
import { repeatingWhileBusy, type Tenant, type TestServer } from '#test-server'
import { createAgentCallers } from './agents/agent-callers.ts'
import { createDeadTokens } from './dead-tokens.ts'
import type { MatrixCaller } from './matrix-caller.ts'
import { MATRIX_APP, MATRIX_CLIENT } from './matrix-documents.ts'
import {
  callWorkspace,
  createTenantFixture,
  joinMembers,
  type Surroundings,
  type TenantFixture,
  withToolCall,
} from './tenant-fixture.ts'

/** Fixture of two organizations, one of them with two workspaces. None of the workspaces may learn of another. */
export interface MatrixFixture {
  readonly surroundings: Surroundings
  readonly upstream: ScriptedUpstream
  /** Fixtures that no call of their own changes. Any change in them is a leak. */
  readonly tenantFixtures: readonly TenantFixture[]
  /** Fixture whose workspace was deleted. It is foreign to every caller, even in its own organization. */
  readonly gone: TenantFixture
  readonly callers: readonly MatrixCaller[]
}

/** Opens the fixture. @param testServer Runs with the documents of `writeMatrixDocuments`. */
export async function openMatrixFixture(
  testServer: TestServer,
  upstream: ScriptedUpstream,
): Promise<MatrixFixture> {
  const acme = await testServer.createTenant('Acme')
  const other = await testServer.createTenant('Other')
  const templates = await testServer.call('GET', '/api/v1/integrations/templates/sources/global', {
    token: acme.token,
  })
  const { id: template } = templates.body.data.find(
    ({ connector_name }: { connector_name: string }) => connector_name === 'probe',
  )
  for (const { token } of [acme, other]) await configureOAuth(testServer, token)
  const surroundings = { testServer, upstream: upstream.url, template }
  const building = { ...surroundings, testServer: repeatingWhileBusy(testServer) }
  const victim = await inhabited(building, acme, 'the workspace')
  const sibling = await inhabited(building, acme, 'another workspace of the organization')
  const stranger = await inhabited(building, other, 'a workspace of another organization')
  const gone = await inhabited(building, acme, 'a deleted workspace')
  await callWorkspace(surroundings, 'DELETE', gone)
  const dead = await createDeadTokens(surroundings, victim, gone)
  const { callers: people, user } = await createPeople(surroundings, victim)
  const agents = await createAgentCallers(surroundings, victim, sibling, user)
  return {
    surroundings,
    upstream,
    tenantFixtures: [victim, sibling, stranger],
    gone,
    callers: [
      application("owner's application", victim),
      scoped('scoped to the workspace', victim),
      scoped('scoped to another workspace', sibling),
      application("another organization's application", stranger),
      scoped("another organization's scoped token", stranger),
      narrowed('narrowed to one connector of the workspace', victim),
      narrowed('narrowed to one connector of another workspace', sibling),
      connect('a connect link of the workspace', victim),
      connect('a connect link of another workspace', sibling),
      key('a key of the workspace', victim),
      key('a key of another workspace', sibling),
      key("another organization's key", stranger),
      narrowedKey('a key narrowed to one connector of the workspace', victim),
      narrowedKey('a key narrowed to one connector of another workspace', sibling),
      person("owner's person", victim),
      person("another organization's person", stranger),
      ...people,
      ...agents,
      { ...person("owner's person without the CSRF token", victim, withoutCsrf), lacks: 'csrf token' },
      { ...person("owner's person, from another origin", victim, fromElsewhere), lacks: 'own origin' },
      ...Object.entries(dead).map(([name, tokens]) => refused(name, victim, tokens)),
      ...Object.entries(await createDeadSessions(surroundings.testServer, victim.owner)).map(
        ([name, headers]): MatrixCaller => ({
          name: `a person by ${name}`,
          kind: undefined,
          home: victim,
          headers: () => headers,
        }),
      ),
      refused('nobody', victim, {}),
    ],
  }
}

/** Creates people of the victim's organization who are not owners. */
async function createPeople(
  surroundings: Surroundings,
  victim: TenantFixture,
): Promise<{ callers: MatrixCaller[]; user: SignedInPerson }> {
  const { testServer } = surroundings
  const { tenant } = victim
  const signedUp: SignedInPerson[] = []
  // One after the other: using a sign-up link invalidates the other links of the organization.
  for (const role of ['member', 'member', 'member', 'admin', 'member', 'admin', 'admin'] as const)
    signedUp.push(await signUpPerson(testServer, tenant, role))
  const [viewer, user, manager, admin, nothing, demoted, removed] = signedUp
  await joinMembers(surroundings, victim, { viewer, user, manager } as Record<Level, SignedInPerson>)
  const { headers } = await getOwner(testServer, tenant)
  const asOwner = async (method: 'PUT' | 'DELETE', path: string, body?: object) => {
    const { status, text } = await testServer.call(method, `/api/v1/${path}`, {
      headers,
      ...(body && { body }),
    })
    if (status !== 200) throw new Error(`${method} ${path} answered ${status}: ${text}`)
  }
  await asOwner('PUT', `people/${demoted?.person}/role`, { role: 'member' })
  await asOwner('DELETE', `people/${removed?.person}`)
  const caller = (name: string, signedIn: SignedInPerson | undefined, rights: MatrixCaller['rights']) => {
    const { person: id, session } = signedIn as SignedInPerson
    const values = { ...victim.values, person: id, session }
    const home = { ...victim, owner: signedIn as SignedInPerson, role: rights?.role ?? 'member', values }
    return { ...person(name, home), ...(rights && { rights }) }
  }
  const callers: MatrixCaller[] = [
    caller('an admin', admin, { role: 'admin' }),
    ...[viewer, user, manager].map((member, at) =>
      caller(`a ${LEVELS[at]} of the workspace`, member, { role: 'member', level: LEVELS[at] as Level }),
    ),
    caller('a member of nothing', nothing, { role: 'member' }),
    caller('an admin who was made a member of nothing', demoted, { role: 'member' }),
    { ...caller('a person who was removed', removed, undefined), kind: undefined, lacks: 'membership' },
  ]
  return { callers, user: user as SignedInPerson }
}

/**
 * Age at which a fixture is replaced. Tokens last 15 minutes, and a matrix takes longer than that on a busy machine.
 */
const FRESH_FOR_MS = 300_000

/**
 * Returns a function that gets a fixture for a matrix, and creates a new one before the tokens of the last
 * one expire.
 */
export function openMatrixFixtures(
  testServer: TestServer,
  upstream: ScriptedUpstream,
): () => Promise<MatrixFixture> {
  let matrixFixture: Promise<MatrixFixture> | undefined
  let openedAt = 0
  return () => {
    if (matrixFixture === undefined || performance.now() - openedAt > FRESH_FOR_MS) {
      matrixFixture = openMatrixFixture(testServer, upstream)
      openedAt = performance.now()
    }
    return matrixFixture
  }
}

/** Stores an OAuth client, so that the organization can authorize connectors of the probe. */
async function configureOAuth(testServer: TestServer, token: string): Promise<void> {
  const bodies = {
    organization: { redirect_origins: [MATRIX_APP] },
    'oauth/credentials': { connector_type: 'probe', configuration: MATRIX_CLIENT },
  }
  for (const [path, body] of Object.entries(bodies)) {
    const { status, text } = await testServer.call('PUT', `/api/v1/${path}`, { token, body })
    if (status !== 200) throw new Error(`PUT ${path} answered ${status}: ${text}`)
  }
}

async function inhabited(surroundings: Surroundings, tenant: Tenant, label: string): Promise<TenantFixture> {
  return withToolCall(surroundings, await createTenantFixture(surroundings, tenant, label))
}

function application(name: string, home: TenantFixture): MatrixCaller {
  return { name, kind: 'application', home, headers: ({ tenant }) => bearer(tenant.token) }
}

function bearer(token: string | undefined) {
  return token === undefined ? {} : { authorization: `Bearer ${token}` }
}

function person(
  name: string,
  home: TenantFixture,
  change: (headers: SignedInPerson['headers']) => SignedInPerson['headers'] = (headers) => headers,
): MatrixCaller {
  return { name, kind: 'person', home, headers: ({ owner }) => change(owner.headers) }
}

function withoutCsrf({ cookie = '', origin = '' }: SignedInPerson['headers']) {
  return { cookie, origin }
}

function fromElsewhere(headers: SignedInPerson['headers']) {
  return { ...headers, origin: 'https://elsewhere.test' }
}

function scoped(name: string, home: TenantFixture): MatrixCaller {
  return { name, kind: 'scoped', home, headers: ({ token }) => bearer(token) }
}

function narrowed(name: string, home: TenantFixture): MatrixCaller {
  return { name, kind: 'narrowed', isNarrowed: true, home, headers: ({ narrowed }) => bearer(narrowed) }
}

function connect(name: string, home: TenantFixture): MatrixCaller {
  return { name, kind: 'connect', home, headers: ({ connect }) => bearer(connect) }
}

function key(name: string, home: TenantFixture): MatrixCaller {
  return { name, kind: 'key', home, headers: ({ key }) => bearer(key) }
}

function narrowedKey(name: string, home: TenantFixture): MatrixCaller {
  return { name, kind: 'key', isNarrowed: true, home, headers: ({ narrowed_key }) => bearer(narrowed_key) }
}

function refused(name: string, home: TenantFixture, tokens: Partial<Record<Caller, string>>): MatrixCaller {
  const headers = (_: TenantFixture, kinds: readonly Caller[]) =>
    bearer([...kinds, ...CALLERS].map((kind) => tokens[kind]).find((made) => made !== undefined))
  return { name, kind: undefined, home, headers }
}

const WANTED = new RegExp(process.env.BULKHEAD_TEST_CALLERS ?? '')

/** Returns the callers of a run. `BULKHEAD_TEST_CALLERS`, a regular expression of names, narrows them. */
export function getCallers({ callers }: MatrixFixture): MatrixCaller[] {
  return callers.filter(({ name }) => WANTED.test(name))
}

export function getMcpCallers(matrixFixture: MatrixFixture): MatrixCaller[] {
  return getCallers(matrixFixture).map((caller) => ({ ...caller, kind: caller.kindAtMcp ?? caller.kind }))
}

export function seesOrganization({ kind, rights }: MatrixCaller): boolean {
  return kind === 'application' || (kind === 'person' && rights?.role !== 'member')
}

/** Returns whether a caller must not learn of the fixture that its own values come from. */
export function isHidden({ rights }: MatrixCaller): boolean {
  return rights?.role === 'member' && rights.level === undefined
}

/** Returns the fixtures that a caller must not be able to tell from missing ones. */
export function foreignTo(
  { tenantFixtures, gone }: MatrixFixture,
  caller: MatrixCaller,
  home: TenantFixture,
): TenantFixture[] {
  const others = tenantFixtures.filter(
    (other) =>
      (other.values.workspace !== home.values.workspace || isHidden(caller)) &&
      (!seesOrganization(caller) || other.tenant !== home.tenant),
  )
  return [...others, gone]
}

/** Creates requests of people whose session must be rejected, each as similar to a valid one as possible. */
async function createDeadSessions(
  testServer: TestServer,
  owner: SignedInPerson,
): Promise<Readonly<Record<string, SignedInPerson['headers']>>> {
  const ended = await signInAgain(testServer, owner)
  await testServer.call('POST', '/auth/sign-out', { headers: ended.headers })
  const expired = await signInAgain(testServer, owner)
  await asIdentity(testServer.server.services.database, 'read write', (tx) =>
    tx
      .updateTable('identity.sessions')
      .set({ used_at: new Date(Date.now() - 7 * 86_400_000 - 1_000) })
      .where('id', '=', expired.session)
      .execute(),
  )
  const [name = '', value = ''] = owner.cookie.split('=', 2)
  const withValue = (forged: string) => ({
    ...owner.headers,
    cookie: `${name}=${encodeURIComponent(forged)}`,
  })
  return {
    'a session that has ended': ended.headers,
    'a session that has expired': expired.headers,
    'the stored hash of a session token': withValue(createHash('sha256').update(value).digest('base64url')),
    'a cookie that nobody was given': withValue(randomBytes(32).toString('base64url')),
    'a cookie without a value': withValue(''),
  }
}
