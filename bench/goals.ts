import { type Figure, median, type Results, type Round } from './figures.ts'

/** Goal, its measurement in one run, and whether every figure reaches it. */
export interface Goal {
  readonly what: string
  readonly wanted: string
  readonly measured: string
  readonly isReached: boolean
}

const WARM = ['execute, array', 'execute, $.items', 'execute, object', 'execute, select_fields']
const ZIPF = 'execute, 20,000 connectors by Zipf'
const COLD = 'execute, none in memory'
const MINT = 'mint, known name'
const MIB = 1_048_576

/** Compares the results of a run with the goals. */
export function compareWithGoals({ rounds, standing, addedMilliseconds }: Results): readonly Goal[] {
  const of = (engine: Round['engine']) => rounds.filter((round) => round.engine === engine)
  const read = (engine: Round['engine'], what: string, get: (figure: Figure, round: Round) => number) =>
    of(engine).flatMap((round) =>
      round.figures.filter((figure) => figure.what === what).map((figure) => get(figure, round)),
    )
  /** Cost of a call of many connectors, as a multiple of one connector's calls in the same round. */
  const timesWarm = (figure: Figure, round: Round) => findFigure(round, WARM[0]).ofNode / figure.ofNode
  const atLeast = (what: string, least: number, unit: string, values: readonly number[]) =>
    toGoal(what, `≥ ${format(least)}${unit}`, unit, values, (value) => value >= least)
  const atMost = (what: string, most: number, unit: string, values: readonly number[]) =>
    toGoal(what, `≤ ${format(most)}${unit}`, unit, values, (value) => value <= most)
  const ready = (engine: Round['engine']) => standing.filter((one) => one.engine === engine)
  return [
    atLeast(
      'warm execute on Postgres, of Node',
      0.6,
      '',
      WARM.flatMap((what) => read('postgres', what, ({ ofNode }) => ofNode)),
    ),
    ...(['postgres', 'pglite'] as const).flatMap((engine) => [
      atMost(`20,000 connectors by Zipf on ${engine}, of a warm one`, 1.3, '', read(engine, ZIPF, timesWarm)),
      atMost(
        `execute on ${engine}, none in memory`,
        engine === 'postgres' ? 300 : 600,
        ' µs',
        read(engine, COLD, ({ cpuMicroseconds }) => cpuMicroseconds),
      ),
    ]),
    atMost('added wait of one caller', 0.3, ' ms', [addedMilliseconds]),
    atLeast(
      'mints on Postgres',
      5_000,
      '/s',
      read('postgres', MINT, ({ perSecond }) => perSecond),
    ),
    ...(['postgres', 'pglite'] as const).flatMap((engine) => [
      atMost(`difference between the sizes on ${engine}`, 1.3, ' times', getSpread(of(engine))),
      atMost(
        `ready on ${engine}, on a database that is there`,
        1_200,
        ' ms',
        ready(engine).map(({ readyMs }) => median(readyMs)),
      ),
      atMost(
        `idle on ${engine}`,
        engine === 'postgres' ? 150 : 250,
        ' MB',
        ready(engine).map(({ idleBytes }) => idleBytes / MIB),
      ),
    ]),
  ].filter(({ measured }) => measured !== '')
}

/**
 * Returns the largest difference between the figures of two sizes, as a multiple. Uses ratios to the baseline, so drift
 * does not count. Empty if there is one size.
 */
export function getSpread([few, many]: readonly Round[]): readonly number[] {
  if (few === undefined || many === undefined) return []
  const ratios = many.figures.map((figure) => findFigure(few, figure.what).ofNode / figure.ofNode)
  return [Math.max(...ratios.map((ratio) => Math.max(ratio, 1 / ratio)))]
}

function findFigure({ figures }: Round, what: string | undefined): Figure {
  const found = figures.find((figure) => figure.what === what)
  if (found === undefined) throw new Error(`There is no figure "${what}"`)
  return found
}

function toGoal(
  what: string,
  wanted: string,
  unit: string,
  values: readonly number[],
  isReached: (value: number) => boolean,
): Goal {
  const [least, most] = [Math.min(...values), Math.max(...values)].map(format)
  const range = least === most ? least : `${least} to ${most}`
  return {
    what,
    wanted,
    measured: values.length === 0 ? '' : `${range}${unit}`,
    isReached: values.every(isReached),
  }
}

function format(value: number): string {
  return value < 10 ? String(Number(value.toFixed(2))) : Math.round(value).toLocaleString('en')
}
