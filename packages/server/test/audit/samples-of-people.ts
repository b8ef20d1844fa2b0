import { randomBytes } from 'node:crypto'
import { createAgentClient } from '@bulkhead/testing/http-matrix/tenant-fixture'
import { askDeviceCode, openAuthorization, registerAgent, signAgentIn } from '@bulkhead/testing/oauth/agents'
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
import { PUBLIC_URL } from '@bulkhead/testing/test-server'
import { type MakeSample, prepare, type Stage } from './sample.ts'

const INVITATIONS = '/api/v1/invitations'

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

/** A registered agent client, and the owner who registered it. */
async function registerClient({ testServer, tenant }: Stage) {
  const owner = await signUpOwner(testServer, tenant)
  return { path: { client_id: await createAgentClient(testServer, owner) }, headers: owner.headers }
}

/** A provider that suggests every workspace, and its owner. */
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

/** Samples of operations about people, their sign-in and their agents. */
export const PEOPLE_SAMPLES: Readonly<Record<string, MakeSample>> = {
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
  removePerson: async (stage) => {
    const { headers, person_id } = await signUpTwo(stage)
    return { path: { person_id }, headers }
  },
  endPersonSessions: async (stage) => {
    const { headers, person_id } = await signUpTwo(stage)
    return { path: { person_id }, headers }
  },
  endSession: async ({ testServer, tenant }) => {
    const { headers, session } = await signUpOwner(testServer, tenant)
    return { path: { session_id: session }, headers }
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
}
