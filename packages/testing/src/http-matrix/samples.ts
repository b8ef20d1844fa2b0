import type { OperationId } from '@bulkhead/contract/operations'
import { holdForNonce } from '#oauth/hold-for-nonce'
import { getKnownIssuer } from '#oidc/settings-only-provider'
import {
  beginSecondFactor,
  forgetAttempts,
  getCode,
  getOwner,
  linkPerson,
  newEmailToken,
  newPasswordToken,
  newSignUpToken,
  setSecondFactor,
  signInAgain,
  signUpPerson,
} from '#people'
import { addPasskey, beginPasskeySignIn, makePasskeyCredential } from '#people/passkey'
import { PROBE_DEFINITION } from '#scripted-upstream'
import { AGENT_SAMPLES } from './agents/agent-samples.ts'
import { CONNECT_SAMPLES } from './connect-samples.ts'
import { MATRIX_APP, MATRIX_CLIENT } from './matrix-documents.ts'
import type { Sample } from './sample.ts'
import {
  callWorkspace,
  createDefinition,
  createDomain,
  createInvitation,
  createKey,
  createProvider,
  createWebhook,
  newName,
  openApiText,
  type Surroundings,
  type TenantFixture,
} from './tenant-fixture.ts'

/** PNG of one pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4AWPgEpH7DwABpAE8YfuNRQAAAABJRU5ErkJggg=='
const NONCE = 'a-nonce-of-the-matrix-1234'
const NEW_NAMES = ['body.workspace_name', 'body.customer_name', 'body.external_user_id']
/** Place of an id in a grant. Minting does not check that it exists. */
const GRANTED = 'body.connector_ids.0'

