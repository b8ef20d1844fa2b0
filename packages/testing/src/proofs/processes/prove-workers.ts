import type { Engine } from '#engines'
import { type Costs, getMedian, measureCosts } from './worker-cost.ts'

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
  progress: (line: string) => void,
): Promise<void> {
  const turns = await measureCosts(
    postgres,
    { one: [1], two: [2], twoServers: [1, 1], four: [4], fourServers: [1, 1, 1, 1] },
    SHARE,
    seconds,
    progress,
  )
  type Name = keyof (typeof turns)[number]
  const show = (name: Name, load: keyof Costs, figure: 'us' | 'perSecond') =>
    getMedian(turns.map((costs) => costs[name][load][figure])).toFixed(0)
  const divide = (name: Name, other: Name, load: keyof Costs, figure: 'us' | 'perSecond') =>
    turns.map((costs) => costs[name][load][figure] / costs[other][load][figure])
  const showQuotients = (quotients: readonly number[]) =>
    `${getMedian(quotients).toFixed(2)} (${Math.min(...quotients).toFixed(2)} to ${Math.max(...quotients).toFixed(2)})`
  const held = `each held to ${SHARE} of a processor by ${turns[0]?.one.held.how}`
  for (const load of ['held', 'busy'] as const) {
    for (const [workers, servers, count] of [
      ['two', 'twoServers', 2],
      ['four', 'fourServers', 4],
    ] as const) {
      const quotients = divide(workers, servers, load, 'us')
      say(
        getMedian(quotients) <= MOST_COST,
        `processor time of a request, --workers ${count}, ${load === 'held' ? held : load}: ${show(workers, load, 'us')} µs, ${showQuotients(quotients)} of ${show(servers, load, 'us')} µs with ${count} servers of one worker, ${showQuotients(divide(workers, 'one', load, 'us'))} of ${show('one', load, 'us')} µs with one alone`,
      )
    }
  }
  const gains = divide('two', 'one', 'held', 'perSecond')
  say(
    getMedian(gains) >= LEAST_GAIN,
    `workers ${held}: one serves ${show('one', 'held', 'perSecond')}/s, two ${show('two', 'held', 'perSecond')}/s, ${showQuotients(gains)} times as many`,
  )
}
