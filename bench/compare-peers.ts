import { markdownTable } from 'markdown-table'
import { getInterval, type Interval } from './interval.ts'
import type { LoadRequest } from './load.ts'
import { execute, LIST, mint, serve } from './requests.ts'
import type { Rig } from './rig.ts'
import type { Fixture } from './scenes.ts'

/** Another program that sends requests with credentials it keeps. It runs already, and is named by environment variables. */
interface Peer {
  /** Environment variables that it needs, with what they are. */
  readonly needs: Readonly<Record<string, string>>
  /** Returns the address of the peer, and a request that it passes on to `/array` of the upstream. */
  request(given: Readonly<Record<string, string>>, upstream: string): { url: string; request: LoadRequest }
}

/** Calls of a peer, divided by those of the server in the same round. */
export interface PeerCost {
  readonly peer: string
  readonly perSecond: Interval
  readonly p99: Interval
}

/** Programs to compare with. */
const PEERS: Readonly<Record<string, Peer>> = {
  // https://docs.nango.dev/reference/api/proxy/get
  nango: {
    needs: {
      NANGO_URL: 'its address, such as http://127.0.0.1:3003',
      NANGO_SECRET_KEY: 'the secret key of its environment',
      NANGO_INTEGRATION: 'the id of an integration with an API key',
      NANGO_CONNECTION: 'the id of a connection of it',
    },
    request: (
      { NANGO_URL = '', NANGO_SECRET_KEY, NANGO_INTEGRATION = '', NANGO_CONNECTION = '' },
      upstream,
    ) => ({
      url: NANGO_URL,
      request: {
        method: 'GET',
        path: '/proxy/array',
        headers: {
          authorization: `Bearer ${NANGO_SECRET_KEY}`,
          'provider-config-key': NANGO_INTEGRATION,
          'connection-id': NANGO_CONNECTION,
          'base-url-override': upstream,
        },
      },
    }),
  },
}

const CONNECTIONS = 32
const LEAD_IN_SECONDS = 1
const WARM_SECONDS = 10

/** Returns what is missing to compare with these peers, in words; nothing if they can be. */
export function findMissing(names: readonly string[]): string | undefined {
  for (const name of names) {
    const peer = PEERS[name]
    if (peer === undefined) return `There is no peer ${name}. There are: ${Object.keys(PEERS).join(', ')}.`
    const missing = Object.entries(peer.needs).filter(([variable]) => !process.env[variable])
    if (missing.length > 0)
      return `To compare with ${name}, start it on this machine and set ${missing.map(([variable, what]) => `${variable} (${what})`).join(', ')}.`
  }
  return undefined
}

/**
 * Measures the same call through the server and through each peer, in alternating rounds.
 *
 * Compared are calls and not processor time: a peer may consist of many processes, or run in containers.
 */
export async function comparePeers(
  rig: Rig,
  { store, key, seeded }: Fixture,
  {
    names,
    rounds,
    seconds,
  }: { readonly names: readonly string[]; readonly rounds: number; readonly seconds: number },
): Promise<PeerCost[]> {
  const { name = '', connectors: [connector = ''] = [] } = seeded[0] ?? {}
  const { server, url, app } = await serve(store, key)
  const own = { url, request: execute(await mint(app, name), connector, LIST) }
  const slice = async (target: { url: string; request: LoadRequest }, long: number) => {
    const load = { url: target.url, connections: CONNECTIONS, seconds: long, leadInSeconds: LEAD_IN_SECONDS }
    const loaded = await rig.loader.run({ ...load, requests: [target.request] }, () => {})
    if (loaded.failed > 0) throw new Error(`${loaded.failed} of ${loaded.requests} calls failed`)
    return { perSecond: loaded.requests / loaded.seconds, p99: loaded.p99 }
  }
  try {
    const costs: PeerCost[] = []
    for (const peer of names) {
      const other = (PEERS[peer] as Peer).request(process.env as Record<string, string>, rig.upstream.url)
      await assertPasses(peer, other, rig.upstream.url)
      for (const target of [own, other]) await slice(target, WARM_SECONDS)
      const ratios: { perSecond: number; p99: number }[] = []
      for (let round = 0; round < rounds; round += 1) {
        // The order alternates, so that neither always comes first.
        const inOrder = round % 2 === 0 ? [own, other] : [other, own]
        const measured = new Map<typeof own, Awaited<ReturnType<typeof slice>>>()
        for (const target of inOrder) measured.set(target, await slice(target, seconds))
        const [ours, theirs] = [measured.get(own), measured.get(other)]
        if (ours && theirs)
          ratios.push({
            perSecond: theirs.perSecond / ours.perSecond,
            p99: theirs.p99 / Math.max(ours.p99, 1),
          })
      }
      costs.push({
        peer,
        perSecond: getInterval(ratios.map(({ perSecond }) => perSecond)),
        p99: getInterval(ratios.map(({ p99 }) => p99)),
      })
    }
    return costs
  } finally {
    await server.end('SIGTERM')
  }
}

/** Verifies that a peer passes on what the upstream sends, so that both do the same work. */
async function assertPasses(
  peer: string,
  { url, request }: { url: string; request: LoadRequest },
  upstream: string,
) {
  const [passed, sent] = await Promise.all([
    fetch(url + request.path, { headers: request.headers }),
    fetch(`${upstream}/array`),
  ])
  const [text, expected] = [await passed.text(), await sent.text()]
  if (text !== expected)
    throw new Error(
      `${peer} does not pass on the response of ${upstream}: ${passed.status} ${text.slice(0, 300)}. In a container it needs the network of this machine.`,
    )
}

/** Returns the ratios as a table of Markdown. */
export function peerTable(costs: readonly PeerCost[]): string {
  const show = ({ median, from, to }: Interval) =>
    `${median.toFixed(3)} (${from.toFixed(3)}–${to.toFixed(3)})`
  const rows = costs.map(({ peer, perSecond, p99 }) => [peer, show(perSecond), show(p99)])
  return `${markdownTable([['Peer', 'Calls a second : ours', '99 % of calls within : ours'], ...rows])}\n`
}
