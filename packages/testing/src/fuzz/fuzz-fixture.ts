import type { Reference } from '@bulkhead/contract/values/shapes'
import type { Engine } from '#engines'
import { forgetAttempts, type SignedInPerson, signUpOwner } from '#people'
import { type ScriptedUpstream, startScriptedUpstream } from '#scripted-upstream'
import { type Answer, startTestServer, type Tenant, type TestServer } from '#test-server'
import { answerAtWill } from './answers.ts'
import { ECHO_CONNECTORS } from './echo.ts'
import { isLost, MADE_BY_PEOPLE } from './made-by-people.ts'
import type { FuzzRequest, Sender } from './requests.ts'
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
  const senders = new Tokens(testServer, tenant, other)
  await senders.renew()
  await senders.renewPerson()
  remembered(known.pairs.revokeWorkspaceKey, await senders.makeSpareKey())
  return {
    async send(request) {
      const { id, response } = await sendResolved(testServer, upstream, known, senders, request)
      await remember(testServer, known, senders, request, id, response)
      if (upstream.arrived.length > 1_000) (upstream.arrived as unknown[]).length = 0
      return response
    },
    async close() {
      await testServer.close()
      await upstream.close()
    },
  }
}

/** Tokens of every sender. If their workspace is deleted or deactivated, they are minted again. */
class Tokens {
  #testServer: TestServer
  #tenant: Tenant
  #other: Tenant
  #tokens = new Map<Sender, string>()
  #renewed = 0
  #workspace = ''
  /** Connectors in the workspace of the scoped token. */
  readonly connectors: string[] = []
  #person: SignedInPerson | undefined
  #signingUp: Promise<void> | undefined
  constructor(testServer: TestServer, tenant: Tenant, other: Tenant) {
    this.#testServer = testServer
    this.#tenant = tenant
    this.#other = other
  }
  async renew() {
    const testServer = this.#testServer
    const tokens: [Sender, string][] = [
      ['application', await testServer.applicationToken(this.#tenant)],
      ['other application', await testServer.applicationToken(this.#other)],
    ]
    this.#tokens = new Map(tokens)
    await this.renewScoped()
    this.#renewed = Date.now()
  }
  /** Uses a new name each time: the last workspace may be deleted, renamed or inactive. */
  async renewScoped() {
    const testServer = this.#testServer
    // Uses tokens that no request carries, so that no request can revoke them in the meantime.
    const token = await testServer.applicationToken(this.#tenant)
    const otherToken = await testServer.applicationToken(this.#other)
    this.connectors.length = 0
    const scoped = await this.mintNew(token)
    const other = await testServer.mint({ token: otherToken }, 'other')
    this.#tokens.set('scoped', scoped.token).set('other scoped', other.token)
    this.#tokens.set('expired', `${scoped.token.slice(0, -4)}AAAA`)
    this.#workspace = scoped.workspace_id
    this.#tokens.set('key', (await this.makeKey(token)).key ?? '')
    await this.renewLink()
  }
  async makeKey(token: string): Promise<{ id: string; key?: string }> {
    const path = `/api/v1/workspaces/${this.#workspace}/keys`
    return (await this.#testServer.call('POST', path, { token, body: { name: 'fuzz' } })).body
  }
  /** Creates a key to revoke. The requests themselves rarely reuse a key that they created. */
  async makeSpareKey(): Promise<[workspace: string, key: string]> {
    const token = await this.#testServer.applicationToken(this.#tenant)
    return [this.#workspace, (await this.makeKey(token)).id]
  }
  /** Signs up another owner: requests change the password, the role and the session of the last one. */
  renewPerson(): Promise<void> {
    this.#signingUp ??= (async () => {
      await forgetAttempts(this.#testServer)
      this.#person = await signUpOwner(this.#testServer, this.#tenant)
    })().finally(() => {
      this.#signingUp = undefined
    })
    return this.#signingUp
  }
  get person(): SignedInPerson | undefined {
    return this.#person
  }
  /** Creates a new connect link: requests soon use one up. */
  async renewLink() {
    const testServer = this.#testServer
    const token = await testServer.applicationToken(this.#tenant)
    const body = { workspace_id: this.#workspace, on_existing: 'add', require_confirmation: false }
    const made = await testServer.call('POST', '/api/v1/connect/sessions', { token, body })
    this.#tokens.set('connect', made.body.token ?? '')
  }
  /**
   * Mints a token in a new workspace. A concurrent request may have changed the organization so that minting creates no
   * workspace.
   */
  async mintNew(token: string) {
    const testServer = this.#testServer
    for (let attempt = 1; ; attempt += 1) {
      await testServer.call('PUT', '/api/v1/organization', { token, body: { create_workspaces: true } })
      try {
        return await testServer.mint({ token }, `fuzz-scoped-${Date.now()}-${Math.random()}`)
      } catch (error) {
        if (attempt === 50) throw error
      }
    }
  }
  of(sender: Sender): string | undefined {
    return this.#tokens.get(sender)
  }
  async keepFresh() {
    if (Date.now() - this.#renewed > 600_000) await this.renew()
  }
  get client(): Tenant {
    return this.#tenant
  }
}

async function sendResolved(
  testServer: TestServer,
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
  const response = await testServer.call(request.operation.method, query === '' ? path : `${path}?${query}`, {
    ...(token !== undefined && { token }),
    ...(body !== undefined && { body }),
    headers: Object.fromEntries(
      Object.entries({ ...request.headers, ...(request.sender === 'person' && tokens.person?.headers) }).map(
        ([name, value]) => [name, value.replace('{organization}', known.organization[0] ?? '')],
      ),
    ),
  })
  return { id, response }
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
