import type { Engine } from '#engines'
import { getMedian, measureCosts } from './worker-cost.ts'

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
  const turns = await measureCosts(
    postgres,
    [1, 2, 4, 1, 1, 1],
    ([one, two, four, ...others]) => {
      const twoServers = [one, others[0]]
      const fourServers = [one, ...others]
      return {
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
      }
    },
    seconds,
  )
  type Name = keyof (typeof turns)[number]
  const show = (name: Name, figure: 'us' | 'perSecond') =>
    getMedian(turns.map((costs) => costs[name][figure])).toFixed(0)
  const divide = (name: Name, other: Name, figure: 'us' | 'perSecond') =>
    turns.map((costs) => costs[name][figure] / costs[other][figure])
  const showQuotients = (quotients: readonly number[]) =>
    `${getMedian(quotients).toFixed(2)} (${Math.min(...quotients).toFixed(2)} to ${Math.max(...quotients).toFixed(2)})`
  const sayCost = (what: string, workers: Name, servers: Name, named: string, alone: Name) => {
    const quotients = divide(workers, servers, 'us')
    say(
      getMedian(quotients) <= MOST_COST,
      `processor time of a request, ${what}: ${show(workers, 'us')} µs, ${showQuotients(quotients)} of ${show(servers, 'us')} µs with ${named} of one worker, ${showQuotients(divide(workers, alone, 'us'))} of ${show(alone, 'us')} µs with one alone`,
    )
  }
  const held = `each held to ${SHARE} of a processor by ${turns[0]?.heldOne.how}`
  sayCost(`--workers 2, ${held}`, 'heldTwo', 'heldTwoServers', '2 servers', 'heldOne')
  sayCost(`--workers 4, ${held}`, 'heldFour', 'heldFourServers', '4 servers', 'heldOne')
  sayCost('--workers 2, busy', 'two', 'twoServers', '2 servers', 'one')
  sayCost('--workers 4, busy', 'four', 'fourServers', '4 servers', 'one')
  const gains = divide('heldTwo', 'heldOne', 'perSecond')
  say(
    getMedian(gains) >= LEAST_GAIN,
    `workers ${held}: one serves ${show('heldOne', 'perSecond')}/s, two ${show('heldTwo', 'perSecond')}/s, ${showQuotients(gains)} times as many`,
  )
}
