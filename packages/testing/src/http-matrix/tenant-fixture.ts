import { randomBytes } from 'node:crypto'
import type { Level, Role } from '@bulkhead/contract/operation'
import type { Reference } from '@bulkhead/contract/values/shapes'
import { getDnsServer } from '#oidc/dns-server'
import { getSettingsOnlyProvider } from '#oidc/settings-only-provider'
import { getOwner, type SignedInPerson, setLevels } from '#people'
import { addPasskey } from '#people/passkey'
import { PROBE_DEFINITION } from '#scripted-upstream'
import { type Tenant, type TestServer, until } from '#test-server'
import { createAgentGrant } from './agents/agent-grant.ts'

/** Workspace with one connector, and the values that refer to them. */
export interface TenantFixture {
  readonly label: string
  readonly tenant: Tenant
  readonly token: string
  /** Scoped token whose grant contains only the connector. */
  readonly narrowed: string
  /** Person of the organization who is signed in: the owner, the same in all fixtures of the tenant, or the caller. */
  readonly owner: SignedInPerson
  /** Role of `owner` in the organization, if it is not an owner. */
  readonly role?: Role
  /** Token of a connect link. */
  readonly connect: string
  readonly key: string
  /** Key whose grant contains only the connector. */
  readonly narrowed_key: string
  /** Nonce of an authorization of that link, created for one call. */
  readonly connect_nonce?: string
  readonly confirmation_code?: string
  /** Sign-in of an agent that waits for the owner's decision in the browser. */
  readonly agent_sign_in?: string
  /** Code that a command line on another device waits for. */
  readonly device_code?: string
  readonly sign_up_token?: string
  /** Token of a password reset link, created for one call. */
  readonly password_token?: string
  /** Token of a link that confirms a new address, created for one call. */
  readonly email_token?: string
  /** Secret of an authenticator app whose setup began for one call. */
  readonly totp_secret?: string
  /** Credential of a passkey whose registration began for one call. */
  readonly passkey_credential?: Readonly<Record<string, unknown>>
  /** Cookie of the browser that began to sign in with it. */
  readonly passkey_cookie?: string
  /** Credential that the connector sends. */
  readonly secret: string
  /** State of an authorization begun for one call. */
  readonly oauth_state?: string
  /** Handle of tokens that wait for a nonce, created for one call. */
  readonly oauth_secret?: string
  /** Own value for every place that refers to something. */
  readonly values: Readonly<Record<Reference, string>>
}

/** Fixtures shared by all tenants of a test server. */
export interface Surroundings {
  readonly testServer: TestServer
  /** Origin of the service that every connector calls. */
  readonly upstream: string
  /** Definition id of the probe's template, the same for every organization. */
  readonly template: string
}

/** Creates a workspace with a connector. Names of all fixtures have the same length. */
export async function createTenantFixture(
  { testServer, template }: Surroundings,
  tenant: Tenant,
  label: string,
): Promise<TenantFixture> {
  const workspace_name = newName()
  const secret = `probe-secret-${randomBytes(8).toString('hex')}`
  const { token, workspace_id } = await testServer.mint(tenant, workspace_name)
  const { status, body, text } = await testServer.call('POST', '/api/v1/integrations/connectors', {
    token,
    body: {
      connector_type: 'probe',
      name: `probe of ${workspace_name}`,
      credentials: { token: secret },
    },
  })
  if (status !== 200) throw new Error(`creating a connector answered ${status}: ${text}`)
  const members = membersByTenant.get(tenant)
  if (members !== undefined) await setLevels(testServer, tenant, workspace_id, members)
  const narrowed = await narrow(testServer, tenant, workspace_id, body.id)
  const owner = await getOwner(testServer, tenant)
  const link = await createLink(testServer, tenant, { workspace_id, services: ['probe'] })
  const key = await createKey(testServer, tenant, workspace_id, {})
  const narrowedKey = await createKey(testServer, tenant, workspace_id, { connector_ids: [body.id] })
  const values = {
    workspace_key: key.id,
    person: owner.person,
    session: owner.session,
    invitation: await createInvitation(testServer, owner),
    ...(await getSignIn(testServer, owner)),
    connect_session: link.session_id,
    agent_grant: await createAgentGrant(testServer, tenant.organization, owner, workspace_id),
    // Calls are recorded later; see `withToolCall`.
    tool_call: crypto.randomUUID() as string,
    organization: tenant.organization,
    workspace: workspace_id,
    workspace_name,
    connector: body.id as string,
    definition: PROBE_DEFINITION,
    template,
    cursor: await firstCursor(testServer, tenant),
    ...(await createApplication(testServer, tenant)),
    ...(await getWebhook(testServer, tenant)),
    own_definition: await getDefinition(testServer, tenant),
  }
  const keys = { key: key.key, narrowed_key: narrowedKey.key }
  return { label, tenant, token, narrowed, owner, secret, connect: link.token, ...keys, values }
}

