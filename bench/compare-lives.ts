import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { markdownTable } from 'markdown-table'
import { DEVICES, type Device, environmentWithout } from './devices.ts'
import { getInterval, type Interval } from './interval.ts'
import { residentBytes } from './processes.ts'
import { serve } from './requests.ts'
import type { Fixture } from './scenes.ts'

/** Start, idle time and stop of a server on the embedded database. */
interface Life {
  readonly readyMs: number
  readonly idleMb: number
  /** Number of requests without a response, although their connection was established. */
  readonly cutOff: number
}

/** Figures of a server's start, idle time and stop, with all devices and without one. */
export interface LifeGain {
  readonly device: string
  readonly withIt: Readonly<Record<keyof Life, Interval>>
  readonly withoutIt: Readonly<Record<keyof Life, Interval>>
}

const IDLE_MS = 2_000
const CALLERS = 32
/** Time that callers run before the server is stopped. */
const BEFORE_STOP_MS = 300

/** Starts servers in turn: with all devices, and without each device for starting, idling and stopping. */
export async function compareLives(
  fixture: Omit<Fixture, 'seeded'>,
  { rounds, names }: { rounds: number; names: readonly string[] },
): Promise<LifeGain[]> {
  const own = DEVICES.filter(
    ({ name, loads }) => loads.length === 0 && (names.length === 0 || names.includes(name)),
  )
  const variants = [undefined, ...own]
  const lives = new Map<Device | undefined, Life[]>(variants.map((variant) => [variant, []]))
  // A first start creates files that later starts find.
  for (const variant of variants) await live(fixture, variant)
  for (let round = 0; round < rounds; round += 1)
    for (const variant of round % 2 === 0 ? variants : variants.toReversed())
      lives.get(variant)?.push(await live(fixture, variant))
  const figures = (of: Device | undefined) => {
    const taken = lives.get(of) ?? []
    const interval = (figure: keyof Life) => getInterval(taken.map((life) => life[figure]))
    return { readyMs: interval('readyMs'), idleMb: interval('idleMb'), cutOff: interval('cutOff') }
  }
  return own.map((device) => ({
    device: device.name,
    withIt: figures(undefined),
    withoutIt: figures(device),
  }))
}

async function live({ store, key }: Omit<Fixture, 'seeded'>, device: Device | undefined): Promise<Life> {
  const { server, url } = await serve(store, key, {
    ...environmentWithout(device),
    BULKHEAD_DRAIN_SECONDS: '1',
  })
  await sleep(IDLE_MS)
  const idleMb = residentBytes(server.pid) / 1024 ** 2
  const callers = startCallers(url)
  await sleep(BEFORE_STOP_MS)
  await server.end('SIGTERM')
  return { readyMs: server.readyMs() ?? Number.NaN, idleMb, cutOff: await callers.stop() }
}

/** Starts callers that open a connection for each request, until nobody accepts connections. */
function startCallers(url: string): { stop(): Promise<number> } {
  let isOver = false
  let cutOff = 0
  const agent = new Agent({ keepAlive: false })
  const ask = () =>
    new Promise<void>((resolve) => {
      const sent = request(new URL('/health/live', url), { agent }, (response) => {
        response.resume().once('close', resolve)
      })
      sent.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED') isOver = true
        else cutOff += 1
        resolve()
      })
      sent.end()
    })
  const callers = Array.from({ length: CALLERS }, async () => {
    while (!isOver) await ask()
  })
  return {
    async stop() {
      isOver = true
      await Promise.all(callers)
      return cutOff
    },
  }
}

/** Formats the gains as a Markdown table. */
export function lifeTable(gains: readonly LifeGain[]): string {
  const head = ['Without', 'Ready, ms', 'Resident when idle, MB', 'Requests cut off by a stop']
  const row = (what: string, { readyMs, idleMb, cutOff }: LifeGain['withIt']) => [
    what,
    ...[readyMs, idleMb, cutOff].map(
      ({ median, from, to }) => `${median.toFixed(0)} (${from.toFixed(0)}–${to.toFixed(0)})`,
    ),
  ]
  const [first] = gains
  const rows = [
    ...(first === undefined ? [] : [row('none of them', first.withIt)]),
    ...gains.map(({ device, withoutIt }) => row(device, withoutIt)),
  ]
  return `${markdownTable([head, ...rows])}
`
}
