import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { newDataKey } from '@bulkhead/server/platform/vault/data-keys'
import { assertCredentialsOpen, type StoredCredential, startCustomers } from './customers-at-work.ts'
import type { Engine } from './engines.ts'
import { freePort } from './free-port.ts'
import { socketMessages, socketResponse } from './operator-socket.ts'
import { startScriptedUpstream, TEST_CONNECTORS } from './scripted-upstream.ts'
import { startReadyServer } from './server-process.ts'
import { startTestServer, until } from './test-server.ts'

/** Number of customers who are served in a round before its rotation begins. */
const BEFORE_ROTATION = 5
/** Maximum time that a server lives after its first chunk. A rotation of 2,000 keys takes longer. */
const LIVES_MS = 100

export interface RotationPlan {
  readonly rounds: number
  /** Number of workspaces before the first round. */
  readonly workspaces: number
  /** Random number from 0 to 1. Decides when in a round the server is killed. */
  readonly random: () => number
  readonly say?: (line: string) => void
}

export interface RotationReport {
  /** Number of rounds in which the kill left keys under more than one version. */
  readonly killedMidway: number
  readonly credentials: number
  readonly executions: number
  readonly faults: readonly string[]
  /** Duration of the second half of the last rotation, under load. */
  readonly lastMs: number
  /** Environment variables to continue with the store. They contain only the new key, which must suffice. */
  readonly environment: Readonly<Record<string, string>>
}

/** Version of the KEK in the output of `keys status`. */
interface VersionStatus {
  readonly version: number
  readonly workspace_keys: number
  readonly organization_keys: number
  readonly signing_keys: number
}

/**
 * Adds a new key, rotates, and kills the server in the middle, round after round, while customers arrive, execute and
 * leave. The last rotation completes. Then retires every old version, and starts with the newest key alone. Throws
 * unless every acknowledged credential can be decrypted then.
 */
export async function rotationRounds(engine: Engine, plan: RotationPlan): Promise<RotationReport> {
  const { rounds, workspaces, random, say = () => {} } = plan
  await using opened = new AsyncDisposableStack()
  const upstream = await startScriptedUpstream()
  opened.defer(() => upstream.close())
  const store = await engine.createStore()
  opened.defer(() => store.remove())
  const port = await freePort()
  const client = { client_id: 'rotation', client_secret: randomBytes(24).toString('hex') }
  const ring = [newKey(1)]
  const environment = () => ({
    ...store.environment,
    BULKHEAD_KEY: ring.join(','),
    BULKHEAD_PORT: String(port),
    BULKHEAD_CLIENT_ID: client.client_id,
    BULKHEAD_CLIENT_SECRET: client.client_secret,
    BULKHEAD_EGRESS_ALLOW: '127.0.0.0/8',
    BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
    BULKHEAD_DRAIN_SECONDS: '0',
  })
  const directory = store.environment.BULKHEAD_DATA_DIR as string
  await seedWorkspaces(engine, store, environment(), workspaces)

  const place = { url: `http://127.0.0.1:${port}`, client, upstream }
  const acknowledged: StoredCredential[] = []
  const faults: string[] = []
  let executions = 0
  let killedMidway = 0

  /** Starts the server with the current keyring, and checks the state that the last kill left. */
  async function start(round: number) {
    const server = await startReadyServer(environment())
    opened.defer(() => server.end('SIGKILL').then(() => {}))
    const { text } = await socketResponse(directory, '/keys/status')
    const { result } = JSON.parse(text) as { result: VersionStatus[] }
    const versions = result.filter(({ workspace_keys }) => workspace_keys > 0).map(({ version }) => version)
    if (versions.length > 1) killedMidway += 1
    say(
      `round ${round}: begins with keys under versions ${versions.join(', ')}; ${acknowledged.length} credentials`,
    )
    return server
  }
  async function withCustomers<T>(name: string, work: () => Promise<T>): Promise<T> {
    const customers = await startCustomers(place, name)
    try {
      await until(() => customers.executions() >= BEFORE_ROTATION || customers.faults.length > 0, 240_000)
      return await work()
    } finally {
      await customers.stop()
      acknowledged.push(...customers.acknowledged)
      faults.push(...customers.faults)
      executions += customers.executions()
    }
  }

  for (let round = 1; round <= rounds; round += 1) {
    ring.unshift(newKey(round + 1))
    const server = await start(round)
    await withCustomers(`round ${round}`, async () => {
      for await (const message of socketMessages(directory, '/keys/rotate')) {
        // A rotation of few keys may end before its first progress. Its kill counts as too late.
        if (!('progress' in message || 'result' in message))
          throw new Error(`Round ${round}: ${JSON.stringify(message)}`)
        await sleep(random() * LIVES_MS)
        await server.end('SIGKILL')
      }
    })
  }

  const server = await start(rounds + 1)
  const lastMs = await withCustomers('last', async () => {
    const began = performance.now()
    const rotated = await socketResponse(directory, '/keys/rotate')
    if (rotated.status !== 200 || !rotated.text.includes('"result"')) throw new Error(rotated.text)
    return performance.now() - began
  })
  for (let version = 1; version <= rounds; version += 1) {
    const retired = await socketResponse(directory, '/keys/retire', JSON.stringify({ version }))
    if (retired.status !== 200) throw new Error(`retiring ${version}: ${retired.text}`)
  }
  await server.end('SIGTERM')

  ring.splice(1)
  const alone = await startReadyServer(environment())
  opened.defer(() => alone.end('SIGKILL').then(() => {}))
  await assertCredentialsOpen(place, acknowledged)
  return {
    killedMidway,
    credentials: acknowledged.length,
    executions,
    faults,
    lastMs,
    environment: environment(),
  }
}

function newKey(version: number): string {
  return `${version}:${randomBytes(32).toString('base64')}`
}

type Store = Awaited<ReturnType<Engine['createStore']>>

/** Adds workspaces with real wrapped keys to a fresh store. */
export async function seedWorkspaces(
  engine: Engine,
  store: Store,
  environment: Readonly<Record<string, string>>,
  count: number,
): Promise<void> {
  const testServer = await startTestServer(engine, { store, environment })
  try {
    const { organization } = await testServer.createTenant('Many')
    const { database, keyring, log } = testServer.server.services
    for (let from = 0; from < count; from += 500) {
      const ids = Array.from({ length: Math.min(500, count - from) }, () => randomUUID())
      await asOperator(database, log, 'test', async (tx) => {
        const scope = (workspace_id: string) => ({ organization_id: organization, workspace_id })
        await tx
          .insertInto('workspace_names')
          .values(ids.map((id) => ({ ...scope(id), name: id })))
          .execute()
        await tx
          .insertInto('workspaces')
          .values(ids.map((id) => ({ ...scope(id), name: id, name_folded: id })))
          .execute()
        await tx
          .insertInto('workspace_keys')
          .values(
            ids.map((id) => ({ ...scope(id), ...newDataKey(keyring, { organization, workspace: id }) })),
          )
          .execute()
      })
    }
  } finally {
    await testServer.close()
  }
}