/** Samples by operation. An operation without a sample does not compile. */
export const SAMPLES: Readonly<Record<OperationId, Sample>> = {
  createApplicationToken: {
    input: ({ tenant: { client_id, client_secret } }) => ({ body: { client_id, client_secret } }),
    shows: 'organization',
  },
  createScopedToken: {
    // A person in a workspace can only mint narrowed tokens.
    input: (_, __, kind) => (kind === 'person' ? { body: { create_workspace: false, read_only: true } } : {}),
    shows: 'workspace',
    free: [...NEW_NAMES, GRANTED],
  },
  createWidgetToken: {
    input: () => ({ body: { allowed_origin: 'https://app.example.com' } }),
    shows: 'workspace',
    free: NEW_NAMES,
  },
  getScopedTokenInfo: { shows: 'workspace' },
  revokeToken: {
    // Each caller revokes its own token, except the application, which revokes a token of the fixture.
    input: ({ token, narrowed }, _, kind) => ({
      body: { token_id: getTokenId(kind === 'narrowed' ? narrowed : token) },
    }),
    consumes: true,
  },
  listApplications: { shows: 'application' },
  createApplication: { input: () => ({ body: { name: newName() } }), consumes: true },
  createApplicationSecret: { consumes: true },
  retireApplicationSecret: {
    // The only secret of an application cannot be retired.
    prepare: async ({ testServer }, { tenant: { token }, values }) => {
      await testServer.call('POST', `/api/v1/applications/${values.application}/secrets`, { token })
      return {}
    },
    consumes: true,
    shows: 'secret',
  },
  revokeApplicationTokens: { consumes: true, shows: 'application' },
  deleteApplication: { consumes: true, shows: 'application' },
  getOrganizationUsage: {},
  getOrganizationSetup: {},
  getOrganization: { shows: 'organization' },
  updateOrganization: { input: () => ({ body: { create_workspaces: true } }), shows: 'organization' },
  listAccountOrganizations: { shows: 'organization' },
  getBranding: {},
  updateBranding: { input: () => ({ body: { colors: null } }) },
  setBrandingLogo: { input: () => ({ body: { content_type: 'image/png', data: PIXEL } }) },
  deleteBrandingLogo: {},
  listOrganizationCredentials: { shows: 'connector', free: ['query.cursor'], partial: ['query.cursor'] },
  listAuditRecords: {
    shows: 'workspace',
    free: ['query.cursor'],
    partial: ['query.cursor', 'query.application_id', 'query.person_id', 'query.grant_id'],
    outlives: true,
  },
  listToolCalls: {
    shows: 'connector',
    free: ['query.cursor'],
    partial: ['query.cursor', 'query.application_id', 'query.person_id', 'query.grant_id'],
    outlives: true,
  },
  getToolCallStatistics: { outlives: true },
  getToolCallGroups: {
    input: () => ({ query: { by: 'connector' } }),
    shows: 'connector',
    partial: ['query.application_id', 'query.person_id'],
    outlives: true,
  },
  getToolCall: { shows: 'tool_call', outlives: true },
  getToolCallBodies: { outlives: true },
  revokeWorkspaceTokens: { consumes: true, shows: 'workspace' },
  deleteWorkspaceAlias: {
    // Renaming turns the fixture's name into an alias.
    prepare: async (surroundings, home) => {
      await callWorkspace(surroundings, 'PUT', home, { name: newName() })
      return {}
    },
    consumes: true,
  },
  inspectConnector: { shows: 'connector' },
  checkNewConnector: {
    input: (_, upstream) => ({
      body: {
        connector_type: 'probe',
        credentials: { token: 'probe-secret-of-a-check' },
        environment: { base_url: upstream },
      },
    }),
  },
  checkConnector: { input: () => ({ body: {} }) },
  listWorkspaces: { shows: 'workspace', free: ['query.cursor'] },
  getWorkspaceStats: {},
  getWorkspace: { shows: 'workspace' },
  getWorkspaceByName: { shows: 'workspace', single: true },
  updateWorkspace: {
    input: () => ({ body: { cache_enabled: true } }),
    consumes: true,
    shows: 'workspace',
    free: ['body.name'],
  },
  deleteWorkspace: { consumes: true, shows: 'workspace' },
  createConnector: {
    input: (_, upstream) => ({
      body: {
        connector_type: 'probe',
        credentials: { token: 'probe-secret-of-a-new-connector' },
        environment: { base_url: upstream },
      },
    }),
    consumes: true,
    shows: 'workspace',
  },
  listConnectors: { shows: 'connector', free: ['query.cursor'], partial: ['query.cursor'] },
  getConnector: { shows: 'connector' },
  updateConnector: {
    input: () => ({ body: { name: newName(), credentials: { token: 'probe-secret-that-replaces' } } }),
    consumes: true,
    shows: 'connector',
    asserts_level: true,
  },
  deleteConnector: { consumes: true, asserts_level: true },
  startRecording: { consumes: true, shows: 'connector', asserts_level: true },
  stopRecording: { consumes: true, shows: 'connector', asserts_level: true },
  executeOperation: {
    input: () => ({ body: { entity: 'things', action: 'list', params: { color: 'red' } } }),
    shows: 'connector',
  },
  listSampleServices: { shows: 'workspace' },
  executeSampleOperation: {
    input: () => ({
      params: { connector_type: 'github' },
      body: { entity: 'issues', action: 'list', params: { owner: 'octocat', repo: 'Hello-World' } },
    }),
    shows: 'workspace',
  },
  listOAuthCredentials: { shows: 'organization' },
  setOAuthCredentials: {
    // The definition may be named only once.
    input: (_, _upstream, _kind, filled) => ({
      body: {
        configuration: MATRIX_CLIENT,
        ...(filled?.reference !== 'definition' && { connector_type: 'probe' }),
      },
    }),
    shows: 'organization',
  },
  // Deletes a client that does not exist, which succeeds, so that the organization's own client stays.
  deleteOAuthCredentials: { input: () => ({ params: { connector_type: 'github' } }) },
  listWebhookEndpoints: { shows: 'webhook_endpoint' },
  createWebhookEndpoint: {
    prepare: newWebhook,
    input: () => ({ body: { url: 'http://127.0.0.1:9/another' } }),
    consumes: true,
  },
  getWebhookEndpoint: { shows: 'webhook_endpoint' },
  updateWebhookEndpoint: {
    input: () => ({ body: { description: 'of the matrix' } }),
    shows: 'webhook_endpoint',
  },
  deleteWebhookEndpoint: { prepare: newWebhook, consumes: true, shows: 'webhook_endpoint' },
  rotateWebhookSecret: { input: () => ({ body: {} }), shows: 'webhook_endpoint' },
  pingWebhookEndpoint: {},
  listWebhookDeliveries: {
    shows: 'webhook_delivery',
    free: ['query.cursor'],
    partial: ['query.cursor'],
  },
  replayWebhookDelivery: { shows: 'webhook_delivery' },
  initiateOAuth: {
    managed: ['body.connector_id'],
    input: () => ({ body: { connector_type: 'probe', redirect_url: `${MATRIX_APP}/done` } }),
  },
  confirmOAuth: {
    prepare: waitForNonce,
    handle: true,
    input: ({ oauth_secret = 'of-nobody' }) => ({
      body: { server_side_oauth_secret_id: oauth_secret, nonce: NONCE },
    }),
    consumes: true,
  },
  completeOAuth: {
    // The owner declines: after consent, the response would depend on another server.
    prepare: beginAuthorization,
    input: ({ oauth_state = 'of-nobody' }) => ({
      params: { connector_type: 'probe' },
      query: { state: oauth_state, error: 'access_denied' },
    }),
  },
  ...CONNECT_SAMPLES,
  listDefinitions: { shows: 'definition' },
  getDefinition: { shows: 'definition' },
  listOwnDefinitions: { shows: 'own_definition' },
  addDefinition: {
    prepare: removeAdded,
    input: () => ({ body: { document: openApiText(`added ${newName()}`) } }),
    consumes: true,
  },
  getOwnDefinition: { shows: 'own_definition' },
  updateDefinition: {
    input: () => ({ body: { source_url: 'https://parcels.test/openapi.json' } }),
    shows: 'own_definition',
  },
  deleteDefinition: { prepare: newDefinition, consumes: true, shows: 'own_definition' },
  listSkills: { shows: 'connector', free: ['query.cursor'], partial: ['query.cursor'] },
  searchSkills: {
    input: () => ({ query: { query: 'probe' } }),
    shows: 'connector',
    free: ['query.cursor'],
    partial: ['query.cursor'],
  },
  getSkillDocs: { shows: 'connector', single: true },
  listTemplates: { input: () => ({ query: { use_global: 'true' } }), shows: 'template' },
  listGlobalTemplates: { shows: 'template' },
  cloneTemplate: { shows: 'template' },
  getTemplate: { shows: 'template' },
  listDestinationDefinitions: {},
  listConnectionTemplates: {},
  getSignUp: {},
  readSignUpLink: {
    input: ({ sign_up_token = '' }) => ({ body: { token: sign_up_token } }),
    prepare: async ({ testServer }, { tenant: { organization } }) => ({
      sign_up_token: await newSignUpToken(testServer, organization),
    }),
  },
  signUp: {
    input: ({ sign_up_token = '' }) => ({
      body: {
        token: sign_up_token,
        name: 'New owner',
        email: `${newName()}@example.com`,
        password: 'a password of some length',
      },
    }),
    prepare: async ({ testServer }, { tenant: { organization } }) => ({
      sign_up_token: await newSignUpToken(testServer, organization),
    }),
    shows: 'organization',
    costly: true,
  },
  signIn: {
    input: ({ owner: { email, password } }) => ({ body: { email, password } }),
    shows: 'person',
    costly: true,
  },
  getSession: { shows: 'session' },
  signOut: { prepare: newSession },
  listSessions: { shows: 'session' },
  listPeople: { shows: 'person', free: ['query.cursor'] },
  reviewAccess: { shows: 'person', free: ['query.cursor'] },
  endSession: { prepare: newSession, shows: 'session' },
  changePassword: {
    input: ({ owner: { password } }) => ({
      body: { current_password: password, new_password: 'another password of some length' },
    }),
    prepare: newOwner,
    costly: true,
  },
  forgotPassword: {
    input: () => ({ body: { email: `${newName()}@example.com` } }),
    // Each call counts as an attempt.
    prepare: async ({ testServer }) => {
      await forgetAttempts(testServer)
      return {}
    },
  },
  resetPassword: {
    input: ({ password_token = '' }) => ({
      body: { token: password_token, new_password: 'another password of some length' },
    }),
    prepare: async (surroundings, home) => {
      const { owner } = await newOwner(surroundings, home)
      return { owner, password_token: await newPasswordToken(surroundings.testServer, owner) }
    },
    shows: 'organization',
    costly: true,
  },
  changeName: { input: () => ({ body: { name: 'Another Name' } }), prepare: newOwner, costly: true },
  beginEmailChange: {
    input: ({ owner: { password } }) => ({
      body: { email: `${newName()}@example.com`, current_password: password },
    }),
    prepare: newOwner,
    costly: true,
  },
  confirmEmailChange: {
    input: ({ email_token = '' }) => ({ body: { token: email_token } }),
    prepare: async (surroundings, home) => {
      const { owner } = await newOwner(surroundings, home)
      return { email_token: await newEmailToken(surroundings.testServer, owner, `${newName()}@example.com`) }
    },
    costly: true,
  },
  getSecondFactor: {},
  beginSecondFactor: { input: currentPassword, prepare: newOwner, costly: true },
  confirmSecondFactor: {
    input: ({ totp_secret }) => ({ body: { code: totp_secret ? getCode(totp_secret) : '000000' } }),
    prepare: async (surroundings, home) => {
      const { owner } = await newOwner(surroundings, home)
      return { owner, totp_secret: await beginSecondFactor(surroundings.testServer, owner) }
    },
    costly: true,
  },
  renewRecoveryCodes: { input: currentPassword, prepare: newOwnerWithApp, costly: true },
  removeSecondFactor: { input: currentPassword, prepare: newOwnerWithApp, costly: true },
  listPasskeys: {},
  beginPasskey: { input: currentPassword, prepare: newOwner, costly: true },
  createPasskey: {
    input: ({ passkey_credential = {} }) => ({ body: { name: 'Laptop', credential: passkey_credential } }),
    prepare: async (surroundings, home) => {
      const { owner } = await newOwner(surroundings, home)
      return { owner, passkey_credential: await makePasskeyCredential(surroundings.testServer, owner) }
    },
    costly: true,
  },
  deletePasskey: { prepare: newPasskey, shows: 'passkey', costly: true },
  renamePasskey: {
    input: () => ({ body: { name: 'Phone' } }),
    prepare: newPasskey,
    shows: 'passkey',
    costly: true,
  },
  beginPasskeySignIn: {},
  signInByPasskey: {
    input: ({ passkey_credential = {}, passkey_cookie = '' }) => ({
      body: { credential: passkey_credential },
      cookie: passkey_cookie,
    }),
    prepare: async (surroundings, home) => {
      const { testServer } = surroundings
      const { owner } = await newOwner(surroundings, home)
      const { passkey } = await addPasskey(testServer, owner)
      const { options, cookie } = await beginPasskeySignIn(testServer)
      return { owner, passkey_credential: passkey.get(options), passkey_cookie: cookie }
    },
    costly: true,
  },
  removePersonSecondFactor: {
    prepare: async (surroundings, home) => {
      const person = await signUpPerson(surroundings.testServer, home.tenant, 'member')
      await setSecondFactor(surroundings.testServer, person)
      return { values: { ...home.values, person: person.person } }
    },
    shows: 'person',
    costly: true,
  },
  removePerson: { prepare: newPerson, shows: 'person', costly: true },
  endPersonSessions: { prepare: newPerson, shows: 'person', costly: true },
  setPersonRole: {
    input: () => ({ body: { role: 'member' } }),
    prepare: newPerson,
    shows: 'person',
    costly: true,
  },
  createInvitations: {
    input: ({ values }) => ({
      body: {
        emails: [`${newName()}@example.com`],
        role: 'member',
        workspaces: [{ workspace_id: values.workspace, level: 'user' }],
      },
    }),
  },
  listInvitations: { free: ['query.cursor'] },
  renewInvitation: { shows: 'invitation' },
  revokeInvitation: { prepare: newInvitation, shows: 'invitation' },
  getConnectorAccess: {},
  setConnectorAccess: {
    input: () => ({ body: { access: [{ entity: '*', allow: 'write', people: 'everyone' }] } }),
    consumes: true,
    shows: 'connector',
  },
  ...AGENT_SAMPLES,
  listProviders: { shows: 'provider' },
  createProvider: {
    input: ({ values }) => ({
      body: {
        ...{ name: newName(), issuer: getKnownIssuer(), client_id: 'matrix', client_secret: 'm' },
        mappings: [{ value: 'matrix', workspaces: [{ workspace_id: values.workspace, level: 'user' }] }],
      },
    }),
    consumes: true,
  },
  updateProvider: {
    input: ({ values }) => ({
      body: {
        mappings: [
          {
            value: 'matrix',
            workspaces: [{ workspace_id: values.workspace, level: 'user' }],
            suggests: { pattern: '*', level: 'user' },
          },
        ],
      },
    }),
    shows: 'provider',
  },
  deleteProvider: { prepare: newProvider, consumes: true, shows: 'provider' },
  testProvider: {},
  getProviderTest: { input: () => ({ params: { test_id: 'of-nobody' } }) },
  listProviderSuggestions: {},
  acceptProviderSuggestion: {
    input: ({ values }) => ({
      body: { claim: 'groups', value: 'matrix', workspace_id: values.workspace },
    }),
    shows: 'workspace',
  },
  findSignInProviders: { input: ({ owner: { email } }) => ({ body: { email } }) },
  beginProviderSignIn: {
    input: ({ values }) => ({ params: { provider_id: values.provider }, body: {} }),
  },
  completeProviderSignIn: {
    input: ({ tenant: { organization } }) => ({
      params: { organization_id: organization },
      query: { state: 'of-nobody', error: 'access_denied' },
    }),
  },
  linkProvider: {},
  listLinkedProviders: {},
  unlinkProvider: {
    prepare: async ({ testServer }, home) => {
      const { organization, person, provider } = home.values
      await linkPerson(testServer, organization, person, provider)
      return {}
    },
    shows: 'provider',
  },
  getDirectory: {},
  createDirectoryToken: {},
  deleteDirectoryTokens: { shows: 'provider' },
  listDomains: { shows: 'domain' },
  createDomain: { input: () => ({ body: { domain: `${newName()}.example` } }) },
  checkDomain: { shows: 'domain' },
  deleteDomain: { prepare: newDomain, shows: 'domain' },
  getSignInPolicy: {},
  updateSignInPolicy: { input: () => ({ body: { lapse_hours: 24 } }) },
  listWorkspaceMembers: { free: ['query.cursor'] },
  setWorkspaceMember: {
    input: () => ({ body: { level: 'user' } }),
    prepare: newPerson,
    shows: 'person',
    consumes: true,
    costly: true,
  },
  removeWorkspaceMember: { prepare: newPerson, shows: 'person', consumes: true, costly: true },
  setWorkspaceEveryone: { input: () => ({ body: { level: 'viewer' } }), consumes: true, shows: 'workspace' },
  createWorkspaceKey: {
    input: () => ({ body: { name: 'worker' } }),
    prepare: makeRoom,
    free: [GRANTED],
  },
  listWorkspaceKeys: { shows: 'workspace_key' },
  revokeWorkspaceKey: { prepare: newKey, shows: 'workspace_key' },
  getLiveness: {},
  getReadiness: {},
  getKeys: {},
  getMcpResource: {},
  getOpenApi: {},
}

