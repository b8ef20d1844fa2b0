import crypto, { randomBytes } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ResponsePace } from '@bulkhead/server/access/request/response-pace'
import { readSettings } from '@bulkhead/server/main/settings'
import { type RunningServer, type Sending, startServer } from '@bulkhead/server/main/start-server'
import { createOrganization } from '@bulkhead/server/operator/create-organization'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { createLog } from '@bulkhead/server/platform/log'
import type { DestinationStream } from 'pino'
import { askWhileBusy, getRetryAfter } from './busy/while-busy.ts'
import type { Engine, Store } from './engines.ts'
import { createSend } from './http-matrix/send.ts'
import { getDnsServer } from './oidc/dns-server.ts'

/**
 * Cost of password hashes in tests. A usual hash deliberately takes 70 ms; this one has the same form with little work.
 */
const LITTLE_WORK = { N: 16 }
const { scrypt } = crypto
// Replaces the function that hashes passwords. Servers in their own processes hash as usual.
crypto.scrypt = ((password, salt, bytes, options, done) =>
  scrypt(password, salt, bytes, { ...options, ...LITTLE_WORK }, done)) as typeof scrypt
syncBuiltinESMExports()

export const PUBLIC_URL = 'http://house.test'

/** Response with its body parsed, if it was JSON. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what the body is
  readonly body: any
  readonly text: string
}

export interface CallOptions {
  token?: string
  body?: unknown
  headers?: Record<string, string>
}

/** Organization with credentials of its application. */
export interface Tenant {
  readonly organization: string
  readonly client_id: string
  readonly client_secret: string
  readonly token: string
}

/** Running server on a fresh store, with helpers for common requests. */
export interface TestServer {
  readonly server: RunningServer
  readonly store: Store
  readonly log: readonly string[]
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** Creates an organization and an application token. */
  createTenant(name: string): Promise<Tenant>
  applicationToken(client: Pick<Tenant, 'client_id' | 'client_secret'>): Promise<string>
  /** Mints a scoped token. If no workspace has the name, the server creates it. */
  mint(
    tenant: Pick<Tenant, 'token'>,
    workspace_name: string,
  ): Promise<{ token: string; workspace_id: string }>
  close(): Promise<void>
}

export interface TestServerOptions {
  /** Further settings, as environment variables. */
  environment?: Readonly<Record<string, string>>
  logLevel?: string
  /** Time limits and name resolution of the requests to upstreams. */
  sending?: Sending
  /** Time limits of callers, if they are shorter than usual. */
  pace?: Partial<ResponsePace>
  /** Store to share with another server. Closing does not remove it. */
  store?: Store
}

/** Sends to any origin; `node:http` takes half the time of `fetch`. */
const send = createSend('')

/** Starts a server in this process over `engine`. Upstreams on loopback are allowed. */
export async function startTestServer(engine: Engine, options: TestServerOptions = {}): Promise<TestServer> {
  const store = options.store ?? (await engine.createStore())
  const lines: string[] = []
  const destination: DestinationStream = { write: (line) => void lines.push(line) }
  const log = createLog(options.logLevel ?? 'info', destination)
  const settings = readSettings({
    BULKHEAD_PORT: '0',
    BULKHEAD_PUBLIC_URL: PUBLIC_URL,
    BULKHEAD_EGRESS_ALLOW: '127.0.0.0/8',
    // No test uses the system's name server.
    BULKHEAD_DNS_SERVERS: (await getDnsServer()).address,
    // No test fetches the documents of vendors.
    BULKHEAD_CLIENT_ID_DOCUMENTS: 'on',
    ...store.environment,
    ...options.environment,
  })
  const server = await startServer(settings, log, options.sending, options.pace)

  async function call(
    method: string,
    path: string,
    { token, body, headers }: CallOptions = {},
  ): Promise<Answer> {
    const {
      status,
      headers: received,
      text,
    } = await send({
      method,
      url: new URL(path, server.url).href,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status, headers: received, text, body: parsed(text) }
  }

  async function applicationToken({ client_id, client_secret }: Pick<Tenant, 'client_id' | 'client_secret'>) {
    const { body } = await call('POST', '/api/v1/account/applications/token', {
      body: { client_id, client_secret },
    })
    return body.access_token as string
  }

  return {
    server,
    store,
    log: lines,
    call,
    applicationToken,
    async createTenant(name) {
      const client = {
        client_id: `client-${randomBytes(6).toString('hex')}`,
        client_secret: randomBytes(32).toString('hex'),
      }
      const { database, keyring } = server.services
      const organization = await asOperator(database, log, 'test', (tx) =>
        createOrganization(tx, keyring, name, client),
      )
      return { organization, ...client, token: await applicationToken(client) }
    },
    async mint({ token }, workspace_name) {
      const { status, body, text } = await call('POST', '/api/v1/account/applications/scoped-token', {
        token,
        body: { workspace_name },
      })
      if (status !== 200) throw new Error(`mint answered ${status}: ${text}`)
      return body
    },
    async close() {
      await server.close()
      if (options.store === undefined) store.remove()
    },
  }
}

/**
 * Returns the server with calls that are repeated while it is busy (429 and 503), as its clients do. For what a test needs
 * first, and for responses of which a test asserts something else.
 */
export function repeatingWhileBusy(testServer: TestServer): TestServer {
  return {
    ...testServer,
    call: (...request) =>
      askWhileBusy(
        () => testServer.call(...request),
        ({ status }) => status === 429 || status === 503,
        getRetryAfter,
      ),
  }
}

/** Minimum number of checks per second. With one check every 20 ms, an idle processor achieves at least this. */
const TIMES_A_SECOND = 25
const MOST_TIMES = 100

/**
 * Waits until `holds` returns true. Checks every 20 ms.
 *
 * @throws Error after `timeoutMs`. On a busy machine it waits until it has checked often enough for that time.
 */
export async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 30_000): Promise<void> {
  const end = Date.now() + timeoutMs
  const leastTimes = Math.min(MOST_TIMES, (timeoutMs / 1_000) * TIMES_A_SECOND)
  for (let times = 1; !(await holds()); times += 1) {
    if (Date.now() > end && times > leastTimes)
      throw new Error(`It did not come to hold within ${timeoutMs} ms.`)
    await sleep(20)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
