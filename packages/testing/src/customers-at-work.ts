import { setTimeout as sleep } from 'node:timers/promises'
import { json, type ScriptedUpstream } from './scripted-upstream.ts'

const CONNECTORS = '/api/v1/integrations/connectors'
/** Number of created workspaces per deleted one. */
const DELETED = 5
const NETWORK_PAUSE_MS = 50

/** Connector whose creation was acknowledged, and the secret that is encrypted in it. */
export interface StoredCredential {
  readonly connector: string
  readonly secret: string
}

/** Simulated customers who arrive, connect, execute and leave, over HTTP, until they are stopped. */
export interface CustomersAtWork {
  /** Acknowledged credentials, which must survive every failure. */
  readonly acknowledged: readonly StoredCredential[]
  /** Unexpected responses. A missing response is not one. */
  readonly faults: readonly string[]
  /** Number of executions that sent the right credential upstream. */
  readonly executions: () => number
  stop(): Promise<void>
}

export interface WorkPlace {
  /** URL of the server. Stays the same after restarts. */
  readonly url: string
  readonly client: { readonly client_id: string; readonly client_secret: string }
  readonly upstream: ScriptedUpstream
}

/**
 * Starts customers: each creates a workspace with a connector and executes it. Every fifth deletes its workspace.
 *
 * @param lanes Number of customers at a time.
 */
export async function startCustomers(place: WorkPlace, prefix: string, lanes = 2): Promise<CustomersAtWork> {
  const acknowledged: StoredCredential[] = []
  const faults: string[] = []
  const seen = watch(place.upstream)
  const token = await applicationToken(place)
  let going = true
  let made = 0
  let executions = 0

  async function customer() {
    made += 1
    const number = made
    const secret = `secret-of-${prefix}-${number}`
    const minted = await call(place, 'POST', '/api/v1/account/applications/scoped-token', token, {
      workspace_name: `${prefix} ${number}`,
    })
    const created = await call(place, 'POST', CONNECTORS, minted.token, {
      connector_type: 'probe',
      credentials: { token: secret },
      environment: { base_url: place.upstream.url },
    })
    const stored = { connector: created.id as string, secret }
    acknowledged.push(stored)
    await execute(place, minted.token, stored, seen)
    executions += 1
    if (number % DELETED === 0) {
      acknowledged.splice(acknowledged.indexOf(stored), 1)
      await call(place, 'DELETE', `/api/v1/workspaces/${minted.workspace_id}`, token)
    }
  }

  const loops = Array.from({ length: lanes }, async () => {
    while (going) {
      try {
        await customer()
      } catch (error) {
        if (error instanceof WrongResponse) faults.push(error.message)
        await sleep(NETWORK_PAUSE_MS)
      }
    }
  })
  return {
    acknowledged,
    faults,
    executions: () => executions,
    async stop() {
      going = false
      await Promise.all(loops)
    },
  }
}

/** Executes each connector and throws unless the service received its credential. */
export async function assertCredentialsOpen(
  place: WorkPlace,
  credentials: readonly StoredCredential[],
): Promise<void> {
  const seen = watch(place.upstream)
  const token = await applicationToken(place)
  const left = [...credentials]
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let stored = left.pop(); stored !== undefined; stored = left.pop()) {
        await execute(place, token, stored, seen)
      }
    }),
  )
}

/** Error of a response with an unexpected status, or with a credential that differs from the stored one. */
class WrongResponse extends Error {
  override readonly name = 'WrongResponse'
}

let asked = 0

async function execute(
  place: WorkPlace,
  token: string,
  { connector, secret }: StoredCredential,
  seen: ReadonlyMap<string, string | undefined>,
): Promise<void> {
  asked += 1
  const id = `thing-${asked}`
  await call(place, 'POST', `${CONNECTORS}/${connector}/execute`, token, {
    entity: 'things',
    action: 'get',
    params: { id },
  })
  const sent = seen.get(`/things/${id}`)
  if (sent !== `Bearer ${secret}`) throw new WrongResponse(`The upstream of ${secret} was sent ${sent}.`)
}

/** Records the credential that came with each path. */
function watch(upstream: ScriptedUpstream): ReadonlyMap<string, string | undefined> {
  const seen = new Map<string, string | undefined>()
  const answer = json({ id: 1 })
  upstream.respond((request, response) => {
    seen.set(request.url, request.headers.authorization)
    return answer(request, response)
  })
  return seen
}

async function applicationToken(place: WorkPlace): Promise<string> {
  const { client_id, client_secret } = place.client
  const path = '/api/v1/account/applications/token'
  const { access_token } = await call(place, 'POST', path, undefined, { client_id, client_secret })
  return access_token
}

async function call(
  { url }: WorkPlace,
  method: string,
  path: string,
  token: string | undefined,
  body?: unknown,
  // biome-ignore lint/suspicious/noExplicitAny: the callers read what they know is there
): Promise<any> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (response.status >= 300)
    throw new WrongResponse(`${method} ${path} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}
