import { Agent } from 'node:http'
import type { Reference } from '@bulkhead/contract/values/shapes'
import type { Engine } from '#engines'
import { createSend, type Send } from '#http-matrix/send'
import { type ScriptedUpstream, startScriptedUpstream } from '#scripted-upstream'
import { type Answer, startTestServer, type TestServer } from '#test-server'
import { answerAtWill } from './answers.ts'
import { ECHO_CONNECTORS } from './echo.ts'
import type { FuzzRequest, Sender } from './requests.ts'
import { Tokens } from './tokens.ts'
import { Existing } from './values.ts'

const MOST_KEPT = 40

/** Attacked tenant, another tenant, and the objects of the attacked one. */
export interface MatrixFixture {
  send(request: FuzzRequest): Promise<Answer>
  close(): Promise<void>
}

/** Existing ids of each kind, oldest first, and pairs of ids that belong together in a path with two ids. */
type Known = Readonly<Record<Reference, string[]>> & { readonly pairs: Record<string, [string, string][]> }

/** Opens a server over a fresh store with everything that a request can name. */
export async function openMatrixFixture(engine: Engine, seed: number): Promise<MatrixFixture> {
  const upstream = await startScriptedUpstream()
  const testServer = await startTestServer(engine, {
    logLevel: 'fatal',
    environment: { BULKHEAD_CONNECTORS_DIR: ECHO_CONNECTORS },
    sending: { limits: { connectTimeoutMs: 200, firstByteTimeoutMs: 200, totalTimeoutMs: 400 } },
  })
  upstream.respond(answerAtWill(seed))
  const tenant = await testServer.createTenant('Fuzz')
  const other = await testServer.createTenant('Other')
  const all = testServer.server.services.definitions.all.toSorted((a) => (a.slug === 'echo' ? -1 : 1))
  const known: Known = {
    workspace: [],
    workspace_name: [],
    connector: [],
    definition: all.map(({ definition_id }) => definition_id),
    own_definition: [],
    template: all.map(({ template_id }) => template_id),
    organization: [tenant.organization],
    application: [],
    secret: [],
    person: [],
    invitation: [],
    agent_grant: [],
    agent_client: [],
    passkey: [],
    provider: [],
    domain: [],
    tool_call: [],
    session: [],
    webhook_endpoint: [],
    webhook_delivery: [],
    connect_session: [],
    workspace_key: [],
    cursor: [],
    pairs: { retireApplicationSecret: [], deleteWorkspaceAlias: [], revokeWorkspaceKey: [] },
  }
  const agent = new Agent({ keepAlive: true })
  const sendBare = createSend(testServer.server.url, agent)
  const senders = new Tokens(testServer, tenant, other)
  await senders.renew()
  await senders.renewPerson()
  remembered(known.pairs.revokeWorkspaceKey, await senders.makeSpareKey())
  return {
    async send(request) {
      const { id, response } = await sendResolved(sendBare, upstream, known, senders, request)
      await remember(testServer, known, senders, request, id, response)
      if (upstream.arrived.length > 1_000) (upstream.arrived as unknown[]).length = 0
      return response
    },
    async close() {
      agent.destroy()
      await testServer.close()
      await upstream.close()
    },
  }
}

async function sendResolved(
  send: Send,
  upstream: ScriptedUpstream,
  known: Known,
  tokens: Tokens,
  request: FuzzRequest,
): Promise<{ id: string; response: Answer }> {
  await tokens.keepFresh()
  const resolve = (value: unknown): unknown => {
    if (value instanceof Existing) return existing(known, tokens, value, request.sender)
    if (Array.isArray(value)) return value.map(resolve)
    if (typeof value === 'string') return value.replace('{upstream}', upstream.url)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member)]))
  }
  const ids = togetherIn(known, request) ?? Object.values(request.params).map((value) => text(resolve(value)))
  const [id = '', ...rest] = ids
  const parts = [id, ...rest]
  const path = request.operation.path.replace(/\{\w+\}/g, () => pathPart(parts.shift() ?? ''))
  const query = request.query
    .flatMap(([name, value]) => [resolve(value)].flat().map((one) => `${encode(name)}=${encode(text(one))}`))
    .join('&')
  const token = tokens.of(request.sender)
  const body =
    request.body && ('text' in request.body ? request.body.text : JSON.stringify(resolve(request.body.json)))
  const own = { ...request.headers, ...(request.sender === 'person' && tokens.person?.headers) }
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...Object.fromEntries(
      Object.entries(own).map(([name, value]) => [
        name,
        value.replace('{organization}', known.organization[0] ?? ''),
      ]),
    ),
  }
  // Clients resolve dots and encode what a URL must not hold.
  const { pathname, search } = new URL(query === '' ? path : `${path}?${query}`, 'http://localhost')
  const { method } = request.operation
  const response = await send({
    method,
    url: `${pathname}${search}`,
    headers,
    ...(body !== undefined && { body }),
  })
  return { id, response: { ...response, body: parsed(response.text) } }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** Returns two ids that belong together, if both shall exist. Chosen at random they would almost never match. */
function togetherIn(known: Known, { operation, params }: FuzzRequest): readonly string[] | undefined {
  const pairs = known.pairs[operation.operationId] ?? []
  const [first, ...others] = Object.values(params)
  if (!(first instanceof Existing) || !others.every((other) => other instanceof Existing)) return undefined
  return pairs[first.pick % Math.max(1, pairs.length)]
}

