import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Caller, connectCaller, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import {
  databaseSettings,
  type PostgresNode,
  promote,
  startPrimary,
  startReplica,
} from '@bulkhead/testing/postgres/replicated-postgres'
import { openSwitchboard, type Switchboard } from '@bulkhead/testing/postgres/switchboard'
import { type Random, seededRandom } from '@bulkhead/testing/random'
import { type ServerProcess, startServerProcess } from '@bulkhead/testing/server-process'
import { runProof, takeCount, takeSeed } from '../parts/run-proof.ts'
import { proveFailoverWrites } from './failover-writes.ts'

const CONNECTORS = '/api/v1/integrations/connectors'
const MINT = '/api/v1/account/applications/scoped-token'
/** Number of tokens to revoke in each part of a round. */
const TOKENS = 6
/** Time until a revocation must take effect on every process. The promise is one second; a busy machine gets more. */
const IN_FORCE_WITHIN_MS = 15_000
const BACK_WITHIN_MS = 60_000

/** A port that refuses connections. */
const NOWHERE = 1

/** Behaviour of several processes while their database failed over to a lagging replica. */
export interface FailoverReport {
  promotions: number
  /** Number of revocations that the promoted replica has: from before it fell behind, and from after its promotion. */
  held: number
  /** Number of these revocations whose token some process still accepted. */
  skipped: number
  /** Number of revocations that the replica never had, and that a running process wrote. */
  lost: number
  /** Number of these revocations whose token some process still accepted, including processes that started later. */
  forgotten: number
  /** Time from the promotion until both processes were ready, in milliseconds. */
  readonly recoveryMs: number[]
  readonly faults: string[]
}

/** Ways to revoke access. */
const WAYS = ['token', 'workspace', 'deactivate', 'delete'] as const
type Way = (typeof WAYS)[number]

interface Minted {
  readonly name: string
  readonly token: string
  readonly workspace_id: string
  way?: Way
}

/**
 * Makes a replica fall behind while tokens are revoked, kills the primary, promotes the replica and revokes more at
 * once. Other transactions that the replica lacks happen before and after the revocations that it lacks.
 */
export async function proveFailover({
  rounds,
  seed,
}: {
  rounds: number
  seed: number
}): Promise<FailoverReport> {
  const random = seededRandom(seed)
  const report: FailoverReport = {
    ...{ promotions: 0, held: 0, skipped: 0, lost: 0, forgotten: 0 },
    recoveryMs: [],
    faults: [],
  }
  await using opened = new AsyncDisposableStack()
  let primary = await startPrimary()
  opened.defer(() => primary.close())
  const front = await openSwitchboard(primary.port)
  opened.defer(() => front.close())
  const settings = {
    ...databaseSettings(front.port),
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_KEY: `1:${randomBytes(32).toString('base64')}`,
    BULKHEAD_DRAIN_SECONDS: '0',
  }
  const servers: ServerProcess[] = []
  opened.defer(async () => void (await Promise.all(servers.map((server) => server.end('SIGKILL')))))
  for (let process = 0; process < 2; process += 1) {
    const server = startServerProcess(settings)
    servers.push(server)
    await server.ready
  }
  const urls = await Promise.all(servers.map(({ ready }) => ready))

  for (let round = 1; round <= rounds && report.faults.length === 0; round += 1) {
    const link = await openSwitchboard(primary.port)
    const replica = await startReplica(primary, link.port)
    const former = primary
    primary = replica
    try {
      await failOver({ round, random, report, urls, settings, former, replica, link, front })
    } finally {
      await former.close()
      await link.close()
    }
  }
  return report
}

interface Round {
  readonly round: number
  readonly random: Random
  readonly report: FailoverReport
  readonly urls: readonly string[]
  readonly settings: Readonly<Record<string, string>>
  readonly former: PostgresNode
  readonly replica: PostgresNode
  /** Link between the two. */
  readonly link: Switchboard
  /** Link between the servers and the database in use. */
  readonly front: Switchboard
}

