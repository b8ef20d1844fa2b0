import { createHash, randomBytes } from 'node:crypto'
import type { SignedInPerson } from '#people'
import type { TestServer } from '#test-server'

/** OAuth client of an agent, as registered at the server. */
export interface AgentClient {
  readonly client_id: string
  readonly client_secret?: string
  readonly redirect_uri: string
}

export interface AgentTokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly token_type: string
  readonly expires_in: number
  readonly scope?: string
}

/** Response of the authorization server, which does not use the API's error format. */
export interface OAuthAnswer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what the body is
  readonly body: any
}

/** Decision of a person on the consent page. */
export interface Decision {
  readonly allow?: boolean
  readonly workspace_id?: string
  readonly everywhere?: true
  readonly narrowing?: object
  readonly manages?: boolean
  readonly expires_in_days?: number
}

/** Client of the command line, which every server knows. */
export const COMMAND_LINE: AgentClient = {
  client_id: 'bulkhead_cli',
  redirect_uri: 'http://127.0.0.1:50123/callback',
}

const REDIRECT = 'https://agents.example/callback'

/** Registers a client in the way that most clients do. */
export async function registerAgent(
  testServer: TestServer,
  metadata: Readonly<Record<string, unknown>> = {},
): Promise<AgentClient> {
  const { status, body } = await send(testServer, 'POST', '/oauth/register', {
    json: {
      client_name: 'Agent',
      redirect_uris: [REDIRECT],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      ...metadata,
    },
  })
  if (status !== 201) throw new Error(`registering answered ${status}: ${JSON.stringify(body)}`)
  return { ...body, redirect_uri: body.redirect_uris[0] }
}

/** Sign-in of a client before the person has decided. */
export interface BegunSignIn {
  readonly id: string
  /** Cookies of the browser in which the sign-in began. */
  readonly cookie: string
  readonly verifier: string
  readonly state: string
}

/** Opens the authorization URL as a browser does. @returns The response, if it does not lead to the consent page. */
export async function openAuthorization(
  testServer: TestServer,
  client: AgentClient,
  asked: Readonly<Record<string, string | undefined>> = {},
  encode: (query: string) => string = (query) => query,
): Promise<OpenedSignIn> {
  const verifier = randomBytes(32).toString('base64url')
  const state = randomBytes(8).toString('hex')
  const query = {
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: client.redirect_uri,
    scope: 'mcp',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    resource: getResource(testServer, client),
    ...asked,
  }
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const path = `/oauth/authorize?${encode(`${new URLSearchParams(given)}`)}`
  const { answer, begun } = await openAuthorizationUrl(testServer, path)
  return { answer, begun: begun && { ...begun, verifier, state } }
}

interface OpenedSignIn<Begun = BegunSignIn> {
  readonly answer: OAuthAnswer
  readonly begun: Begun | undefined
}

export async function openAuthorizationUrl(
  testServer: TestServer,
  url: string,
): Promise<OpenedSignIn<Pick<BegunSignIn, 'id' | 'cookie'>>> {
  const { pathname, search } = new URL(url, testServer.server.url)
  const answer = await send(testServer, 'GET', pathname + search)
  const location = answer.headers.get('location') ?? ''
  const id = location.startsWith(`${testServer.server.services.issuer}/authorize?`)
    ? new URL(location).searchParams.get('id')
    : null
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  return { answer, begun: id === null ? undefined : { id, cookie } }
}

/** Decides as the consent page does, in the browser in which the sign-in began. */
export function decide(
  testServer: TestServer,
  person: SignedInPerson,
  begun: Pick<BegunSignIn, 'id' | 'cookie'>,
  { allow = true, ...decision }: Decision,
) {
  return testServer.call('POST', `/oauth/authorize/${begun.id}/decision`, {
    headers: { ...person.headers, cookie: `${person.cookie}; ${begun.cookie}` },
    body: { allow, ...decision },
  })
}