export async function renewTokens(testServer: TestServer, home: TenantFixture): Promise<void> {
  const { workspace, workspace_name, connector } = home.values
  const tenant = Object.assign(home.tenant, { token: await testServer.applicationToken(home.tenant) })
  const { token } = await testServer.mint(tenant, workspace_name)
  Object.assign(home, { token, narrowed: await narrow(testServer, tenant, workspace, connector) })
}

/** Runs an operation in a fixture. Returns the fixture with the id of the call. */
export async function withToolCall(
  { testServer }: Surroundings,
  tenantFixture: TenantFixture,
): Promise<TenantFixture> {
  const { tenant, values } = tenantFixture
  const { token } = tenant
  await testServer.call('POST', `/api/v1/integrations/connectors/${values.connector}/execute`, {
    token,
    body: { entity: 'things', action: 'list' },
  })
  let tool_call: string | undefined
  await until(async () => {
    const path = `/api/v1/tool-calls?connector_id=${values.connector}`
    tool_call = (await testServer.call('GET', path, { token })).body.data[0]?.id
    return tool_call !== undefined
  })
  return { ...tenantFixture, values: { ...values, tool_call: tool_call ?? '' } }
}

/** Creates an invitation that nobody uses. @returns Its id. */
export async function createInvitation(testServer: TestServer, { headers }: SignedInPerson): Promise<string> {
  const { status, body, text } = await testServer.call('POST', '/api/v1/invitations', {
    headers,
    body: { emails: [`${newName()}@example.com`], role: 'member' },
  })
  if (status !== 200) throw new Error(`inviting answered ${status}: ${text}`)
  return body.data[0].id
}

const signIns = new WeakMap<
  object,
  { provider: string; domain: string; agent_client: string; passkey: string }
>()

/** Returns a provider and a domain of an owner's organization, the same each time: their number is limited. */
async function getSignIn(testServer: TestServer, owner: SignedInPerson) {
  const known = signIns.get(owner)
  if (known !== undefined) return known
  const made = {
    provider: await createProvider(testServer, owner),
    domain: await createDomain(testServer, owner),
    agent_client: await createAgentClient(testServer, owner),
    passkey: (await addPasskey(testServer, owner)).id,
  }
  signIns.set(owner, made)
  return made
}

/** Creates a provider that only publishes its settings. @returns Its id. */
export async function createProvider(testServer: TestServer, { headers }: SignedInPerson): Promise<string> {
  const { status, body, text } = await testServer.call('POST', '/api/v1/providers', {
    headers,
    body: {
      ...{
        name: newName(),
        issuer: await getSettingsOnlyProvider(),
        client_id: 'matrix',
        client_secret: 'm',
      },
      mappings: [{ value: 'matrix', suggests: { pattern: '*', level: 'user' } }],
    },
  })
  if (status !== 200) throw new Error(`creating a provider answered ${status}: ${text}`)
  return body.id
}

/** Registers a client for agents in the organization. @returns Its id. */
export async function createAgentClient(
  testServer: TestServer,
  { headers }: SignedInPerson,
): Promise<string> {
  const { status, body, text } = await testServer.call('POST', '/api/v1/agent-clients', {
    headers,
    body: { name: newName(), redirect_uris: ['https://agents.example/callback'] },
  })
  if (status !== 200) throw new Error(`registering a client answered ${status}: ${text}`)
  return body.id
}

/** Adds a domain with its DNS record, so that it can be verified. @returns The domain. */
export async function createDomain(testServer: TestServer, { headers }: SignedInPerson): Promise<string> {
  const domain = `${newName()}.example`
  const { status, body, text } = await testServer.call('POST', '/api/v1/domains', {
    headers,
    body: { domain },
  })
  if (status !== 200) throw new Error(`naming a domain answered ${status}: ${text}`)
  const { records } = await getDnsServer()
  records.set(body.record_name, body.record_value)
  return domain
}

/** Creates an application of the organization. No test uses its tokens. */
async function createApplication(
  testServer: TestServer,
  { token }: Tenant,
): Promise<{ application: string; secret: string }> {
  const { status, body, text } = await testServer.call('POST', '/api/v1/applications', {
    token,
    body: { name: newName() },
  })
  if (status !== 200) throw new Error(`creating an application answered ${status}: ${text}`)
  return { application: body.id, secret: body.secret_id }
}

const webhooks = new WeakMap<Tenant, { webhook_endpoint: string; webhook_delivery: string }>()

/** Returns a webhook endpoint of the organization with a pending delivery: nothing listens at its URL. */
async function getWebhook(testServer: TestServer, tenant: Tenant) {
  const known = webhooks.get(tenant)
  if (known !== undefined) return known
  const made = await createWebhook(testServer, tenant)
  webhooks.set(tenant, made)
  return made
}

