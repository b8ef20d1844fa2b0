import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Caller,
  CONNECTORS,
  callerWith,
  connectCaller,
  MINT,
  PROOF_CLIENT_SETTINGS,
} from '@bulkhead/testing/caller'
import type { Engine, Store } from '@bulkhead/testing/engines'
import {
  type AuthorizationServer,
  CLIENT,
  startAuthorizationServer,
} from '@bulkhead/testing/oauth/authorization-server'
import { type GuardedApi, startGuardedApi } from '@bulkhead/testing/oauth/guarded-api'
import { writeOAuthDocuments } from '@bulkhead/testing/oauth/oauth-documents'
import { seededRandom } from '@bulkhead/testing/random'
import { type ServerProcess, startServerProcess } from '@bulkhead/testing/server-process'
import { onEngines, runProof, takeCount, takeEngine, takeSeed } from './parts/run-proof.ts'

/** Effects of many concurrent calls with an expired token. */
export interface OneRefreshReport {
  readonly why: 'refused by the API' | 'known to have run out'
  readonly processes: number
  readonly calls: number
  readonly succeeded: number
  /** Number of token requests that reached the authorization server. */
  readonly refreshes: number
  /** Number of calls that the API rejected, and that the server sent again. */
  readonly refused: number
  readonly ms: number
  readonly faults: string[]
}

/** Effects on connectors whose server was killed around the response to a refresh. */
export interface KilledRefreshReport {
  kills: number
  /** Number of connectors that worked after the restart, with the new tokens or with the old refresh token again. */
  worked: number
  /**
   * Number of connectors that require re-authentication, because the authorization server treated the second use as
   * theft.
   */
  needReauthentication: number
  readonly takeoverMs: number[]
  readonly faults: string[]
}

interface Stage {
  readonly authorization: AuthorizationServer
  readonly api: GuardedApi
  readonly store: Store
  readonly settings: Readonly<Record<string, string>>
  close(): Promise<void>
}

async function openStage(engine: Engine): Promise<Stage> {
  const authorization = await startAuthorizationServer()
  const api = await startGuardedApi(() => authorization)
  const documents = writeOAuthDocuments({ authorization: authorization.url, api: api.url })
  const store = await engine.createStore()
  return {
    authorization,
    api,
    store,
    settings: {
      ...store.environment,
      ...PROOF_CLIENT_SETTINGS,
      BULKHEAD_CONNECTORS_DIR: documents.path,
      BULKHEAD_WORKSPACE_CALLS: '2000',
      BULKHEAD_WORKSPACE_QUEUE: '2000',
    },
    async close() {
      await api.close()
      await authorization.close()
      documents.remove()
      store.remove()
    },
  }
}

async function connect(caller: Caller, tokens: object): Promise<string> {
  const { body: workspace } = await caller.call('POST', MINT, { workspace_name: 'refreshing' })
  const { status, body } = await caller.call('POST', CONNECTORS, {
    workspace_id: workspace.workspace_id,
    connector_type: 'lighthouse',
    credentials: { ...CLIENT, ...tokens },
  })
  if (status !== 200) throw new Error(`A connector could not be made: ${status} ${JSON.stringify(body)}`)
  return body.id
}

/**
 * Lifetime of tokens that expire while the proof waits. The jobs of two processes renew them every 10 s each, which leaves
 * at least 5 s in which no token is renewed: twice this time and more.
 */
const SHORT_SECONDS = 2

const execute = (caller: Caller, connector: string) =>
  caller.call('POST', `${CONNECTORS}/${connector}/execute`, { entity: 'lamps', action: 'list' })

/**
 * Sends many concurrent calls with an expired token, to two processes if the engine allows two, all of them warm. Only
 * one token request may reach the authorization server, and no call may fail.
 */
export async function proveOneRefresh(engine: Engine, calls: number): Promise<OneRefreshReport[]> {
  const stage = await openStage(engine)
  const { authorization, api } = stage
  const servers = [startServerProcess(stage.settings)]
  try {
    const first = await connectCaller(await (servers[0] as ServerProcess).ready)
    const callers = [first]
    if (engine.name === 'postgres') {
      const second = startServerProcess(stage.settings)
      servers.push(second)
      callers.push(callerWith(await second.ready, first.token))
    }
    const reports: OneRefreshReport[] = []
    for (const why of ['refused by the API', 'known to have run out'] as const) {
      authorization.behaviour.access_token_seconds = why === 'refused by the API' ? 3600 : SHORT_SECONDS
      const tokens = await authorization.issueTokens()
      const isGiven = why === 'refused by the API'
      const connector = await connect(first, isGiven ? tokens : { refresh_token: tokens.refresh_token })
      for (const caller of callers) await execute(caller, connector)
      if (isGiven) await authorization.expire(tokens.access_token)
      else await runOut(authorization)
      authorization.behaviour.access_token_seconds = 3600
      const [asked, arrived] = [authorization.answered.length, api.arrived.length]
      const began = performance.now()
      const responses = await Promise.all(
        Array.from({ length: calls }, (_, index) =>
          execute(callers[index % callers.length] as Caller, connector),
        ),
      )
      const ms = performance.now() - began
      const succeeded = responses.filter(({ status }) => status === 200).length
      const refreshes = authorization.answered.length - asked
      const faults = responses
        .filter(({ status }) => status !== 200)
        .map(({ status, body }) => `a call answered ${status} ${body.code}: ${body.message}`)
      if (refreshes !== 1) faults.push(`${refreshes} refreshes reached the authorization server`)
      const refused = api.arrived.length - arrived - succeeded
      reports.push({ why, processes: callers.length, calls, succeeded, refreshes, refused, ms, faults })
    }
    return reports
  } finally {
    await Promise.all(servers.map((server) => server.end('SIGKILL')))
    await stage.close()
  }
}

