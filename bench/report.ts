import { markdownTable } from 'markdown-table'
import { type Cost, type Figure, median, type Results, type Round } from './figures.ts'

/** Goals that the report compares the results with. */
const WANTED = {
  nginx: 0.28,
  node: 0.5,
  mints: 5_000,
  spread: 1.3,
  addedMilliseconds: 0.5,
  readyMs: 1_500,
  idleMegabytes: 320,
}

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
    `The goals, which not every run meets: executes at ${WANTED.nginx} of nginx and ${WANTED.node} of Node, with ${WANTED.addedMilliseconds} ms of added wait at most; ${WANTED.mints.toLocaleString('en')} mints a second on Postgres; figures within ${WANTED.spread} times between the sizes; ready in ${WANTED.readyMs} ms, and ${WANTED.idleMegabytes} MB at most when idle and embedded.`,
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

/** Compares one engine's figures between sizes. Uses ratios to the baseline, so drift does not count. */
function spreads(rounds: readonly Round[]): string[] {
  return [...Map.groupBy(rounds, ({ engine }) => engine)].flatMap(([engine, [few, many]]) => {
    if (few === undefined || many === undefined) return []
    const ratios = many.figures.flatMap((figure): number[] => {
      const same = few.figures.find(({ what }) => what === figure.what)
      return same === undefined ? [] : [same.ofNode / figure.ofNode]
    })
    const worst = Math.max(...ratios.map((ratio) => Math.max(ratio, 1 / ratio)))
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