/** Follows the redirect of a decision. @returns The client's redirect URL with its code. */
export async function finish(
  testServer: TestServer,
  begun: Pick<BegunSignIn, 'cookie'>,
  redirect_to: string,
): Promise<URL> {
  const { pathname, search } = new URL(redirect_to)
  const { status, headers, body } = await send(testServer, 'GET', pathname + search, {
    headers: { cookie: begun.cookie },
  })
  const location = headers.get('location')
  if (location === null) throw new Error(`going on answered ${status}: ${JSON.stringify(body)}`)
  return new URL(location)
}

/** Redeems a code or token at the token endpoint. */
function redeem(
  testServer: TestServer,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<OAuthAnswer> {
  return send(testServer, 'POST', '/oauth/token', { form, headers })
}

export function redeemCode(
  testServer: TestServer,
  client: AgentClient,
  { verifier }: Pick<BegunSignIn, 'verifier'>,
  callback: URL,
  more: Readonly<Record<string, string>> = {},
): Promise<OAuthAnswer> {
  return redeem(testServer, {
    grant_type: 'authorization_code',
    client_id: client.client_id,
    ...(client.client_secret !== undefined && { client_secret: client.client_secret }),
    redirect_uri: client.redirect_uri,
    code: callback.searchParams.get('code') ?? '',
    code_verifier: verifier,
    resource: getResource(testServer, client),
    ...more,
  })
}

function getResource({ server: { services } }: TestServer, { client_id }: AgentClient): string {
  return client_id === COMMAND_LINE.client_id ? services.audience : services.mcpResource
}

export function refresh(
  testServer: TestServer,
  { client_id, client_secret }: AgentClient,
  refresh_token: string,
): Promise<OAuthAnswer> {
  return redeem(testServer, {
    grant_type: 'refresh_token',
    ...{ client_id, refresh_token },
    ...(client_secret !== undefined && { client_secret }),
  })
}

export async function signAgentIn(
  testServer: TestServer,
  person: SignedInPerson,
  decision: Decision,
  client?: AgentClient,
): Promise<{ client: AgentClient; tokens: AgentTokens; grant_id: string }> {
  const used = client ?? (await registerAgent(testServer))
  const { begun, answer } = await openAuthorization(testServer, used)
  if (begun === undefined)
    throw new Error(`authorizing answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  const decided = await decide(testServer, person, begun, decision)
  if (decided.status !== 200) throw new Error(`deciding answered ${decided.status}: ${decided.text}`)
  const callback = await finish(testServer, begun, decided.body.redirect_to)
  const { status, body } = await redeemCode(testServer, used, begun, callback)
  if (status !== 200) throw new Error(`redeeming answered ${status}: ${JSON.stringify(body)}`)
  return { client: used, tokens: body, grant_id: readClaims(body.access_token).grant_id }
}

/** Requests a device code as the command line does without a browser. */
export function askDeviceCode(
  testServer: TestServer,
  asked: Readonly<Record<string, string>> = {},
): Promise<OAuthAnswer> {
  const form = { client_id: COMMAND_LINE.client_id, ...asked }
  return send(testServer, 'POST', '/oauth/device_authorization', { form })
}

/** Polls for the decision of a person about a device code. */
export function redeemDeviceCode(
  testServer: TestServer,
  device_code: string,
  client_id = COMMAND_LINE.client_id,
): Promise<OAuthAnswer> {
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
  return redeem(testServer, { grant_type, device_code, client_id })
}

/** Returns the claims of a token. */
// biome-ignore lint/suspicious/noExplicitAny: a test asserts what they are
export function readClaims(token: string): any {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
}

/** Calls a method of `/mcp` with a token. */
export function callMcp(testServer: TestServer, token: string, method: string, params: object = {}) {
  return testServer.call('POST', '/mcp', {
    token,
    headers: { accept: 'application/json, text/event-stream' },
    body: { jsonrpc: '2.0', id: 1, method, params },
  })
}

/** Sends a request that is no operation of the contract. */
export async function send(
  testServer: TestServer,
  method: string,
  path: string,
  given: {
    readonly form?: Readonly<Record<string, string>>
    readonly json?: unknown
    readonly headers?: Readonly<Record<string, string>>
  } = {},
): Promise<OAuthAnswer> {
  const { form, json, headers } = given
  const response = await fetch(testServer.server.url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(form !== undefined && { body: new URLSearchParams(form) }),
    ...(json !== undefined && { body: JSON.stringify(json) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
