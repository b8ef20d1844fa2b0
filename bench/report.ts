import type { Figure, Results } from './figures.ts'

/** What the design asks for, as `docs/performance.md` says it. */
const TARGETS = { nginx: 0.28, node: 0.5, mints: 5_000, spread: 1.3, addedMilliseconds: 0.5 }

/** The results as Markdown: a table per engine and size, and the rest in sentences. */
export function report({ machine, node, baselines, rounds, ...rest }: Results): string {
  const lines = [
    `Node ${node}, ${machine.cpu}, ${machine.cores} cores, load ${machine.load.toFixed(1)} at the start${machine.pinned ? '' : ', processes not pinned'}.`,
    '',
    '| Baseline | CPU µs per request | per second |',
    '| --- | ---: | ---: |',
    ...(baselines.nginx === undefined ? [] : [`| nginx, passing on | ${numbers(baselines.nginx)} |`]),
    `| Node, passing on | ${numbers(baselines.node)} |`,
  ]
  for (const { engine, workspaces, figures } of rounds) {
    lines.push(
      '',
      `| ${engine}, ${workspaces.toLocaleString('en')} workspaces | CPU µs per request | per second | of nginx | of Node |`,
      '| --- | ---: | ---: | ---: | ---: |',
      ...figures.map(
        (figure) =>
          `| ${figure.what} | ${numbers(figure)} | ${ratio(baselines.nginx, figure)} | ${ratio(baselines.node, figure)} |`,
      ),
    )
  }
  lines.push(
    '',
    `One caller waits ${rest.addedMilliseconds.toFixed(2)} ms longer than it would for the upstream itself (wanted: at most ${TARGETS.addedMilliseconds}).`,
  )
  if (rest.neighbour !== undefined) {
    const { alone, beside } = rest.neighbour
    lines.push(
      '',
      `Beside a workspace at ten times its limit, a quiet one's 99th percentile was ${beside.join(', ')} ms; alone, in runs between these, ${alone.join(', ')} ms.`,
    )
  }
  if (rest.idleBytes !== undefined) {
    lines.push(
      '',
      `Embedded and idle, the server has ${Math.round(rest.idleBytes / 1024 / 1024)} MB resident (wanted: at most 320).`,
    )
  }
  lines.push(
    '',
    `Wanted of executes: ${TARGETS.nginx} of nginx and ${TARGETS.node} of Node; of mints on Postgres: ${TARGETS.mints.toLocaleString('en')} a second; of sizes: within ${TARGETS.spread} times.`,
  )
  return `${lines.join('\n')}\n`
}

function numbers({ cpuMicroseconds, perSecond }: Figure): string {
  return `${cpuMicroseconds.toFixed(0)} | ${Math.round(perSecond).toLocaleString('en')}`
}

function ratio(baseline: Figure | undefined, figure: Figure): string {
  return baseline === undefined ? '–' : (baseline.cpuMicroseconds / figure.cpuMicroseconds).toFixed(2)
}
