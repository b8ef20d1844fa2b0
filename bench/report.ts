import { markdownTable } from 'markdown-table'
import { type Cost, type Figure, median, type Results, type Round } from './figures.ts'
import { compareWithGoals, getSpread } from './goals.ts'

/** Formats the results as Markdown: a table per engine and size, and the rest in sentences. */
export function report(results: Results): string {
  const { machine, node, baselines, rounds, neighbour } = results
  const baselineRows = [
    ...(baselines.nginx === undefined ? [] : [['nginx, passing on', ...numbers(baselines.nginx)]]),
    ['Node, passing on', ...numbers(baselines.node)],
  ]
  const lines = [
    `Node ${node}, ${machine.cpu}, ${machine.cores} cores, load ${machine.load.map((one) => one.toFixed(1)).join(' at the start and ')} at the end${machine.pinned ? '' : ', processes not pinned'}.`,
    '',
    ...table(['Baseline', 'CPU µs per request', 'per second'], baselineRows),
    ...rounds.flatMap((round) => ['', ...roundTable(round)]),
    '',
    ...spreads(rounds),
    `One caller waits ${results.addedMilliseconds.toFixed(2)} ms longer than it would for the upstream itself.`,
    '',
    `Beside a workspace at ten times its limit, a quiet one's 99th percentile was ${neighbour.beside.join(', ')} ms; alone, in runs between these, ${neighbour.alone.join(', ')} ms.`,
    '',
    ...memoryLines(results),
    ...results.standing.map(
      ({ engine, readyMs, idleBytes }) =>
        `On ${engine} the server is ready in ${median(readyMs)} ms (${readyMs.join(', ')}) on a database that is there, and has ${megabytes(idleBytes)} MB resident when idle.`,
    ),
    '',
    ...table(
      ['Goal', 'Wanted', 'Measured', 'Reached'],
      compareWithGoals(results).map(({ what, wanted, measured, isReached }) => [
        what,
        wanted,
        measured,
        isReached ? 'yes' : 'no',
      ]),
    ),
  ]
  return `${lines.join('\n')}\n`
}

function roundTable({ engine, workspaces, figures }: Round): string[] {
  const head = [
    `${engine}, ${workspaces.toLocaleString('en')} workspaces`,
    'CPU µs per request',
    'per second',
    'of nginx',
    'of Node',
  ]
  const rows = figures.map((figure) => [
    figure.what,
    ...numbers(figure),
    figure.ofNginx?.toFixed(2) ?? '–',
    figure.ofNode.toFixed(2),
  ])
  return table(head, rows)
}

/** Compares each engine's figures between sizes. */
function spreads(rounds: readonly Round[]): string[] {
  return [...Map.groupBy(rounds, ({ engine }) => engine)].flatMap(([engine, sizes]) => {
    const [few, many] = sizes
    const [worst] = getSpread(sizes)
    if (few === undefined || many === undefined || worst === undefined) return []
    return [
      `On ${engine} the figures of ${many.workspaces.toLocaleString('en')} workspaces are within ${worst.toFixed(2)} times those of ${few.workspaces.toLocaleString('en')}.`,
      '',
    ]
  })
}

function memoryLines({ memory }: Results): string[] {
  const [first, last] = [memory[0], memory.at(-1)]
  if (first === undefined || last === undefined) return []
  const calls = (count: number) => count.toLocaleString('en')
  const most = Math.max(...memory.map(({ bytes }) => bytes))
  return [
    `Resident memory was ${megabytes(first.bytes)} MB after ${calls(first.calls)} calls and ${megabytes(last.bytes)} MB after ${calls(last.calls)}, ${megabytes(most)} MB at most.`,
    '',
  ]
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 ** 2)
}

function numbers({ cpuMicroseconds, perSecond }: Cost | Figure): string[] {
  return [cpuMicroseconds.toFixed(0), Math.round(perSecond).toLocaleString('en')]
}

/** Formats a table like the formatter: the first column is left-aligned, numbers are right-aligned. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return markdownTable([head, ...rows], { align: head.map((_name, at) => (at === 0 ? '' : 'r')) }).split('\n')
}
