import type { Engine } from '#engines'
import { type Cost, compare, getMedian, measureCosts, openServed, type Served } from './worker-cost.ts'

/** Most that a request may cost with several workers, as a multiple of its cost with as many servers of one worker. */
const MOST_COST = 1.1
/** Share of a processor to which workers are held. */
const SHARE = 0.2
const LEAST_GAIN = 1.8

/**
 * Compares what requests cost with several workers, and how many are served by workers that are held to a share.
 *
 * Workers take turns on the processors with each other, with the database and with the load, and share their caches,
 * which makes every request dearer. So they are compared with as many servers of one worker that do the same, held to
 * the same share or to none.
 */
export async function proveWorkers(
  postgres: Engine,
  seconds: number,
  say: (isGood: boolean, what: string) => void,
): Promise<void> {
  await using opened = await openServed(postgres, [1, 2, 4, 1, 1, 1])
  const [one, two, four, ...others] = opened.servers as [Served, Served, Served, ...Served[]]
  const twoServers = [one, ...others.slice(0, 1)]
  const fourServers = [one, ...others]
  const costs = await measureCosts(
    {
      heldOne: { servers: [one], share: SHARE },
      heldTwo: { servers: [two], share: SHARE },
      heldTwoServers: { servers: twoServers, share: SHARE },
      heldFour: { servers: [four], share: SHARE },
      heldFourServers: { servers: fourServers, share: SHARE },
      one: { servers: [one] },
      two: { servers: [two] },
      twoServers: { servers: twoServers },
      four: { servers: [four] },
      fourServers: { servers: fourServers },
    },
    seconds,
  )
  const getUs = ({ us }: Cost) => us
  const getPerSecond = ({ perSecond }: Cost) => perSecond
  const show = (costs: readonly Cost[], figure: (cost: Cost) => number) =>
    getMedian(costs.map(figure)).toFixed(0)
  const sayCost = (
    what: string,
    workers: readonly Cost[],
    servers: readonly Cost[],
    named: string,
    alone: readonly Cost[],
  ) => {
    const multiple = compare(workers, servers, getUs)
    say(
      multiple <= MOST_COST,
      `processor time of a request, ${what}: ${show(workers, getUs)} µs, ${multiple.toFixed(2)} of ${show(servers, getUs)} µs with ${named} of one worker, ${compare(workers, alone, getUs).toFixed(2)} of ${show(alone, getUs)} µs with one alone`,
    )
  }
  const { heldOne, heldTwo } = costs
  const held = `each held to ${SHARE} of a processor by ${heldOne[0]?.how}`
  sayCost(`--workers 2, ${held}`, heldTwo, costs.heldTwoServers, '2 servers', heldOne)
  sayCost(`--workers 4, ${held}`, costs.heldFour, costs.heldFourServers, '4 servers', heldOne)
  sayCost('--workers 2, busy', costs.two, costs.twoServers, '2 servers', costs.one)
  sayCost('--workers 4, busy', costs.four, costs.fourServers, '4 servers', costs.one)
  const gain = compare(heldTwo, heldOne, getPerSecond)
  say(
    gain >= LEAST_GAIN,
    `workers ${held}: one serves ${show(heldOne, getPerSecond)}/s, two ${show(heldTwo, getPerSecond)}/s, ${gain.toFixed(2)} times as many`,
  )
}