/** Begins an authorization. Its state can be used once. */
async function beginAuthorization({ testServer }: Surroundings, home: TenantFixture) {
  const { status, body, text } = await testServer.call(
    'POST',
    '/api/v1/integrations/connectors/oauth/initiate',
    {
      token: home.token,
      body: { connector_type: 'probe', redirect_url: `${MATRIX_APP}/done` },
    },
  )
  if (status !== 200) throw new Error(`beginning an authorization answered ${status}: ${text}`)
  return { oauth_state: new URL(body.consent_url).searchParams.get('state') ?? '' }
}

/** Stores tokens of an authorization that wait for its nonce. */
async function waitForNonce({ testServer }: Surroundings, home: TenantFixture) {
  const scope = { organization: home.tenant.organization, workspace: home.values.workspace }
  const about = { definition_id: PROBE_DEFINITION, auth_option: 'probeOAuth' }
  return { oauth_secret: await holdForNonce(testServer, scope, about, NONCE) }
}

/** Creates a webhook endpoint to delete, and deletes an earlier one: their number is limited. */
async function newWebhook({ testServer }: Surroundings, { tenant, values }: TenantFixture) {
  return { values: { ...values, ...(await createWebhook(testServer, tenant)) } }
}

async function newDefinition({ testServer }: Surroundings, { tenant, values }: TenantFixture) {
  return { values: { ...values, own_definition: await createDefinition(testServer, tenant) } }
}

