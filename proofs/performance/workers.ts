import { type Engine, engines } from '@bulkhead/testing/engines'
import { runProof, takeCount, takeNumber } from '../parts/run-proof.ts'
import { type Compared, comparePairs, getMedian } from './worker-cost.ts'
import type { Loaded } from './worker-load.ts'

/** Most that a request may cost with several workers, as a multiple of its cost with as many servers of one worker. */
const MOST_COST = 1.1
const LEAST_GAIN = 1.8
/** Share of a processor to which workers are held where they are counted. It leaves more than one to load and database. */
const SHARE = 0.2

/**
 * Compares what requests cost with several workers, and how many are served by workers that are held to a share.
 *
 * Workers take turns on the processors with each other, with the database and with the load, and share their caches,
 * which makes every request dearer. So they are compared with as many servers of one worker that do the same.
 */
async function proveWorkers(
  postgres: Engine,
  { seconds, groups }: { readonly seconds: number; readonly groups: number },
  say: (isGood: boolean, what: string) => void,
  progress: (line: string) => void,
): Promise<void> {
  const [gain, two, four] = (await comparePairs(
    postgres,
    [
      { name: 'two workers and one server', of: [2], with: [1], share: SHARE },
      { name: 'two workers and two servers', of: [2], with: [1, 1] },
      { name: 'four workers and four servers', of: [4], with: [1, 1, 1, 1] },
    ],
    seconds,
    groups,
    progress,
  )) as [Compared[], Compared[], Compared[]]
  for (const [count, turns] of [
    [2, two],
    [4, four],
  ] as const) {
    const quotients = divide(turns, 'us')
    say(
      getMedian(quotients) <= MOST_COST,
      `processor time of a request, --workers ${count}: ${show(turns, 'of', 'us')} µs, ${showQuotients(quotients)} of ${show(turns, 'with', 'us')} µs with ${count} servers of one worker at the same time`,
    )
  }
  const gains = divide(gain, 'perSecond')
  say(
    getMedian(gains) >= LEAST_GAIN,
    `workers each held to ${SHARE} of a processor by ${gain[0]?.how}: one serves ${show(gain, 'with', 'perSecond')}/s, two ${show(gain, 'of', 'perSecond')}/s, ${showQuotients(gains)} times as many`,
  )
}

function divide(compared: readonly Compared[], figure: keyof Loaded): number[] {
  return compared.map((sides) => sides.of[figure] / sides.with[figure])
}

function show(compared: readonly Compared[], side: 'of' | 'with', figure: keyof Loaded): string {
  return getMedian(compared.map((sides) => sides[side][figure])).toFixed(0)
}

function showQuotients(quotients: readonly number[]): string {
  return `${getMedian(quotients).toFixed(2)} (${Math.min(...quotients).toFixed(2)} to ${Math.max(...quotients).toFixed(2)})`
}

await runProof(
  'performance --scenario workers',
  'Compares on Postgres what a request costs with two and four workers with what it costs with as many servers of one worker at the same time, and counts what two workers serve that are held to a fifth of a processor each. Fails when workers cost too much.',
  {
    seconds: takeNumber(20, 'length of each measurement'),
    groups: takeCount(2, 'times that all servers are new'),
  },
  async ({ seconds, groups }, { print, fault, count }) => {
    const postgres = engines.find(({ name }) => name === 'postgres')
    if (postgres === undefined) throw new Error('This proof needs Postgres.')
    let measurements = 0
    try {
      await proveWorkers(
        postgres,
        { seconds, groups },
        (isGood, what) => {
          measurements += 1
          print(what)
          if (!isGood) fault([what])
        },
        print,
      )
    } finally {
      await postgres.close()
    }
    count({ measurements })
  },
)
