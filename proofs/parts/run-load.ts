import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Caller, CONNECTORS, MINT, type ProofResponse, WORKSPACES } from '@bulkhead/testing/caller'
import type { Random } from '@bulkhead/testing/random'
import { enterWorkspace, type KnownConnector, type KnownWorkspace, type Ledger } from './ledger.ts'
import type { MarkingUpstream } from './marking-upstream.ts'

/** Result of a load. */
export interface LoadResult {
  /** Number of successful responses by kind of request. */
  readonly acknowledged: Record<string, number>
  /** Number of requests without a response, or rejected with `unavailable`. */
  unanswered: number
  unavailable: number
  /** Responses that are not documented for their request. */
  readonly surprises: string[]
}

const WEIGHTS = {
  mint: 4,
  connect: 6,
  replace: 2,
  execute: 3,
  rename: 1,
  disconnect: 1,
  remove: 1,
}
type Kind = keyof typeof WEIGHTS

/** Number of recent workspaces that a lane works on, so that they collect connectors. */
const REMEMBERED = 6

/**
 * Sends mints, connectors, renamings and deletions in several lanes until stopped, and records acknowledged changes in
 * the ledger. Before each request its effect is recorded as unsure. Lanes share no workspace, so the state of each is
 * known.
 */
export async function runLoad(
  caller: Caller,
  ledger: Ledger,
  upstream: MarkingUpstream,
  random: Random,
  stop: AbortSignal,
  { lanes = 6, secretBytes = 16 }: { lanes?: number; secretBytes?: number } = {},
): Promise<LoadResult> {
  const result: LoadResult = { acknowledged: {}, unanswered: 0, unavailable: 0, surprises: [] }
  await Promise.all(Array.from({ length: lanes }, () => runLane()))
  return result

  async function runLane() {
    let own: KnownWorkspace[] = []
    while (!stop.aborted) {
      own = own.filter(({ fate, names }) => fate === 'living' && names.length === 1).slice(-REMEMBERED)
      const kind: Kind = own.length === 0 ? 'mint' : random.pick(WEIGHTS)
      const made = await step(kind, own)
      if (made !== undefined) own.push(made)
    }
  }

  async function step(kind: Kind, own: KnownWorkspace[]): Promise<KnownWorkspace | undefined> {
    if (kind === 'mint') return mint()
    const workspace = random.of(own)
    workspace.touched = true
    if (kind === 'connect') return connect(workspace)
    if (kind === 'rename') return rename(workspace)
    if (kind === 'remove') return remove(workspace)
    const living = [...workspace.connectors.values()].filter(({ fate }) => fate === 'living')
    if (living.length === 0) return connect(workspace)
    const connector = random.of(living)
    if (kind === 'replace') return replace(connector)
    if (kind === 'execute') return execute(connector)
    return disconnect(connector)
  }

  async function mint() {
    const name = `w-${ledger.next()}`
    ledger.triedNames.add(name)
    const response = await ask('mint', 200, 'POST', MINT, { workspace_name: name })
    if (response === undefined) return undefined
    ledger.triedNames.delete(name)
    return enterWorkspace(ledger, response.body.workspace_id, name)
  }

  /** Returns a secret that no other row holds, of the length that the run requires. */
  function newSecret(): string {
    return `secret-${ledger.next()}-${randomBytes(Math.ceil(secretBytes / 2)).toString('hex')}`
  }

  async function connect(workspace: KnownWorkspace) {
    const secret = newSecret()
    workspace.tried.add(secret)
    const response = await ask('connect', 200, 'POST', CONNECTORS, {
      workspace_id: workspace.id,
      connector_type: 'probe',
      credentials: { token: secret },
      environment: { base_url: upstream.url },
    })
    if (response === undefined) return undefined
    workspace.tried.delete(secret)
    workspace.connectors.set(response.body.id, { id: response.body.id, secrets: [secret], fate: 'living' })
    return undefined
  }

  async function replace(connector: KnownConnector) {
    const secret = newSecret()
    connector.secrets.push(secret)
    const response = await ask('replace', 200, 'PUT', `${CONNECTORS}/${connector.id}`, {
      credentials: { token: secret },
    })
    if (response !== undefined) connector.secrets = [secret]
    return undefined
  }

  async function execute(connector: KnownConnector) {
    const mark = `load-${ledger.next()}`
    const response = await ask('execute', 200, 'POST', `${CONNECTORS}/${connector.id}/execute`, {
      entity: 'things',
      action: 'get',
      params: { id: mark },
    })
    const authorization = upstream.take(mark)
    if (response !== undefined && !connector.secrets.some((secret) => authorization === `Bearer ${secret}`)) {
      result.surprises.push(`execute of ${connector.id} sent ${authorization}, not ${connector.secrets}`)
    }
    return undefined
  }

  async function rename(workspace: KnownWorkspace) {
    const name = `w-${ledger.next()}`
    workspace.names.push(name)
    const response = await ask('rename', 200, 'PUT', `${WORKSPACES}/${workspace.id}`, { name })
    if (response !== undefined) workspace.names = [name]
    return undefined
  }

  async function disconnect(connector: KnownConnector) {
    connector.fate = 'unsure'
    const response = await ask('disconnect', 202, 'DELETE', `${CONNECTORS}/${connector.id}`)
    if (response !== undefined) connector.fate = 'deleted'
    return undefined
  }

  async function remove(workspace: KnownWorkspace) {
    workspace.fate = 'unsure'
    const response = await ask('remove', 200, 'DELETE', `${WORKSPACES}/${workspace.id}`)
    if (response !== undefined) workspace.fate = 'deleted'
    return undefined
  }

  /** Returns a successful response. Otherwise counts the failure and returns undefined: the effect is unknown. */
  async function ask(
    kind: Kind,
    success: number,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<ProofResponse | undefined> {
    let response: ProofResponse
    try {
      response = await caller.call(method, path, body)
    } catch {
      result.unanswered += 1
      await sleep(20)
      return undefined
    }
    if (response.status === success) {
      result.acknowledged[kind] = (result.acknowledged[kind] ?? 0) + 1
      return response
    }
    if (response.status === 503 && response.body.code === 'unavailable') {
      result.unavailable += 1
      await sleep(20)
    } else result.surprises.push(`${kind} answered ${response.status} ${JSON.stringify(response.body)}`)
    return undefined
  }
}