/** Deletes definitions of earlier calls: an organization may have 50. */
async function removeAdded({ testServer }: Surroundings, { tenant: { token } }: TenantFixture) {
  const path = '/api/v1/definitions'
  const { body } = await testServer.call('GET', path, { token })
  for (const { id, name } of body.data)
    if (name.startsWith('added ')) await testServer.call('DELETE', `${path}/${id}`, { token })
  return {}
}

/** Creates a session to end, next to the one in use. */
async function newSession({ testServer }: Surroundings, home: TenantFixture) {
  const owner = await signInAgain(testServer, home.owner)
  return { owner, values: { ...home.values, session: owner.session } }
}

/** Creates an owner for one call, who confirms by password. */
async function newOwner({ testServer }: Surroundings, { tenant, role = 'owner' }: TenantFixture) {
  return { owner: await signUpPerson(testServer, tenant, role) }
}

/** Creates an owner for one call, who has a passkey. */
async function newPasskey(surroundings: Surroundings, home: TenantFixture) {
  const { owner } = await newOwner(surroundings, home)
  const { id } = await addPasskey(surroundings.testServer, owner)
  return { owner, values: { ...home.values, passkey: id } }
}

/** Creates an owner for one call, who has a second factor. */
async function newOwnerWithApp(surroundings: Surroundings, home: TenantFixture) {
  const made = await newOwner(surroundings, home)
  await setSecondFactor(surroundings.testServer, made.owner)
  return made
}