async function failOver({ round, random, report, urls, settings, former, replica, link, front }: Round) {
  const callers = await Promise.all(urls.map((url) => connectCaller(url)))
  const anyCaller = () => random.of(callers)
  const mintSome = async (part: string): Promise<Minted[]> => {
    const minted: Minted[] = []
    for (let index = 0; index < TOKENS; index += 1)
      minted.push(await mint(anyCaller(), `${part} ${round} ${index}`))
    return minted
  }
  const early = await mintSome('early')
  const late = await mintSome('late')
  const after = await mintSome('after')
  const kept = await mintSome('kept')
  for (const { token } of [...early, ...late, ...after, ...kept])
    for (const caller of callers) await expectStatus(report, caller, token, 200)

  for (const one of early) await revoke(anyCaller(), one, random.of(WAYS))
  await untilCaughtUp(former, replica)
  // From here on the replica receives nothing, while the primary continues.
  link.connectTo(NOWHERE)
  link.cut()
  await burn(former, random.between(1, 3_000))
  for (const one of late) await revoke(anyCaller(), one, random.of(WAYS))
  await burn(former, random.between(1, 3_000))
  // Either the connections end with the primary, or they stay open and silent.
  if (random.fraction() < 0.5) front.abandon()
  // The address moves to the replica while it is a standby, or once it is the primary.
  front.connectTo(random.fraction() < 0.3 ? replica.port : NOWHERE)
  await former.crash()
  await promote(replica)
  front.connectTo(replica.port)
  const promoted = performance.now()
  report.promotions += 1

  // Revokes at once, by ids that the former primary had issued long before.
  for (const one of after) await revoke(anyCaller(), one, random.of(WAYS), BACK_WITHIN_MS)
  for (const url of urls) await untilReady(url)
  report.recoveryMs.push(performance.now() - promoted)
  const newcomer = startServerProcess(settings)
  try {
    callers.push(await connectCaller(await newcomer.ready))
    report.held += early.length + after.length
    report.lost += late.length
    for (const [name, ended] of [
      ['skipped', [...early, ...after]],
      ['forgotten', late],
    ] as const) {
      for (const one of ended) {
        const isAccepted = await stillAccepted(callers, one)
        if (!isAccepted) continue
        report[name] += 1
        report.faults.push(`round ${round}: ${name}: a token of ${one.name} (${one.way}) is accepted`)
      }
    }
    for (const { token } of kept) for (const caller of callers) await expectStatus(report, caller, token, 200)
    // Callers that may still act must get valid tokens, with epochs that are not older than the revocation.
    for (const { name, way } of late) {
      if (way === 'delete' || way === 'deactivate') continue
      const { token } = await mint(anyCaller(), name)
      for (const caller of callers) await expectStatus(report, caller, token, 200)
    }
  } finally {
    await newcomer.end('SIGKILL')
  }
}

async function mint(caller: Caller, workspace_name: string): Promise<Minted> {
  const { status, body } = await caller.call('POST', MINT, { workspace_name })
  if (status !== 200) throw new Error(`A mint was answered ${status}: ${JSON.stringify(body)}`)
  return { name: workspace_name, token: body.token, workspace_id: body.workspace_id }
}

/** Revokes access. Tries again for a while if the database is unavailable. */
async function revoke(caller: Caller, one: Minted, way: Way, withinMs = 0): Promise<void> {
  one.way = way
  const path = `/api/v1/workspaces/${one.workspace_id}`
  const ask = () =>
    ({
      token: () => caller.call('POST', '/api/v1/account/applications/token/revoke', {}, one.token),
      workspace: () => caller.call('POST', `${path}/revoke-tokens`),
      deactivate: () => caller.call('PUT', path, { status: 'inactive' }),
      delete: () => caller.call('DELETE', path),
    })[way]()
  const end = Date.now() + withinMs
  for (let attempt = 1; ; attempt += 1, await sleep(5)) {
    const { status, body } = await ask()
    if (status < 300) return
    // An earlier attempt succeeded, and its response was lost with the connection.
    if (attempt > 1 && ((status === 401 && way === 'token') || (status === 404 && way === 'delete'))) return
    if (status !== 503 || Date.now() > end)
      throw new Error(`Revoking by ${way} was answered ${status}: ${JSON.stringify(body)}`)
  }
}

