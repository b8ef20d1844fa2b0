import type { Engine } from '#engines'
import { type Cost, measureCosts, openServed, type Served } from './worker-cost.ts'

/** Most that a request may cost with several workers, as a multiple of its cost with one. */
const MOST_COST = 1.1
/** Share of a processor to which workers are held. */
const SHARE = 0.2
const LEAST_GAIN = 1.8

/**
 * Compares what requests cost with several workers, and how many are served by workers that are held to a share.
 *
 * Workers that are held have the rest of the machine to themselves. Workers that are not take turns on the processors
 * with each other, with the database and with the load, which makes every request dearer. So they are compared with as
 * many servers of one worker that do the same.
 */
export async function proveWorkers(
  postgres: Engine,
  seconds: number,
  say: (isGood: boolean, what: string) => void,
): Promise<void> {
  await using opened = await openServed(postgres, [1, 2, 4, 1, 1, 1])
  const [one, two, four, ...others] = opened.servers as [Served, Served, Served, ...Served[]]
  const costs = await measureCosts(
    {
      heldOne: { servers: [one], share: SHARE },
      heldTwo: { servers: [two], share: SHARE },
      heldFour: { servers: [four], share: SHARE },
      one: { servers: [one] },
      two: { servers: [two] },
      twoServers: { servers: [one, ...others.slice(0, 1)] },
      four: { servers: [four] },
      fourServers: { servers: [one, ...others] },
    },
    seconds,
  )
  const sayCost = (what: string, { us }: Cost, than: Cost, named: string, more = '') =>
    say(
      us / than.us <= MOST_COST,
      `processor time of a request, ${what}: ${us.toFixed(0)} µs, ${(us / than.us).toFixed(2)} of ${than.us.toFixed(0)} µs with ${named}${more}`,
    )
  const { heldOne, heldTwo, heldFour } = costs
  const held = `each held to ${SHARE} of a processor by ${heldOne.how}`
  sayCost(`--workers 2, ${held}`, heldTwo, heldOne, 'one')
  sayCost(`--workers 4, ${held}`, heldFour, heldOne, 'one')
  const ofOne = ({ us }: Cost) =>
    `, ${(us / costs.one.us).toFixed(2)} of ${costs.one.us.toFixed(0)} µs with one alone`
  sayCost('--workers 2, busy', costs.two, costs.twoServers, '2 servers of one worker', ofOne(costs.two))
  sayCost('--workers 4, busy', costs.four, costs.fourServers, '4 servers of one worker', ofOne(costs.four))
  const gain = heldTwo.perSecond / heldOne.perSecond
  say(
    gain >= LEAST_GAIN,
    `workers ${held}: one serves ${heldOne.perSecond.toFixed(0)}/s, two ${heldTwo.perSecond.toFixed(0)}/s, ${gain.toFixed(2)} times as many`,
  )
}