function currentPassword({ owner: { password } }: Pick<TenantFixture, 'owner'>) {
  return { body: { current_password: password } }
}

async function newPerson({ testServer }: Surroundings, home: TenantFixture) {
  const { person } = await signUpPerson(testServer, home.tenant, 'member')
  return { values: { ...home.values, person } }
}

async function newInvitation({ testServer }: Surroundings, home: TenantFixture) {
  const invitation = await createInvitation(testServer, await getOwner(testServer, home.tenant))
  return { values: { ...home.values, invitation } }
}

async function newProvider({ testServer }: Surroundings, home: TenantFixture) {
  const provider = await createProvider(testServer, await getOwner(testServer, home.tenant))
  return { values: { ...home.values, provider } }
}

async function newDomain({ testServer }: Surroundings, home: TenantFixture) {
  const domain = await createDomain(testServer, await getOwner(testServer, home.tenant))
  return { values: { ...home.values, domain } }
}

/** Revokes the workspace's keys except those of the fixture: a workspace may have ten. */
async function makeRoom({ testServer }: Surroundings, { tenant, values }: TenantFixture) {
  const path = `/api/v1/workspaces/${values.workspace}/keys`
  const { token } = tenant
  const { body } = await testServer.call('GET', path, { token })
  for (const { id } of body.data.slice(0, -2)) await testServer.call('DELETE', `${path}/${id}`, { token })
  return {}
}

async function newKey(surroundings: Surroundings, home: TenantFixture) {
  await makeRoom(surroundings, home)
  const { tenant, values } = home
  const { id } = await createKey(surroundings.testServer, tenant, values.workspace, {})
  return { values: { ...values, workspace_key: id } }
}

/** Returns the `jti` of a token. */
function getTokenId(token: string): string {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')).jti
}