/** Returns whether some process accepts a token after the time in which all must know of the revocation. */
async function stillAccepted(callers: readonly Caller[], { token }: Minted): Promise<boolean> {
  for (const end = Date.now() + IN_FORCE_WITHIN_MS; ; await sleep(50)) {
    const responses = await Promise.all(
      callers.map((caller) => caller.call('GET', CONNECTORS, undefined, token)),
    )
    if (responses.every(({ status }) => status === 401)) return false
    if (Date.now() > end) return true
  }
}

async function expectStatus(report: FailoverReport, caller: Caller, token: string, wanted: number) {
  const { status, body } = await caller.call('GET', CONNECTORS, undefined, token)
  if (status !== wanted)
    report.faults.push(`${wanted} was to be answered, ${status}: ${JSON.stringify(body)}`)
}

/** Consumes transaction ids. */
async function burn(node: PostgresNode, count: number): Promise<void> {
  await node.query(
    `do $$ begin for i in 1..${count} loop perform pg_current_xact_id(); commit; end loop; end $$`,
  )
}

async function untilCaughtUp(primary: PostgresNode, replica: PostgresNode): Promise<void> {
  const [row] = await primary.query('select pg_current_wal_lsn()::text as lsn')
  for (const end = Date.now() + BACK_WITHIN_MS; ; await sleep(20)) {
    const [there] = await replica.query(`select pg_last_wal_replay_lsn() >= '${row?.lsn}' as caught_up`)
    if (there?.caught_up === true) return
    if (Date.now() > end) throw new Error('The replica did not catch up.')
  }
}

async function untilReady(url: string): Promise<void> {
  for (const end = Date.now() + BACK_WITHIN_MS; ; await sleep(20)) {
    const { status } = await fetch(new URL('/health/ready', url))
    if (status === 200) return
    if (Date.now() > end) throw new Error('A server did not come back after the failover.')
  }
}

if (import.meta.main)
  void runProof(
    'chaos --scenario failover',
    'Promotes a replica that is behind, again and again, and looks for revocations that the new primary skips or forgets. Then loses a primary under load, with an asynchronous and with a synchronous replica. Fails when a revocation that the replica holds is skipped, or when a synchronous replica lacks an acknowledged write.',
    { rounds: takeCount(20, 'promotions'), seed: takeSeed() },
    async (options, { print, fault, count }) => {
      const { recoveryMs, faults, ...counts } = await proveFailover(options)
      print(
        `failover, postgres, seed ${options.seed}: ${counts.promotions} promotions of a replica that was behind; revocations that it holds and were skipped: ${counts.skipped} of ${counts.held}; that it never had and a living process knew, forgotten: ${counts.forgotten} of ${counts.lost}; both processes ready ${Math.round(Math.max(...recoveryMs))} ms after a promotion at most; ${faults.length} faults`,
      )
      fault(faults)
      count({
        promotions: counts.promotions,
        'revocations that the replica held': counts.held,
        'revocations that were lost': counts.lost,
      })
      for (const isSynchronous of [false, true]) {
        const { acknowledged, lost, others, recoveryMs } = await proveFailoverWrites(isSynchronous)
        const which = isSynchronous ? 'synchronous' : 'asynchronous'
        const responses = Object.entries(others).map(([status, count]) => `, ${count} × ${status}`)
        print(
          `writes, ${which} replica that was cut off for half a second: ${lost} of ${acknowledged} acknowledged ones lost; acknowledged again ${Math.round(recoveryMs)} ms after the promotion${responses.join('')}`,
        )
        count({ 'writes acknowledged': acknowledged })
        if (isSynchronous && lost > 0) fault([`the synchronous replica lacks ${lost} acknowledged writes`])
      }
    },
  )
