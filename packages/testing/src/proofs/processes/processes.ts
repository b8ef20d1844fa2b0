import { randomBytes } from 'node:crypto'
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { InvalidArgumentError } from 'commander'
import pg from 'pg'
import { type Engine, engines, type Store } from '#engines'
import { ECHO_CONNECTORS } from '#fuzz/echo'
import { json, startScriptedUpstream } from '#scripted-upstream'
import { type ServerProcess, startServerProcess } from '#server-process'
import { startValkeyServer, type ValkeyServer } from '#storage/valkey-server'
import { type Caller, connectCaller, PROOF_CLIENT_SETTINGS } from '../parts/caller.ts'
import { CONNECTORS } from '../parts/run-load.ts'
import { type ProofOption, runProof, takeNumber, takeSwitch } from '../parts/run-proof.ts'
import { proveWorkers } from './prove-workers.ts'

const QUOTA = 100
const QUOTA_LANES = 24
const PASSWORDS = 1_000
const SLOTS = 8
const CALLS = 48
const ROUNDS = 4
const HELD_MS = 300
/** Time after which a new process has its share of slots, which takes two seconds. */
const SETTLED_MS = 5_000
/** Duration of Valkey's outage under load. */
const AWAY_MS = 5_000
const owner = { email: 'owner@example.com', password: randomBytes(12).toString('hex') }

const PARTS = ['passwords', 'slots', 'quota', 'workers'] as const
type Part = (typeof PARTS)[number]
let valkey: ValkeyServer | undefined
/** Number of measurements that were printed. */
let measurements = 0

await runProof(
  'processes',
  'Measures over HTTP on Postgres what several processes share: the calls in progress of a workspace and wrong passwords at four processes, a quota of requests by two, by four and by two workers of one port; and what a request costs with two and four workers. They take turns on the processors, which makes every request dearer, so they are compared with as many servers of one worker at the same time. It also counts what two workers serve that are held to a fifth of a processor each. Fails when a limit does not hold for all of them together, or when workers cost too much.',
  {
    seconds: takeNumber(20, 'length of each measurement of the quota and of workers'),
    valkey: takeSwitch('counts in Debian’s Valkey, which is also killed and started again'),
    only: takeParts(),
  },
  async ({ seconds, valkey, only = PARTS }, { count }) => {
    await proveProcesses(seconds, valkey, new Set(only))
    count({ measurements })
  },
)

function takeParts(): ProofOption<Part[] | undefined> {
  const read = (given: string) => {
    const named = given.split(',')
    const parts = PARTS.filter((part) => named.includes(part))
    if (parts.length === named.length) return parts
    throw new InvalidArgumentError(`It takes some of ${PARTS.join(', ')}, with commas between them.`)
  }
  return { value: 'parts', help: `some of ${PARTS.join(', ')}; all if not given`, initial: undefined, read }
}

async function proveProcesses(seconds: number, isByValkey: boolean, parts: ReadonlySet<Part>): Promise<void> {
  const postgres = getPostgres()
  if (isByValkey) valkey = await startValkeyServer()
  try {
    await withServers(await postgres.createStore(), { processes: 4 }, async (urls, { stderr }) => {
      if (parts.has('slots')) await proveSlots(urls)
      if (parts.has('slots') && valkey) await proveSlots(urls, AWAY_MS)
      if (parts.has('passwords')) await provePasswords(urls, stderr())
      if (parts.has('quota')) await proveQuota(urls, seconds, '4 processes')
      if (parts.has('quota') && valkey) await proveQuotaWithoutValkey(urls, valkey)
    })
    for (const [name, started] of [
      ['2 processes', { processes: 2 }],
      ['--workers 2', { processes: 1, workers: 2 }],
    ] as const) {
      if (!parts.has('quota')) continue
      await withServers(await postgres.createStore(), started, (urls) => proveQuota(urls, seconds, name))
    }
    if (parts.has('workers')) await proveWorkers(postgres, seconds, say, progress)
  } finally {
    await valkey?.kill()
    await postgres.close()
  }
}