/** Creates a webhook endpoint with a delivery. */
export async function createWebhook(testServer: TestServer, { token }: Tenant) {
  const path = '/api/v1/webhook-endpoints'
  // Nothing listens at this URL.
  const body = { url: 'http://127.0.0.1:9/hooks', event_types: ['connector.recovered'] }
  const made = await testServer.call('POST', path, { token, body })
  if (made.status !== 200)
    throw new Error(`creating a webhook endpoint answered ${made.status}: ${made.text}`)
  const ping = await testServer.call('POST', `${path}/${made.body.id}/ping`, { token })
  if (ping.status !== 200) throw new Error(`pinging answered ${ping.status}: ${ping.text}`)
  return { webhook_endpoint: made.body.id as string, webhook_delivery: ping.body.id as string }
}

const definitions = new WeakMap<Tenant, string>()

/** Returns a definition of the organization, the same each time. */
async function getDefinition(testServer: TestServer, tenant: Tenant): Promise<string> {
  const known = definitions.get(tenant)
  if (known !== undefined) return known
  const made = await createDefinition(testServer, tenant)
  definitions.set(tenant, made)
  return made
}

/** Adds a definition that no connector uses. @returns Its id. */
export async function createDefinition(testServer: TestServer, { token }: Tenant): Promise<string> {
  const { status, body, text } = await testServer.call('POST', '/api/v1/definitions', {
    token,
    body: { document: openApiText(newName()) },
  })
  if (status !== 200) throw new Error(`adding a definition answered ${status}: ${text}`)
  return body.id
}

export function openApiText(title: string): string {
  const parcels = { get: { operationId: 'listParcels', responses: { 200: { description: 'OK' } } } }
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title, version: '1' },
    servers: [{ url: 'https://api.parcels.test' }],
    paths: { '/parcels': parcels },
  })
}

export async function createLink(
  testServer: TestServer,
  { token }: Tenant,
  body: object,
): Promise<{ session_id: string; token: string }> {
  const made = await testServer.call('POST', '/api/v1/connect/sessions', { token, body })
  if (made.status !== 200) throw new Error(`making a connect link answered ${made.status}: ${made.text}`)
  return made.body
}

export async function createKey(
  testServer: TestServer,
  { token }: Tenant,
  workspace_id: string,
  grant: object,
): Promise<{ id: string; key: string }> {
  const made = await testServer.call('POST', `/api/v1/workspaces/${workspace_id}/keys`, {
    token,
    body: { name: newName(), ...grant },
  })
  if (made.status !== 200) throw new Error(`making a key answered ${made.status}: ${made.text}`)
  return made.body
}

async function narrow(
  testServer: TestServer,
  { token }: Tenant,
  workspace_id: string,
  connector: string,
): Promise<string> {
  const { status, body, text } = await testServer.call('POST', '/api/v1/account/applications/scoped-token', {
    token,
    body: { workspace_id, connector_ids: [connector] },
  })
  if (status !== 200) throw new Error(`narrowing answered ${status}: ${text}`)
  return body.token
}

export async function callWorkspace(
  { testServer }: Surroundings,
  method: 'PUT' | 'DELETE',
  { tenant, values }: TenantFixture,
  body?: object,
): Promise<void> {
  const path = `/api/v1/workspaces/${values.workspace}`
  const { status, text } = await testServer.call(method, path, { token: tenant.token, ...(body && { body }) })
  if (status !== 200) throw new Error(`${method} of a workspace answered ${status}: ${text}`)
}

/** Deletes an organization's workspace that took a name of another one, so that the name is foreign again. */
export async function removeNamesake(
  { testServer }: Surroundings,
  { token }: Tenant,
  name: string,
): Promise<void> {
  const { body } = await testServer.call('GET', `/api/v1/workspaces?name_contains=${name}`, { token })
  for (const { id } of body.data) await testServer.call('DELETE', `/api/v1/workspaces/${id}`, { token })
}

export function newName(): string {
  return `customer-${randomBytes(6).toString('hex')}`
}

type Members = Readonly<Record<Level, SignedInPerson>>

const membersByTenant = new WeakMap<Tenant, Members>()

/** Makes people members of a fixture's workspace, and of all workspaces that are later created for the tenant. */
export async function joinMembers(
  { testServer }: Surroundings,
  { tenant, values }: TenantFixture,
  members: Members,
): Promise<void> {
  await setLevels(testServer, tenant, values.workspace, members)
  membersByTenant.set(tenant, members)
}

const cursors = new WeakMap<Tenant, string>()

/** Returns the cursor after the first workspace of an organization. */
async function firstCursor(testServer: TestServer, tenant: Tenant): Promise<string> {
  const known = cursors.get(tenant)
  if (known !== undefined) return known
  const { body } = await testServer.call('GET', '/api/v1/workspaces?limit=1', { token: tenant.token })
  const cursor = new URL(body.next, 'http://house.test').searchParams.get('cursor') ?? ''
  cursors.set(tenant, cursor)
  return cursor
}
