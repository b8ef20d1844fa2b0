import { type Caller, connectCaller, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import type { Store } from '@bulkhead/testing/engines'
import { seededRandom } from '@bulkhead/testing/random'
import { type ServerProcess, startServerProcess } from '@bulkhead/testing/server-process'
import type { LoadRequest } from './load.ts'
import { pin } from './processes.ts'
import type { SeededWorkspace } from './seed.ts'

const MINT = '/api/v1/account/applications/scoped-token'
/** Number of requests in a load, which repeats them. */
const ZIPF_REQUESTS = 16_000

/** Server over a store, with a caller of its first application. */
export interface Served {
  readonly server: ServerProcess
  readonly url: string
  readonly app: Caller
}

/**
 * Starts a server on both cores, then confines it to the first one. It loads the connectors of the bench.
 *
 * @param program Path of the command `bulkhead`. Default: that of this code.
 */
export async function serve(
  store: Store,
  key: string,
  more: Record<string, string> = {},
  program?: string,
): Promise<Served> {
  const settings = {
    ...store.environment,
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_KEY: key,
    BULKHEAD_LOG_LEVEL: 'warn',
    BULKHEAD_CONNECTORS_DIR: new URL('connectors/', import.meta.url).pathname,
    ...more,
  }
  const server = startServerProcess(settings, program)
  // Until here the process may use only the core of its parent, which is that of the callers.
  pin(server.pid, 'both')
  const url = await server.ready
  pin(server.pid, 0)
  return { server, url, app: await connectCaller(url) }
}

/** List operation whose response the server passes on unchanged. */
export const LIST = { entity: 'issues', action: 'list' }

export function execute(token: string, connector: string, body: Record<string, unknown>): LoadRequest {
  const path = `/api/v1/integrations/connectors/${connector}/execute`
  return { method: 'POST', path, headers: headers(token), body: JSON.stringify(body) }
}

/** Returns the same execute as a call of the tool of `/mcp`. */
export function callExecute(token: string, connector: string, body: Record<string, unknown>): LoadRequest {
  return callTool(token, 'execute', { connector, ...body })
}

/** Returns a call of a tool of `/mcp`. */
export function callTool(token: string, name: string, values: Record<string, unknown>): LoadRequest {
  const params = { name, arguments: values }
  return {
    method: 'POST',
    path: '/mcp',
    headers: { ...headers(token), accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
  }
}

/** Returns the request that mints a token for a workspace. */
export function minting({ token }: Caller, workspace_name: string): LoadRequest {
  return { method: 'POST', path: MINT, headers: headers(token), body: JSON.stringify({ workspace_name }) }
}

export async function mint(app: Caller, workspace_name: string): Promise<string> {
  const { status, body } = await app.call('POST', MINT, { workspace_name })
  if (status !== 200) throw new Error(`mint answered ${status}`)
  return body.token
}

/** Creates a key of a workspace. */
export async function createKey(app: Caller, workspace_name: string): Promise<string> {
  const { body } = await app.call('POST', MINT, { workspace_name })
  const made = await app.call('POST', `/api/v1/workspaces/${body.workspace_id}/keys`, { name: 'bench' })
  if (made.status !== 200) throw new Error(`making a key answered ${made.status}`)
  return made.body.key
}

/**
 * Returns requests to many connectors with a Zipf distribution: the second is called half as often as the first, and so
 * on.
 */
export async function zipf(app: Caller, seeded: readonly SeededWorkspace[]): Promise<LoadRequest[]> {
  const random = seededRandom(1)
  const tokens = new Map<string, string>()
  const all = seeded.flatMap(({ name, connectors }) => connectors.map((connector) => ({ name, connector })))
  const total = all.reduce((sum, _, index) => sum + 1 / (index + 1), 0)
  const requests: LoadRequest[] = []
  while (requests.length < ZIPF_REQUESTS) {
    let left = random.fraction() * total
    let rank = 0
    while (left > 1 / (rank + 1) && rank < all.length - 1) left -= 1 / ++rank
    // Spreads the ranks over the workspaces, so that the first workspace does not get all calls.
    const { name, connector } = all[(rank * 7919) % all.length] as (typeof all)[number]
    const token = tokens.get(name) ?? (await mint(app, name))
    tokens.set(name, token)
    requests.push(execute(token, connector, LIST))
  }
  return requests
}

function headers(token: string) {
  return { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
}
