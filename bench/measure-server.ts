import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import type { Engine } from '@bulkhead/testing/engines'
import { chart } from './chart.ts'
import type { MemorySample, Neighbour, Results, Round, Standing } from './figures.ts'
import { seededFixture, WORKSPACES } from './fixtures.ts'
import { report } from './report.ts'
import type { Rig } from './rig.ts'
import { addedMilliseconds, figures, memory, neighbour, standing } from './scenes.ts'

/** Extent of a measurement. */
export interface Extent {
  readonly seconds: number
  /** Workspaces of the larger scene. 0 leaves it out. Default: a million on Postgres, a tenth of that embedded. */
  readonly many: number | undefined
  /** Calls along which memory is watched. 0 leaves it out. */
  readonly calls: number
}

/** Figures that are taken once, on the first engine. */
interface Once {
  readonly added: number
  readonly neighbour: Neighbour
  readonly memory: readonly MemorySample[]
}

/** Measures a server, and writes the tables and the chart of docs/concepts/performance.md. */
export async function measureServer(rig: Rig, engines: readonly Engine[], extent: Extent): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0
  const rounds: Round[] = []
  const stands: Standing[] = []
  let once: Once | undefined
  for (const engine of engines) {
    const many = extent.many ?? (engine.name === 'postgres' ? 1_000_000 : 100_000)
    const few = await seededFixture(engine, rig.upstream.url)
    const fixtures = many > 0 ? [few, await seededFixture(engine, rig.upstream.url, many)] : [few]
    process.stderr.write(`${engine.name}: starting and standing idle\n`)
    stands.push(await standing(few, engine.name))
    for (const [index, of] of (await figures(rig, fixtures)).entries())
      rounds.push({ engine: engine.name, workspaces: index === 0 ? WORKSPACES : many, figures: of })
    once ??= {
      added: await addedMilliseconds(rig, few, extent.seconds),
      neighbour: await neighbour(rig, few, extent.seconds),
      memory: extent.calls > 0 ? await memory(rig, few, extent.calls) : [],
    }
    await engine.close()
    for (const { store } of fixtures) store.remove()
  }
  if (once === undefined) throw new Error('No engine was named.')
  write({
    at: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      load: [loadBefore, loadavg()[0] ?? 0],
      pinned: rig.pinned,
    },
    node: process.version.slice(1),
    baselines: rig.baselines(),
    rounds,
    standing: stands,
    addedMilliseconds: once.added,
    neighbour: once.neighbour,
    memory: once.memory,
  })
}

function write(results: Results): void {
  writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(results, undefined, 2)}\n`)
  writeFileSync(new URL('../docs/concepts/performance.svg', import.meta.url), chart(results))
  const page = new URL('../docs/concepts/performance.md', import.meta.url)
  const [before, , after] = readFileSync(page, 'utf8').split('<!-- measured -->\n')
  writeFileSync(page, `${before}<!-- measured -->\n\n${report(results)}\n<!-- measured -->\n${after}`)
  process.stdout.write(report(results))
}