async function withServers(
  store: Store,
  { processes, workers }: { readonly processes: number; readonly workers?: number },
  work: (urls: readonly string[], first: ServerProcess) => Promise<void>,
): Promise<void> {
  await using closing = new AsyncDisposableStack()
  closing.defer(() => store.remove())
  const settings = {
    ...store.environment,
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_CONNECTORS_DIR: ECHO_CONNECTORS,
    BULKHEAD_WORKSPACE_CALLS: String(SLOTS),
    BULKHEAD_TRUSTED_PROXIES: '127.0.0.1',
    BULKHEAD_LOG_LEVEL: 'warn',
    ...(valkey && { BULKHEAD_VALKEY_URL: valkey.url }),
    ...(workers !== undefined && { BULKHEAD_WORKERS: String(workers) }),
  }
  const open = async () => {
    const server = startServerProcess(settings)
    closing.defer(async () => void (await server.end('SIGKILL')))
    await server.ready
    return server
  }
  // The first process creates the application and prints the sign-up link.
  const first = await open()
  const others = await Promise.all(Array.from({ length: processes - 1 }, open))
  const client = new pg.Client({ connectionString: store.postgres?.adminUrl })
  await client.connect()
  // Set before the first request, because a server caches quotas for half a minute.
  closing.defer(() => client.end())
  const { rowCount } = await client.query('update bulkhead.organizations set requests_per_second = $1', [
    QUOTA,
  ])
  if (rowCount !== 1) throw new Error(`${rowCount} organizations have the quota`)
  await work(await Promise.all([first, ...others].map(({ ready }) => ready)), first)
}

/**
 * Sends more requests than the quota to all processes for some seconds, after one second in which each process learns
 * of the others.
 */
async function proveQuota(urls: readonly string[], seconds: number, name: string): Promise<void> {
  const callers = await Promise.all(urls.map(connectCaller))
  const counts = new Map<number, number>()
  const beginsAt = performance.now() + 2_000
  const endsAt = beginsAt + seconds * 1_000
  await inLanes(QUOTA_LANES, async (lane) => {
    const { call } = callers[lane % callers.length] as Caller
    while (performance.now() < endsAt) {
      const { status } = await call('GET', '/api/v1/workspaces?limit=1')
      if (performance.now() >= beginsAt && performance.now() < endsAt)
        counts.set(status, (counts.get(status) ?? 0) + 1)
    }
  })
  const perSecond = (counts.get(200) ?? 0) / seconds
  const sent = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const figures = `${perSecond.toFixed(1)} requests/s of ${(sent / seconds).toFixed(0)} sent`
  const isOther = [...counts.keys()].some((status) => status !== 200 && status !== 429)
  const isKept = Math.abs(perSecond - QUOTA) <= QUOTA * 0.05 && !isOther
  const reason = sent / seconds < QUOTA * 1.2 ? ', fewer than it takes to reach it: the machine is busy' : ''
  say(isKept, `quota of ${QUOTA}/s, ${name}: ${figures}${reason}`)
}

/** Kills Valkey under load and starts it again. Counts the accepted requests of each second. */
async function proveQuotaWithoutValkey(urls: readonly string[], killed: ValkeyServer): Promise<void> {
  const callers = await Promise.all(urls.map(connectCaller))
  const times: number[] = []
  const errors: number[] = []
  let isEnding = false
  const lanes = inLanes(QUOTA_LANES, async (lane) => {
    const { call } = callers[lane % callers.length] as Caller
    while (!isEnding) {
      const { status } = await call('GET', '/api/v1/workspaces?limit=1')
      if (status === 200) times.push(performance.now())
      else if (status !== 429) errors.push(status)
    }
  })
  const countFor = async (ms: number) => {
    const [began, first] = [performance.now(), times.length]
    await sleep(ms)
    return ((times.length - first) / (performance.now() - began)) * 1_000
  }
  await sleep(2_000)
  const before = await countFor(AWAY_MS)
  await killed.kill()
  const away = await countFor(AWAY_MS)
  await killed.start()
  const startedAt = performance.now()
  await sleep(1_000)
  const after = await countFor(AWAY_MS)
  isEnding = true
  await lanes
  const isLimited = [before, away, after].every((perSecond) => perSecond <= QUOTA * 1.05)
  const isBack = after >= QUOTA * 0.95
  const onReturn = times.filter((at) => at >= startedAt && at < startedAt + 1_000).length
  const figures = `${before.toFixed(1)} requests/s before, ${away.toFixed(1)} without, ${onReturn} in the second of its return, then ${after.toFixed(1)}`
  say(
    isLimited && isBack && errors.length === 0,
    `Valkey killed for ${AWAY_MS / 1_000} s, quota of ${QUOTA}/s: ${figures}; errors ${errors.length}`,
  )
}

/**
 * Guesses passwords of one account from one address, of many accounts from another address, and of one account from
 * many addresses.
 */
