import { createHash } from 'node:crypto'
import type { OperationId } from '@bulkhead/contract/operations'
import { PUBLIC_URL } from '#test-server'
import type { Sample } from './sample.ts'
import { createLink, type Surroundings, type TenantFixture } from './tenant-fixture.ts'

const CODE = 'a-confirmation-code-of-the-matrix-that-is-long'
const HASH = createHash('sha256').update(CODE).digest('base64url')
const CREDENTIAL = { token: 'probe-secret-of-a-link' }
const PAGE = '/api/v1/connect/session'

const DECIDED = { handle: true, managed: ['params.session_id'] } as const

type ConnectOperation = Extract<
  OperationId,
  | `${string}Connect${'Session' | 'Sessions' | 'Page' | 'Service' | 'Authorization' | 'Nonce'}`
  | `${string}${'Flow' | 'Widget'}Session`
  | 'connectByCredentials'
  | 'declineConnect'
  | 'disconnectConnector'
  | 'eraseEndUser'
>

export const CONNECT_SAMPLES: Readonly<Record<ConnectOperation, Sample>> = {
  createConnectSession: {
    shows: 'workspace',
    free: ['body.workspace_name'],
    managed: ['body.connector_id'],
    // Only an application creates workspaces.
    freeTo: ['application'],
    // Every caller except a scoped token must name a workspace.
    input: ({ values }, _, kind, filled) =>
      kind === 'scoped' || filled?.path[0]?.startsWith('workspace_')
        ? {}
        : { body: { workspace_id: values.workspace } },
  },
  listConnectSessions: {
    // The newest sessions of all workspaces may be others', and even those of this workspace may push the own one off
    // the page.
    input: ({ values }) => ({ query: { workspace_id: values.workspace, limit: '100' } }),
    shows: 'connect_session',
    free: ['query.cursor'],
    partial: ['query.cursor'],
  },
  getConnectSession: { handle: true, shows: 'connect_session' },
  // An application created the link. Among members, only a manager decides about it.
  revokeConnectSession: { ...DECIDED, consumes: true, shows: 'connect_session' },
  confirmConnectSession: {
    ...DECIDED,
    prepare: finish,
    input: (_, __, kind) => ({ body: kind === 'application' ? { confirmation_code: CODE } : {} }),
    consumes: true,
    shows: 'connect_session',
  },
  discardConnectSession: { ...DECIDED, prepare: finish, consumes: true, shows: 'connect_session' },
  eraseEndUser: { input: () => ({ params: { end_user_id: 'nobody-of-the-matrix' } }) },
  getConnectPage: { shows: 'connect_session' },
  getConnectService: { shows: 'definition' },
  connectByCredentials: {
    input: () => ({
      body: { option: 'probeToken', configuration: CREDENTIAL, confirmation_hash: HASH },
    }),
    consumes: true,
  },
  beginConnectAuthorization: {
    input: () => ({ body: { option: 'probeOAuth', confirmation_hash: HASH } }),
    consumes: true,
  },
  redeemConnectNonce: {
    prepare: beginAuthorization,
    input: ({ connect_nonce = 'of-nobody' }) => ({ body: { nonce: connect_nonce } }),
    consumes: true,
  },
  declineConnect: { consumes: true },
  disconnectConnector: { prepare: reconnect, consumes: true },
  createWidgetSession: { prepare: createFlow, consumes: true, shows: 'workspace' },
  createFlowSession: {},
  getFlowSession: { shows: 'connect_session' },
  updateFlowSession: { prepare: finishFlow, consumes: true, shows: 'connect_session' },
}

/** Completes a link as its end user. */
async function finish({ testServer }: Surroundings, { connect, values }: TenantFixture) {
  const { status, text } = await testServer.call('POST', `${PAGE}/credentials`, {
    token: connect,
    body: {
      definition_id: values.definition,
      option: 'probeToken',
      configuration: CREDENTIAL,
      confirmation_hash: HASH,
    },
  })
  if (status !== 200 || text.includes('"failed"'))
    throw new Error(`finishing a link answered ${status}: ${text}`)
  return {}
}

async function beginAuthorization({ testServer }: Surroundings, { connect, values }: TenantFixture) {
  const { status, body, text } = await testServer.call('POST', `${PAGE}/authorization`, {
    token: connect,
    headers: { origin: PUBLIC_URL },
    body: { definition_id: values.definition, option: 'probeOAuth', confirmation_hash: HASH },
  })
  if (status !== 200) throw new Error(`preparing an authorization answered ${status}: ${text}`)
  return { connect_nonce: body.nonce as string }
}

async function reconnect({ testServer }: Surroundings, { tenant, values }: TenantFixture) {
  const link = await createLink(testServer, tenant, { connector_id: values.connector })
  return { connect: link.token, values: { ...values, connect_session: link.session_id } }
}

/** Creates a session in the form of older clients. */
async function createFlow({ testServer }: Surroundings, { tenant, values }: TenantFixture) {
  const { status, body, text } = await testServer.call('POST', '/api/v1/internal/mcp_oauth/sessions', {
    token: tenant.token,
    body: {
      source_definition_id: values.definition,
      source_template_id: values.template,
      workspace_id: values.workspace,
    },
  })
  if (status !== 200) throw new Error(`making a session answered ${status}: ${text}`)
  return {
    connect: new URL(body.oauth_flow_url).hash.slice(1),
    values: { ...values, connect_session: body.session_id as string },
  }
}

/** Creates a flow like {@link createFlow} and completes it. */
async function finishFlow(surroundings: Surroundings, home: TenantFixture) {
  const made = await createFlow(surroundings, home)
  await finish(surroundings, { ...home, ...made })
  const path = `/api/v1/internal/mcp_oauth/sessions/${made.values.connect_session}`
  const { body } = await surroundings.testServer.call('GET', path, { token: home.tenant.token })
  return { ...made, values: { ...made.values, connector: body.source_id as string } }
}