function existing(known: Known, tokens: Tokens, { kind, pick }: Existing, sender: Sender): string {
  if (kind === 'client_id' || kind === 'client_secret') return tokens.client[kind]
  if (kind === 'password') return tokens.person?.password ?? ''
  // Every other time, chooses a connector of the sender's own workspace.
  const own = kind === 'connector' && sender === 'scoped' && pick % 2 === 0 ? tokens.connectors : []
  const all = own.length > 0 ? own : known[kind]
  return all[pick % Math.max(1, all.length)] ?? 'none-yet'
}

/** Returns a value as a single path segment. Clients resolve dots, and an empty segment changes the path. */
function pathPart(value: string): string {
  if (/^\.{0,2}$/.test(value) || ['stats', 'global'].includes(value)) return '%20'
  return encode(value)
}

function encode(value: string): string {
  return value === '%zz' || value === '%00' ? value : encodeURIComponent(value.toWellFormed())
}

function text(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Records ids that a success created, forgets deleted ones, and deletes the oldest if there are too many. */
async function remember(
  testServer: TestServer,
  known: Known,
  tokens: Tokens,
  { operation: { operationId }, sender }: FuzzRequest,
  id: string,
  { status, body }: Answer,
) {
  // Any request may have revoked the token of its sender, even an application's.
  if (body?.code === 'unauthenticated' && (sender === 'scoped' || sender === 'application'))
    await tokens.renew()
  if (body?.code === 'unauthenticated' && sender === 'key') await tokens.renewScoped()
  if (sender === 'person' && isLost(operationId, { status, body })) await tokens.renewPerson()
  // Another request may have deactivated the workspace of the link.
  if (body?.code === 'connect_session_ended' && sender === 'connect') await tokens.renewScoped()
  if ((operationId.startsWith('delete') && status < 300) || (sender === 'application' && status === 404))
    forget(known, tokens, id)
  if (status >= 300 || sender.startsWith('other')) return
  if (operationId === 'createConnector') {
    if (sender === 'scoped') tokens.connectors.push(body.id)
    tokens.connectors.splice(0, tokens.connectors.length - MOST_KEPT)
    await keep(testServer, tokens, known.connector, body.id, '/api/v1/integrations/connectors')
  } else if (operationId === 'createScopedToken') {
    known.workspace_name.push(body.workspace_name)
    known.workspace_name.splice(0, known.workspace_name.length - MOST_KEPT)
    await keep(testServer, tokens, known.workspace, body.workspace_id, '/api/v1/workspaces')
  } else if (operationId === 'createApplication') {
    await keep(testServer, tokens, known.application, body.id, '/api/v1/applications')
  } else if (MADE_BY_PEOPLE[operationId] !== undefined) {
    const { kind, ids } = MADE_BY_PEOPLE[operationId]
    known[kind].push(...ids(body))
    known[kind].splice(0, known[kind].length - MOST_KEPT)
  } else if (operationId === 'createConnectSession') {
    known.connect_session.push(body.session_id)
    known.connect_session.splice(0, known.connect_session.length - MOST_KEPT)
  } else if (operationId === 'createWorkspaceKey') {
    known.workspace_key.push(body.id)
    known.workspace_key.splice(0, known.workspace_key.length - MOST_KEPT)
    remembered(known.pairs.revokeWorkspaceKey, [id, body.id])
  } else if (operationId === 'createApplicationSecret') {
    remembered(known.pairs.retireApplicationSecret, [id, body.secret_id])
  } else if (operationId === 'updateWorkspace') {
    for (const alias of body.aliases) remembered(known.pairs.deleteWorkspaceAlias, [id, alias])
  } else if (operationId === 'listWorkspaces' && body.next) {
    known.cursor.push(new URL(body.next, testServer.server.url).searchParams.get('cursor') ?? '')
    known.cursor.splice(0, known.cursor.length - MOST_KEPT)
  }
}

function remembered(pairs: [string, string][] | undefined, pair: [string, string]) {
  pairs?.push(pair)
  pairs?.splice(0, pairs.length - MOST_KEPT)
}

function forget(known: Known, tokens: Tokens, id: string) {
  for (const ids of [known.connector, known.workspace, known.application, tokens.connectors]) {
    const at = ids.indexOf(id)
    if (at !== -1) ids.splice(at, 1)
  }
}

async function keep(testServer: TestServer, tokens: Tokens, ids: string[], id: string, path: string) {
  if (ids.includes(id)) return
  ids.push(id)
  if (ids.length <= MOST_KEPT) return
  const token = tokens.of('application') ?? ''
  await testServer.call('DELETE', `${path}/${ids.shift()}`, { token })
}

interface MadeByPeople {
  readonly kind: Reference
  // biome-ignore lint/suspicious/noExplicitAny: a body of any operation
  readonly ids: (body: any) => string[]
}

/** Operations of people that create or show what other requests name. */
const MADE_BY_PEOPLE: Readonly<Record<string, MadeByPeople>> = {
  createInvitations: {
    kind: 'invitation',
    ids: ({ data }) => data.flatMap(({ id }: { id?: string }) => id ?? []),
  },
  createDomain: { kind: 'domain', ids: ({ domain }) => [domain] },
  createAgentClient: { kind: 'agent_client', ids: ({ id }) => [id] },
  createProvider: { kind: 'provider', ids: ({ id }) => [id] },
  listPeople: { kind: 'person', ids: idsOf },
  listSessions: { kind: 'session', ids: idsOf },
}

function idsOf({ data }: { readonly data: readonly { readonly id: string }[] }): string[] {
  return data.map(({ id }) => id)
}

/** Returns whether a response to a person may mean that the person can no longer do what an owner does. */
function isLost(operationId: string, { status, body }: Pick<Answer, 'status' | 'body'>): boolean {
  if (status < 300) return ['changePassword', 'setPersonRole', 'removePerson'].includes(operationId)
  return body?.code === 'unauthenticated'
}