async function provePasswords(urls: readonly string[], printed: string): Promise<void> {
  const link = new URL(/sign up as the first owner:\s+(\S+)/.exec(printed)?.[1] ?? '')
  const post = async (url: string | undefined, path: string, body: object, address: string) => {
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { origin: link.origin, 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify(body),
    })
    await response.arrayBuffer()
    return response.status
  }
  const signUp = { ...owner, token: link.hash.slice(1), name: 'Olga Owner' }
  say((await post(urls[0], '/auth/sign-up', signUp, '10.0.0.1')) === 200, 'first owner signs up')
  const guess = async (what: string, most: number, get: (attempt: number) => readonly [string, string]) => {
    const counts = new Map<number, number>()
    let next = 0
    await inLanes(urls.length * 2, async (lane) => {
      while (next < PASSWORDS) {
        const attempt = next++
        const [email, address] = get(attempt)
        const body = { email, password: `wrong-${attempt}` }
        const status = await post(urls[lane % urls.length], '/auth/sign-in', body, address)
        counts.set(status, (counts.get(status) ?? 0) + 1)
      }
    })
    const figures = [...counts].map(([status, count]) => `${count} × ${status}`).join(', ')
    say(
      counts.get(429) === PASSWORDS - most,
      `${PASSWORDS} wrong passwords, ${what}: ${figures} (limit ${most})`,
    )
  }
  await guess('one account from one address', 10, () => [owner.email, '10.0.1.1'])
  await guess('other accounts from one address', 60, (attempt) => [`p${attempt}@example.com`, '10.0.2.1'])
  const addressOf = (attempt: number) => `10.1.${attempt >> 8}.${attempt & 255}`
  await guess('one account from many addresses', 100, (attempt) => ['victim@example.com', addressOf(attempt)])
}

/**
 * Sends more calls of one workspace than it has slots to all processes at once.
 *
 * @param awayMs If given, Valkey is killed during the calls for this many milliseconds.
 */
async function proveSlots(urls: readonly string[], awayMs?: number): Promise<void> {
  const callers = await Promise.all(urls.map(connectCaller))
  const upstream = await startScriptedUpstream()
  try {
    let [running, most] = [0, 0]
    upstream.respond(async (request, respond) => {
      most = Math.max(most, ++running)
      await sleep(HELD_MS)
      running--
      await json({ items: [] })(request, respond)
    })
    const { body } = await (callers[0] as Caller).call('POST', CONNECTORS, {
      connector_type: 'echo',
      credentials: { token: 'a-token-of-echo' },
      environment: { base_url: upstream.url },
    })
    await sleep(SETTLED_MS)
    const counts = new Map<number, number>()
    const reached: number[] = []
    const away = awayMs === undefined ? undefined : killFor(awayMs)
    for (let round = 0; round < ROUNDS || (away && !away.isOver()); round++) {
      most = 0
      await inLanes(CALLS, async (lane) => {
        const { call } = callers[lane % callers.length] as Caller
        const path = `${CONNECTORS}/${body.id}/execute`
        const { status } = await call('POST', path, { entity: 'things', action: 'list' })
        counts.set(status, (counts.get(status) ?? 0) + 1)
      })
      reached.push(most)
    }
    const figures = [...counts].map(([status, count]) => `${count} × ${status}`).join(', ')
    await away?.ended
    const isGood = reached.every((count) => count <= SLOTS) && Math.max(...reached) === SLOTS
    const what = awayMs === undefined ? '' : `, Valkey killed for ${awayMs / 1_000} s`
    say(isGood, `${SLOTS} slots of a workspace${what}: ${reached.join(', ')} at the same time, ${figures}`)
  } finally {
    await upstream.close()
  }
}

/** Kills Valkey in a second and starts it again after `ms`. `ended` resolves `ms` after its return. */
function killFor(ms: number) {
  let isOver = false
  const ended = (async () => {
    await sleep(1_000)
    await valkey?.kill()
    await sleep(ms)
    await valkey?.start()
    await sleep(ms)
    isOver = true
  })()
  return { ended, isOver: () => isOver }
}

async function inLanes(lanes: number, work: (lane: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)))
}

function getPostgres(): Engine {
  const postgres = engines.find(({ name }) => name === 'postgres')
  if (postgres === undefined) throw new Error('It needs Postgres.')
  return postgres
}

function progress(line: string): void {
  process.stdout.write(`     ${line}\n`)
}

function say(isGood: boolean, what: string): void {
  measurements += 1
  process.stdout.write(`${isGood ? 'ok  ' : 'FAIL'} ${what}; load ${loadavg()[0]?.toFixed(1)}\n`)
  if (!isGood) process.exitCode = 1
}