/** Waits until short-lived tokens have expired. If a job renewed them in the meantime, waits for the new ones to expire. */
async function runOut({ answered }: AuthorizationServer): Promise<void> {
  for (let before = -1; before !== answered.length; ) {
    before = answered.length
    await sleep(SHORT_SECONDS * 1_000)
  }
}

/**
 * Kills a server (SIGKILL) around the moment at which the response to a refresh arrives, starts it again, and uses the
 * connector. Every second authorization server rotates refresh tokens and treats a second use of an old one as theft.
 * Only there a connector may require re-authentication, and then it must report that.
 */
export async function proveKilledRefresh(
  engine: Engine,
  { rounds, seed }: { rounds: number; seed: number },
  progress: (line: string) => void = () => {},
): Promise<KilledRefreshReport> {
  const random = seededRandom(seed)
  const stage = await openStage(engine)
  const { authorization } = stage
  const { behaviour } = authorization
  const report: KilledRefreshReport = {
    kills: 0,
    worked: 0,
    needReauthentication: 0,
    takeoverMs: [],
    faults: [],
  }
  let server = startServerProcess(stage.settings)
  try {
    for (let round = 1; round <= rounds; round += 1) {
      behaviour.rotates = round % 2 === 0
      const caller = await connectCaller(await server.ready)
      const { refresh_token } = await authorization.issueTokens()
      const connector = await connect(caller, { refresh_token })
      const killed = Promise.withResolvers<void>()
      // Responses arrive within a millisecond or two and are stored within a few more.
      const delayMs = random.between(0, 25)
      behaviour.answering = () => {
        behaviour.answering = undefined
        setTimeout(() => server.end('SIGKILL').then(() => killed.resolve(), killed.reject), delayMs)
      }
      await execute(caller, connector).catch(() => undefined)
      await killed.promise
      report.kills += 1

      server = startServerProcess(stage.settings)
      const again = await connectCaller(await server.ready)
      const refusals = authorization.answered.filter(({ error }) => error === 'invalid_grant').length
      const began = performance.now()
      const { status, body } = await execute(again, connector)
      report.takeoverMs.push(performance.now() - began)
      const wasTheft =
        authorization.answered.filter(({ error }) => error === 'invalid_grant').length > refusals
      const { body: shown } = await again.call('GET', `${CONNECTORS}/${connector}`)
      if (status === 200 && shown.status === 'ready') report.worked += 1
      else if (
        body.code === 'needs_reauthentication' &&
        shown.status === 'needs_reauthentication' &&
        behaviour.rotates &&
        wasTheft
      ) {
        report.needReauthentication += 1
      } else {
        report.faults.push(
          `round ${round}, ${behaviour.rotates ? 'rotating' : 'not rotating'}: ${status} ${body.code}, shown as ${shown.status}`,
        )
      }
      if (round % 10 === 0) progress(`round ${round}: ${summary(report)}`)
    }
    return report
  } finally {
    await server.end('SIGKILL')
    await stage.close()
  }
}

function summary({ kills, worked, needReauthentication, takeoverMs, faults }: KilledRefreshReport): string {
  const sorted = takeoverMs.toSorted((a, b) => a - b).map(Math.round)
  return `${kills} kills; ${worked} connectors worked, ${needReauthentication} said that they need re-authentication since the authorization server refused the second use; first call after the restart ${sorted[Math.floor(sorted.length / 2)]} ms median, ${sorted.at(-1)} ms longest; ${faults.length} faults`
}

if (import.meta.main)
  void runProof(
    'refresh',
    'Lets many calls refresh one expired token at once, then kills a server around each refresh. Fails when a token is refreshed twice, or when a connector is lost without cause.',
    { rounds: takeCount(50, 'kills'), seed: takeSeed(), engine: takeEngine() },
    async (options, { print, fault, count }) => {
      await onEngines(options.engine, async (engine) => {
        for (const one of await proveOneRefresh(engine, 500)) {
          print(
            `refresh, ${engine.name}, ${one.why}: ${one.calls} calls at once on ${one.processes} processes, ${one.succeeded} succeeded, ${one.refused} refused by the API first, ${one.refreshes} refresh; ${Math.round(one.ms)} ms; ${one.faults.length} faults`,
          )
          fault(one.faults)
          count({ 'calls that succeeded': one.succeeded, refreshes: one.refreshes })
        }
        const killed = await proveKilledRefresh(engine, options, print)
        print(`refresh, ${engine.name}, seed ${options.seed}: ${summary(killed)}`)
        fault(killed.faults)
        count({ kills: killed.kills, 'connectors that worked': killed.worked })
      })
    },
  )
