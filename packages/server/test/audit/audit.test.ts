import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { cpSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { OperationShape } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import { engines } from '@bulkhead/testing/engines'
import { createAgentClient, openApiText } from '@bulkhead/testing/http-matrix/tenant-fixture'
import { askDeviceCode, openAuthorization, registerAgent, signAgentIn } from '@bulkhead/testing/oauth/agents'
import { holdForNonce } from '@bulkhead/testing/oauth/hold-for-nonce'
import { getDnsServer } from '@bulkhead/testing/oidc/dns-server'
import { getSettingsOnlyProvider } from '@bulkhead/testing/oidc/settings-only-provider'
import {
  beginSecondFactor,
  getCode,
  linkPerson,
  newEmailToken,
  newPasswordToken,
  newSignUpToken,
  setSecondFactor,
  signUpOwner,
} from '@bulkhead/testing/people'
import { addPasskey, beginPasskeySignIn, makePasskeyCredential } from '@bulkhead/testing/people/passkey'
import { keyOf, PIER, type Pier, startPier } from '@bulkhead/testing/pier'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import {
  type Answer,
  PUBLIC_URL,
  startTestServer,
  type Tenant,
  type TestServer,
  until,
} from '@bulkhead/testing/test-server'
import pg from 'pg'

const AUDIT = '/api/v1/audit'
const CONNECTORS = '/api/v1/integrations/connectors'

/** A request that succeeds, in an organization of its own. */
interface Sample {
  path?: Record<string, string>
  body?: object
  /** Headers of a person. Absent: an application calls. */
  headers?: Readonly<Record<string, string>>
  /** Token of a caller that is neither. Default: the application's. */
  token?: string
}

/** Context of the samples. */
interface Stage {
  testServer: TestServer
  tenant: Tenant
  workspace(): Promise<string>
  connector(): Promise<string>
  application(): Promise<{ id: string; secret_id: string }>
}

const PROBE = {
  connector_type: 'probe',
  credentials: { token: 'audited-secret' },
  environment: { base_url: 'http://127.0.0.1:9' },
}

const WEBHOOKS = '/api/v1/webhook-endpoints'
/** Webhook endpoint at a closed port. */
const WEBHOOK = { url: 'http://127.0.0.1:9/hooks' }
const INVITATIONS = '/api/v1/invitations'
const LINKS = '/api/v1/connect/sessions'
const LINK = { workspace_name: 'acme', services: ['pier'] }
const CODE = 'a-confirmation-code-of-the-audit-that-is-long'
/** Input of an end user at `pier`. */
const FILLED = {
  definition_id: PIER,
  option: 'pierKey',
  configuration: { token: keyOf('birch') },
  confirmation_hash: createHash('sha256').update(CODE).digest('base64url'),
}
/** A PNG of one pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4AWPgEpH7DwABpAE8YfuNRQAAAABJRU5ErkJggg=='

/** Calls what a sample needs before. @returns The body of the response. */
async function prepare(
  { testServer, tenant }: Stage,
  method: string,
  path: string,
  body?: object,
  by: Pick<Sample, 'token' | 'headers'> = { token: tenant.token },
): Promise<Answer['body']> {
  const answer = await testServer.call(method, path, { ...by, ...(body && { body }) })
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`)
  return answer.body
}

/** A webhook endpoint, as the path of a request. */
async function addDefinition(stage: Stage): Promise<{ definition_id: string }> {
  const { id } = await prepare(stage, 'POST', '/api/v1/definitions', { document: openApiText('Parcels') })
  return { definition_id: id }
}

async function makeEndpoint(stage: Stage): Promise<{ endpoint_id: string }> {
  return { endpoint_id: (await prepare(stage, 'POST', WEBHOOKS, WEBHOOK)).id }
}

/** An owner, and another one as the target of changes. */
async function signUpTwo({ testServer, tenant }: Stage) {
  const { headers } = await signUpOwner(testServer, tenant)
  return { headers, person_id: (await signUpOwner(testServer, tenant)).person }
}

/** An invitation, and the owner who invited. */
async function invite(stage: Stage) {
  const { headers } = await signUpOwner(stage.testServer, stage.tenant)
  const invited = await prepare(
    stage,
    'POST',
    INVITATIONS,
    { emails: ['acme@example.com'], role: 'member' },
    { headers },
  )
  return { headers, path: { invitation_id: invited.data[0].id } }
}

/** A provider that suggests every workspace, and its owner. */
async function registerClient({ testServer, tenant }: Stage) {
  const owner = await signUpOwner(testServer, tenant)
  return { path: { client_id: await createAgentClient(testServer, owner) }, headers: owner.headers }
}

async function makeProvider(stage: Stage) {
  const { headers } = await signUpOwner(stage.testServer, stage.tenant)
  const issuer = await getSettingsOnlyProvider()
  const mappings = [{ value: 'audit', suggests: { pattern: '*', level: 'user' } }]
  const body = { name: 'Company', issuer, client_id: 'a', client_secret: 'a-secret', mappings }
  const { id } = await prepare(stage, 'POST', '/api/v1/providers', body, { headers })
  return { headers, path: { provider_id: id } }
}

/** A domain that can be proven, and its owner. */
async function makeDomain(stage: Stage) {
  const { headers } = await signUpOwner(stage.testServer, stage.tenant)
  const domain = `${randomBytes(6).toString('hex')}.example`
  const { record_name, record_value } = await prepare(
    stage,
    'POST',
    '/api/v1/domains',
    { domain },
    { headers },
  )
  const { records } = await getDnsServer()
  records.set(record_name, record_value)
  return { headers, path: { domain } }
}

/** A connect link that its end user finished, as the path of a request. */
async function finishLink(stage: Stage): Promise<{ session_id: string }> {
  const { session_id, token } = await prepare(stage, 'POST', LINKS, LINK)
  const { status } = await prepare(stage, 'POST', '/api/v1/connect/session/credentials', FILLED, { token })
  assert.equal(status, 'awaiting_confirmation')
  return { session_id }
}

const SAMPLES: Record<string, (stage: Stage) => Promise<Sample>> = {
  createScopedToken: async () => ({ body: { workspace_name: 'new' } }),
  createWidgetToken: async () => ({
    body: { workspace_name: 'new', allowed_origin: 'https://app.example.com' },
  }),
  revokeToken: async () => ({ body: { token_id: crypto.randomUUID() } }),
  createApplication: async () => ({ body: { name: 'Second' } }),
  createApplicationSecret: async (stage) => ({ path: { application_id: (await stage.application()).id } }),
  retireApplicationSecret: async (stage) => {
    const { id, secret_id } = await stage.application()
    const { tenant, testServer } = stage
    await testServer.call('POST', `/api/v1/applications/${id}/secrets`, { token: tenant.token })
    return { path: { application_id: id, secret_id } }
  },
  revokeApplicationTokens: async (stage) => ({ path: { application_id: (await stage.application()).id } }),
  deleteApplication: async (stage) => ({ path: { application_id: (await stage.application()).id } }),
  updateOrganization: async () => ({ body: { name: 'Renamed' } }),
  updateWorkspace: async (stage) => ({
    path: { workspace_id: await stage.workspace() },
    body: { name: 'renamed', status: 'inactive' },
  }),
  deleteWorkspace: async (stage) => ({ path: { workspace_id: await stage.workspace() } }),
  createWorkspaceKey: async (stage) => ({
    path: { workspace_id: await stage.workspace() },
    body: { name: 'worker of acme' },
  }),
  revokeWorkspaceKey: async (stage) => {
    const workspace_id = await stage.workspace()
    const { id } = await prepare(stage, 'POST', `/api/v1/workspaces/${workspace_id}/keys`, { name: 'worker' })
    return { path: { workspace_id, key_id: id } }
  },
  deleteWorkspaceAlias: async (stage) => {
    const workspace_id = await stage.workspace()
    await stage.testServer.call('PUT', `/api/v1/workspaces/${workspace_id}`, {
      token: stage.tenant.token,
      body: { name: 'renamed' },
    })
    return { path: { workspace_id, name: 'acme' } }
  },
  revokeWorkspaceTokens: async (stage) => ({ path: { workspace_id: await stage.workspace() } }),
  createConnector: async () => ({ body: PROBE }),
  updateConnector: async (stage) => ({
    path: { connector_id: await stage.connector() },
    body: { name: 'Renamed', credentials: { token: 'another-secret' } },
  }),
  deleteConnector: async (stage) => ({ path: { connector_id: await stage.connector() } }),
  startRecording: async (stage) => ({ path: { connector_id: await stage.connector() }, body: {} }),
  stopRecording: async (stage) => {
    const connector_id = await stage.connector()
    await stage.testServer.call('POST', `${CONNECTORS}/${connector_id}/recording`, {
      token: stage.tenant.token,
      body: {},
    })
    return { path: { connector_id } }
  },
  getToolCallBodies: async ({ testServer, tenant: { token }, connector }) => {
    const path = `${CONNECTORS}/${await connector()}`
    await testServer.call('POST', `${path}/recording`, { token, body: {} })
    // Nothing listens there, so only the request is recorded.
    await testServer.call('POST', `${path}/execute`, { token, body: { entity: 'things', action: 'list' } })
    const calls = async () => (await testServer.call('GET', '/api/v1/tool-calls', { token })).body.data
    await until(async () => (await calls()).length > 0)
    return { path: { tool_call_id: (await calls())[0].id } }
  },
  setOAuthCredentials: async () => ({ body: CLIENT }),
  deleteOAuthCredentials: async (stage) => {
    await stage.testServer.call('PUT', CLIENTS, { token: stage.tenant.token, body: CLIENT })
    return { path: { connector_type: 'github' } }
  },
  initiateOAuth: async ({ testServer, tenant: { token } }) => {
    const origin = 'https://app.example.com'
    await testServer.call('PUT', CLIENTS, { token, body: CLIENT })
    await testServer.call('PUT', '/api/v1/organization', { token, body: { redirect_origins: [origin] } })
    return { body: { connector_type: 'github', redirect_url: origin } }
  },
  confirmOAuth: async ({ testServer, tenant, workspace }) => {
    const { token, organization } = tenant
    await testServer.call('PUT', CLIENTS, { token, body: CLIENT })
    const { body } = await testServer.call('GET', '/api/v1/integrations/definitions/sources?name=github', {
      token,
    })
    const about = { definition_id: body.definitions[0].sourceDefinitionId, auth_option: 'githubOAuth' }
    const nonce = 'a-nonce-of-the-audit-12345'
    const scope = { organization, workspace: await workspace() }
    return {
      body: { server_side_oauth_secret_id: await holdForNonce(testServer, scope, about, nonce), nonce },
    }
  },
  signUp: async ({ testServer, tenant }) => ({
    body: {
      token: await newSignUpToken(testServer, tenant.organization),
      name: 'secret name',
      email: `acme-${randomBytes(6).toString('hex')}@example.com`,
      password: 'a password of some length',
    },
    headers: { origin: PUBLIC_URL },
  }),
  signIn: async ({ testServer, tenant }) => {
    const { email, password } = await signUpOwner(testServer, tenant)
    return { body: { email, password }, headers: { origin: PUBLIC_URL } }
  },
  signOut: async ({ testServer, tenant }) => ({ headers: (await signUpOwner(testServer, tenant)).headers }),
  changePassword: async ({ testServer, tenant }) => {
    const { headers, password } = await signUpOwner(testServer, tenant)
    return { body: { current_password: password, new_password: 'another secret password' }, headers }
  },
  confirmSecondFactor: async ({ testServer, tenant }) => {
    const owner = await signUpOwner(testServer, tenant)
    return { body: { code: getCode(await beginSecondFactor(testServer, owner)) }, headers: owner.headers }
  },
  renewRecoveryCodes: async ({ testServer, tenant }) => {
    const owner = await signUpOwner(testServer, tenant)
    await setSecondFactor(testServer, owner)
    return { body: { current_password: owner.password }, headers: owner.headers }
  },
  removeSecondFactor: async ({ testServer, tenant }) => {
    const owner = await signUpOwner(testServer, tenant)
    await setSecondFactor(testServer, owner)
    return { body: { current_password: owner.password }, headers: owner.headers }
  },
  resetPassword: async ({ testServer, tenant }) => {
    const token = await newPasswordToken(testServer, await signUpOwner(testServer, tenant))
    return { body: { token, new_password: 'another secret password' }, headers: { origin: PUBLIC_URL } }
  },
  changeName: async ({ testServer, tenant }) => ({
    body: { name: 'secret name' },
    headers: (await signUpOwner(testServer, tenant)).headers,
  }),
  confirmEmailChange: async ({ testServer, tenant }) => {
    const email = `acme-${randomBytes(6).toString('hex')}@example.com`
    const token = await newEmailToken(testServer, await signUpOwner(testServer, tenant), email)
    return { body: { token }, headers: { origin: PUBLIC_URL } }
  },
  createPasskey: async ({ testServer, tenant }) => {
    const owner = await signUpOwner(testServer, tenant)
    const credential = await makePasskeyCredential(testServer, owner)
    return { body: { name: 'secret name', credential }, headers: owner.headers }
  },
  deletePasskey: async ({ testServer, tenant }) => {
    const owner = await signUpOwner(testServer, tenant)
    const { id } = await addPasskey(testServer, owner)
    return { path: { passkey_id: id }, headers: owner.headers }
  },
  renamePasskey: async ({ testServer, tenant }) => {
    const owner = await signUpOwner(testServer, tenant)
    const { id } = await addPasskey(testServer, owner)
    return { path: { passkey_id: id }, body: { name: 'secret name' }, headers: owner.headers }
  },
  signInByPasskey: async ({ testServer, tenant }) => {
    const { passkey } = await addPasskey(testServer, await signUpOwner(testServer, tenant))
    const { options, cookie } = await beginPasskeySignIn(testServer)
    return { body: { credential: passkey.get(options) }, headers: { origin: PUBLIC_URL, cookie } }
  },
  removePersonSecondFactor: async ({ testServer, tenant }) => {
    const [{ headers }, other] = [
      await signUpOwner(testServer, tenant),
      await signUpOwner(testServer, tenant),
    ]
    await setSecondFactor(testServer, other)
    return { path: { person_id: other.person }, headers }
  },
  removePerson: async ({ testServer, tenant }) => {
    const [{ headers }, { person }] = [
      await signUpOwner(testServer, tenant),
      await signUpOwner(testServer, tenant),
    ]
    return { path: { person_id: person }, headers }
  },
  endPersonSessions: async ({ testServer, tenant }) => {
    const [{ headers }, { person }] = [
      await signUpOwner(testServer, tenant),
      await signUpOwner(testServer, tenant),
    ]
    return { path: { person_id: person }, headers }
  },
  endSession: async ({ testServer, tenant }) => {
    const { headers, session } = await signUpOwner(testServer, tenant)
    return { path: { session_id: session }, headers }
  },
  updateBranding: async () => ({ body: { name: 'Renamed' } }),
  setBrandingLogo: async () => ({ body: { content_type: 'image/png', data: PIXEL } }),
  deleteBrandingLogo: async (stage) => {
    const body = { content_type: 'image/png', data: PIXEL }
    await prepare(stage, 'PUT', '/api/v1/organization/branding/logo', body)
    return {}
  },
  setConnectorAccess: async (stage) => {
    const { headers } = await signUpOwner(stage.testServer, stage.tenant)
    return { path: { connector_id: await stage.connector() }, body: { access: [] }, headers }
  },
  setPersonRole: async (stage) => {
    const { headers, person_id } = await signUpTwo(stage)
    return { path: { person_id }, body: { role: 'member' }, headers }
  },
  setWorkspaceMember: async (stage) => {
    const { headers, person_id } = await signUpTwo(stage)
    return { path: { workspace_id: await stage.workspace(), person_id }, body: { level: 'user' }, headers }
  },
  removeWorkspaceMember: async (stage) => {
    const [{ headers, person_id }, workspace_id] = [await signUpTwo(stage), await stage.workspace()]
    const path = `/api/v1/workspaces/${workspace_id}/members/${person_id}`
    await prepare(stage, 'PUT', path, { level: 'user' }, { headers })
    return { path: { workspace_id, person_id }, headers }
  },
  setWorkspaceEveryone: async (stage) => {
    const { headers } = await signUpOwner(stage.testServer, stage.tenant)
    return { path: { workspace_id: await stage.workspace() }, body: { level: 'viewer' }, headers }
  },
  decideAgentSignIn: async (stage) => {
    const { testServer, tenant } = stage
    const owner = await signUpOwner(testServer, tenant)
    const { begun } = await openAuthorization(testServer, await registerAgent(testServer))
    const headers = { ...owner.headers, cookie: `${owner.cookie}; ${begun?.cookie}` }
    const body = { allow: true, workspace_id: await stage.workspace() }
    return { path: { sign_in_id: begun?.id ?? '' }, body, headers }
  },
  decideDeviceSignIn: async (stage) => {
    const { headers } = await signUpOwner(stage.testServer, stage.tenant)
    const { user_code } = (await askDeviceCode(stage.testServer)).body
    return { body: { user_code, allow: true, workspace_id: await stage.workspace() }, headers }
  },
  endAgentGrant: async (stage) => {
    const { testServer, tenant } = stage
    const owner = await signUpOwner(testServer, tenant)
    const { grant_id } = await signAgentIn(testServer, owner, { workspace_id: await stage.workspace() })
    return { path: { grant_id }, headers: owner.headers }
  },
  createAgentClient: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return { body: { name: 'Agent', redirect_uris: ['https://agents.example/callback'] }, headers }
  },
  updateAgentClient: async (stage) => ({ ...(await registerClient(stage)), body: { name: 'Renamed' } }),
  deleteAgentClient: registerClient,
  createInvitations: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return { body: { emails: ['acme@example.com'], role: 'member' }, headers }
  },
  createProvider: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    const issuer = await getSettingsOnlyProvider()
    return { body: { name: 'Company', issuer, client_id: 'a', client_secret: 'a-secret' }, headers }
  },
  updateProvider: async (stage) => ({ ...(await makeProvider(stage)), body: { name: 'Renamed' } }),
  deleteProvider: makeProvider,
  unlinkProvider: async (stage) => {
    const { headers, path } = await makeProvider(stage)
    const { organization } = stage.tenant
    const { body } = await stage.testServer.call('GET', '/auth/session', { headers })
    await linkPerson(stage.testServer, organization, body.person.id, path.provider_id)
    return { headers, path }
  },
  createDirectoryToken: makeProvider,
  deleteDirectoryTokens: makeProvider,
  acceptProviderSuggestion: async (stage) => {
    const workspace_id = await stage.workspace()
    return { ...(await makeProvider(stage)), body: { claim: 'groups', value: 'audit', workspace_id } }
  },
  createDomain: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return { body: { domain: 'new.example' }, headers }
  },
  checkDomain: makeDomain,
  deleteDomain: makeDomain,
  updateSignInPolicy: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return { body: { lapse_hours: 12 }, headers }
  },
  renewInvitation: invite,
  revokeInvitation: invite,
  addDefinition: async () => ({ body: { document: openApiText('Parcels') } }),
  updateDefinition: async (stage) => ({ path: await addDefinition(stage), body: { name: 'renamed' } }),
  deleteDefinition: async (stage) => ({ path: await addDefinition(stage) }),
  createWebhookEndpoint: async () => ({ body: WEBHOOK }),
  updateWebhookEndpoint: async (stage) => ({
    path: await makeEndpoint(stage),
    body: { description: 'renamed' },
  }),
  deleteWebhookEndpoint: async (stage) => ({ path: await makeEndpoint(stage) }),
  rotateWebhookSecret: async (stage) => ({ path: await makeEndpoint(stage), body: {} }),
  pingWebhookEndpoint: async (stage) => ({ path: await makeEndpoint(stage) }),
  replayWebhookDelivery: async (stage) => {
    const { endpoint_id } = await makeEndpoint(stage)
    const { id } = await prepare(stage, 'POST', `${WEBHOOKS}/${endpoint_id}/ping`)
    // Tries are rows as well: none is in progress while the sample looks at them.
    const path = `${WEBHOOKS}/${endpoint_id}/deliveries`
    await until(async () => (await prepare(stage, 'GET', path)).data[0]?.tries.length > 0)
    return { path: { endpoint_id, delivery_id: id } }
  },
  createConnectSession: async (stage) => ({
    body: { workspace_id: await stage.workspace(), services: ['pier'] },
  }),
  revokeConnectSession: async (stage) => {
    const { session_id } = await prepare(stage, 'POST', LINKS, LINK)
    return { path: { session_id } }
  },
  confirmConnectSession: async (stage) => ({
    path: await finishLink(stage),
    body: { confirmation_code: CODE },
  }),
  discardConnectSession: async (stage) => ({ path: await finishLink(stage) }),
  eraseEndUser: async (stage) => {
    await prepare(stage, 'POST', LINKS, { ...LINK, end_user: { id: 'of-acme' } })
    return { path: { end_user_id: 'of-acme' } }
  },
  connectByCredentials: async (stage) => {
    const { token } = await prepare(stage, 'POST', LINKS, LINK)
    return { body: FILLED, token }
  },
  declineConnect: async (stage) => {
    const { token } = await prepare(stage, 'POST', LINKS, LINK)
    return { token }
  },
  disconnectConnector: async (stage) => {
    const { token } = await prepare(stage, 'POST', LINKS, { connector_id: await stage.connector() })
    return { token }
  },
  createWidgetSession: async ({ testServer, tenant }) => ({
    body: {},
    token: (await testServer.mint(tenant, 'acme')).token,
    headers: { origin: PUBLIC_URL },
  }),
  createFlowSession: async (stage) => {
    const templates = await prepare(stage, 'GET', '/api/v1/integrations/templates/sources/global')
    const { id } = templates.data.find(
      ({ connector_name }: { connector_name: string }) => connector_name === 'pier',
    )
    return {
      body: {
        source_definition_id: PIER,
        source_template_id: id,
        workspace_id: await stage.workspace(),
      },
    }
  },
}

/** Events that an operation records in addition to its own event. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  connectByCredentials: ['connector.created'],
}

const CLIENTS = '/api/v1/oauth/credentials'
const CLIENT = { connector_type: 'github', configuration: { client_id: 'a', client_secret: 'a-secret' } }

for (const engine of engines) {
  describe(`audit on ${engine.name}`, () => {
    let testServer: TestServer
    let admin: pg.Client | undefined
    let pier: Pier

    before(async () => {
      pier = await startPier()
      cpSync(TEST_CONNECTORS, pier.documents, { recursive: true })
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: pier.documents },
      })
      const adminUrl = testServer.store.postgres?.adminUrl
      if (adminUrl === undefined) return
      admin = new pg.Client({ connectionString: adminUrl })
      await admin.connect()
      await admin.query(`
        create table public.without_records (organization_id uuid);
        create function public.refuse() returns trigger language plpgsql security definer as $$
        begin
          if exists (select from public.without_records w where w.organization_id = new.organization_id)
          then raise exception 'no record today'; end if;
          return new;
        end $$;
        create trigger refuse before insert on bulkhead.audit_records for each row
        execute function public.refuse()`)
    })
    after(async () => {
      await admin?.end()
      await testServer?.close()
      await pier?.close()
      await engine.close()
    })

    async function getStage(name: string): Promise<Stage> {
      const tenant = await testServer.createTenant(name)
      return {
        testServer,
        tenant,
        workspace: async () => (await testServer.mint(tenant, 'acme')).workspace_id,
        connector: async () =>
          (await testServer.call('POST', CONNECTORS, { token: tenant.token, body: PROBE })).body.id,
        async application() {
          const { body } = await testServer.call('POST', '/api/v1/applications', {
            token: tenant.token,
            body: { name: 'Second' },
          })
          const { body: listed } = await testServer.call('GET', '/api/v1/applications', {
            token: tenant.token,
          })
          const { secrets } = listed.data.find(({ id }: { id: string }) => id === body.id)
          return { id: body.id, secret_id: secrets[0].secret_id }
        },
      }
    }

    function send({ method, path }: OperationShape, token: string, sample: Sample) {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(sample.path?.[name] ?? ''))
      return testServer.call(method, filled, {
        ...(sample.token !== undefined && { token: sample.token }),
        ...(sample.token === undefined && sample.headers === undefined && { token }),
        ...(sample.body && { body: sample.body }),
        ...(sample.headers && { headers: sample.headers }),
      })
    }

    async function getRecords(token: string, { headers }: Pick<Answer, 'headers'>, query = '') {
      const request_id = headers.get('x-request-id')
      const { body, status, text } = await testServer.call('GET', `${AUDIT}?limit=100${query}`, { token })
      assert.equal(status, 200, text)
      return body.data.filter((record: { request_id: string }) => record.request_id === request_id)
    }

    /**
     * Returns every row of the organization as one string. Left out are the audit records, rows that
     * background work writes about calls to services, and the attempts at a connect link, which count whether
     * or not the request succeeds.
     */
    async function everything(of: pg.Client, organization: string): Promise<string> {
      const { rows } = await of.query(`
        select table_name as name from information_schema.columns
        where table_schema = 'bulkhead' and column_name = 'organization_id' and table_name <> 'audit_records'
          and table_name !~ '^(tool_call|called_operations)'
        order by 1`)
      const contents: string[] = []
      for (const { name } of rows) {
        const found = await of.query(
          `select coalesce(string_agg(content, ';' order by content), '') as content
           from (select (to_jsonb(t) - 'attempts')::text as content
             from bulkhead.${name} t where organization_id = $1) as contents`,
          [organization],
        )
        contents.push(`${name}: ${found.rows[0].content}`)
      }
      return contents.join('\n')
    }

    for (const operation of operations.filter(({ audit }) => audit !== null)) {
      test(`${operation.operationId} leaves one record, with what it does or not at all`, async () => {
        const makeSample = SAMPLES[operation.operationId]
        assert.ok(makeSample, `${operation.operationId} has an audit event and no sample here`)
        const stage = await getStage(operation.operationId)
        const { token, organization } = stage.tenant
        const sample = await makeSample(stage)
        if (admin !== undefined) {
          const before = await everything(admin, organization)
          await admin.query('insert into public.without_records values ($1)', [organization])
          const refused = await send(operation, token, sample)
          assert.equal(refused.status, 500, refused.text)
          assert.equal(await everything(admin, organization), before)
          assert.deepEqual(await getRecords(token, refused), [])
          await admin.query('delete from public.without_records')
        }
        const response = await send(operation, token, sample)
        assert.ok(response.status < 300, `${response.status} ${response.text}`)
        const records = await getRecords(token, response)
        const isOwn = ({ event }: { event: string }) => event === operation.audit
        const [record, ...more] = records.filter(isOwn)
        assert.deepEqual(more, [])
        assert.deepEqual(
          records
            .filter((other: { event: string }) => !isOwn(other))
            .map(({ event }: { event: string }) => event),
          ALSO[operation.operationId] ?? [],
        )
        assert.deepEqual([record?.outcome, record?.code], ['done', null])
        const { event, ...ids } = record
        assert.equal(event, operation.audit)
        assert.equal(
          record.definition_id !== null,
          /^(connector|definition|oauth|oauth_credentials|tool_call)\./.test(String(event)),
        )
        assert.doesNotMatch(JSON.stringify(ids), /acme|renamed|secret/i)
      })
    }

    test('records of one service are found by it', async () => {
      const { tenant, connector, application } = await getStage('By service')
      const { token } = tenant
      const connector_id = await connector()
      await application()
      await testServer.call('PUT', CLIENTS, { token, body: CLIENT })
      const list = async (query: string) =>
        (await testServer.call('GET', `${AUDIT}?${query}`, { token })).body.data
      const [created] = await list('event=connector.created')
      assert.equal(created.subject_id, connector_id)
      assert.deepEqual(await list(`definition_id=${created.definition_id}`), [created])
      assert.deepEqual(await list(`definition_id=${created.definition_id}&outcome=refused`), [])
      const [set] = await list('event_contains=oauth')
      assert.notEqual(set.definition_id, created.definition_id)
      assert.deepEqual(await list(`definition_id=${crypto.randomUUID()}`), [])
    })

    test('a rolled back change leaves no record, and a refusal leaves its own', async () => {
      const { tenant, workspace } = await getStage('Rolled back')
      const { token } = tenant
      const taken = await testServer.mint(tenant, 'taken')
      const rename = await testServer.call('PUT', `/api/v1/workspaces/${await workspace()}`, {
        token,
        body: { name: 'taken' },
      })
      assert.equal(rename.status, 409)
      assert.deepEqual(await getRecords(token, rename), [])
      const { body } = await testServer.call('GET', '/api/v1/workspaces?name_contains=default', { token })
      const protectedOne = await testServer.call('DELETE', `/api/v1/workspaces/${body.data[0].id}`, { token })
      assert.equal(protectedOne.status, 409)
      // A refusal is recorded once its response was sent.
      await until(async () => (await getRecords(token, protectedOne)).length > 0)
      const [refusal, ...more] = await getRecords(token, protectedOne)
      assert.deepEqual(more, [])
      assert.deepEqual(
        [refusal.event, refusal.outcome, refusal.code],
        ['deleteWorkspace', 'refused', 'workspace_protected'],
      )
      const unknown = await testServer.call('GET', '/api/v1/workspaces', { token: `${taken.token}x` })
      assert.equal(unknown.status, 401)
      assert.deepEqual(await getRecords(token, unknown), [])
    })

    test('a record carries the id of this server, and the line of the log that of the caller beside it', async () => {
      const { tenant } = await getStage('Own ids')
      const { token } = tenant
      const own = crypto.randomUUID()
      const response = await testServer.call('POST', '/api/v1/applications', {
        token,
        body: { name: 'Second' },
        headers: { 'x-request-id': own },
      })
      assert.equal(response.status, 200, response.text)
      assert.notEqual(response.headers.get('x-request-id'), own)
      assert.equal((await getRecords(token, response)).length, 1)
      const lines = testServer.log.filter((line) => line.includes(own)).map((line) => JSON.parse(line))
      assert.deepEqual(
        lines.map(({ request_id, caller_request_id }) => [request_id, caller_request_id]),
        [[response.headers.get('x-request-id'), own]],
      )
      await testServer.call('GET', '/api/v1/applications', {
        token,
        headers: { 'x-request-id': 'not-an-id' },
      })
      assert.ok(!testServer.log.some((line) => line.includes('not-an-id')))
    })

    test('refusals of one token are recorded five times a minute and code', async () => {
      const { tenant } = await getStage('Refused')
      const { token, workspace_id } = await testServer.mint(tenant, 'acme')
      for (let attempt = 0; attempt < 9; attempt += 1) {
        assert.equal((await testServer.call('GET', AUDIT, { token })).status, 403)
      }
      const recorded = async () =>
        (await testServer.call('GET', `${AUDIT}?outcome=refused`, { token: tenant.token })).body.data
      await until(async () => (await recorded()).length >= 5)
      await setTimeout(200) // a sixth would be written by now
      const records = await recorded()
      assert.equal(records.length, 5)
      for (const record of records) {
        assert.deepEqual(
          [record.event, record.code, record.workspace_id],
          ['listAuditRecords', 'not_permitted', workspace_id],
        )
      }
    })

    test('filters, pages that do not move, and nothing of another organization', async () => {
      const { tenant } = await getStage('Listed')
      const { tenant: stranger } = await getStage('Stranger')
      const { token } = tenant
      const [one, two] = [await testServer.mint(tenant, 'one'), await testServer.mint(tenant, 'two')]
      const update = (workspace_id: string) =>
        testServer.call('PUT', `/api/v1/workspaces/${workspace_id}`, { token, body: { cache_enabled: true } })
      for (const id of [one.workspace_id, two.workspace_id, one.workspace_id]) await update(id)
      const list = async (query: string, of = token) => {
        const { body, status, text } = await testServer.call('GET', `${AUDIT}${query}`, { token: of })
        assert.equal(status, 200, text)
        return body as { data: Record<string, string>[]; next: string | null }
      }
      const { data: all, next } = await list('')
      assert.equal(next, null)
      assert.deepEqual(
        all.map(({ event }) => event),
        [...Array(3).fill('workspace.updated'), ...Array(2).fill('workspace.created')],
      )
      const seen = async (query: string, of?: string) => (await list(query, of)).data.map(({ id }) => id)
      const ids = all.map(({ id }) => id)
      const [a, , c, d, e] = ids
      const named = await list('?event=workspace.created&include_names=true')
      assert.deepEqual(
        named.data.map((record) => record.workspace_name),
        ['two', 'one'],
      )
      assert.ok(all.every((record) => !('workspace_name' in record)))
      assert.deepEqual(await seen('?event=workspace.created'), [d, e])
      for (const part of ['Workspace created', 'workspace.created', 'space_cr'])
        assert.deepEqual(await seen(`?event_contains=${encodeURIComponent(part)}`), [d, e], part)
      assert.deepEqual(await seen('?event_contains=deleted'), [])
      assert.deepEqual(await seen(`?event_contains=work&workspace_id=${one.workspace_id}`), [a, c, e])
      assert.deepEqual(await seen(`?workspace_id=${one.workspace_id}`), [a, c, e])
      assert.deepEqual(await seen(`?application_id=${all[0]?.application_id}`), ids)
      assert.deepEqual(await seen(`?application_id=${crypto.randomUUID()}`), [])
      assert.deepEqual(await seen('?outcome=refused'), [])
      const moment = String(all[2]?.recorded_at)
      const [since, until] = [await seen(`?since=${moment}`), await seen(`?until=${moment}`)]
      assert.deepEqual([...since, ...until], ids)
      assert.ok(since.includes(c) && !until.includes(c))
      assert.deepEqual(await seen(`?workspace_id=${one.workspace_id}`, stranger.token), [])

      const first = await list('?limit=2')
      await update(two.workspace_id)
      const second = await list(String(first.next).slice(AUDIT.length))
      const third = await list(String(second.next).slice(AUDIT.length))
      assert.equal(third.next, null)
      assert.deepEqual(
        [first, second, third].flatMap(({ data }) => data.map(({ id }) => id)),
        ids,
      )
    })
  })
}
