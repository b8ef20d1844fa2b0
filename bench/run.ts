import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { engines } from '@bulkhead/testing/engines'
import { chart } from './chart.ts'
import type { MemorySample, Neighbour, Results, Round, Standing } from './figures.ts'
import { report } from './report.ts'
import { serve } from './requests.ts'
import { startRig } from './rig.ts'
import { addedMilliseconds, figures, memory, neighbour, standing } from './scenes.ts'
import { seed } from './seed.ts'

/**
 * Measures the server against what passes the same answers on. Everything in one run and in turns, so that ratios
 * hold on any machine; absolute figures hold on a quiet one only. Takes about half an hour.
 *
 *     npm run bench -- --engines postgres,pglite --seconds 3 --turns 5 --many 1000000 --calls 1000000
 */
const { values } = parseArgs({
  options: {
    engines: { type: 'string', default: 'postgres,pglite' },
    /** Of one turn. */
    seconds: { type: 'string', default: '3' },
    turns: { type: 'string', default: '5' },
    /** Workspaces of the second round, a million on Postgres and a tenth of that embedded; 0 leaves it out. */
    many: { type: 'string' },
    /** Calls along which memory is watched; 0 leaves it out. */
    calls: { type: 'string', default: '1000000' },
  },
})
const [seconds, turns] = [Number(values.seconds), Number(values.turns)]
const [WORKSPACES, CONNECTORS_EACH] = [1_000, 20]
const say = (line: string) => process.stderr.write(`${line}\n`)

const loadBefore = loadavg()[0] ?? 0
const rig = await startRig({ seconds, turns })
const chosen = engines.filter(({ name }) => values.engines.split(',').includes(name))
const rounds: Round[] = []
const stands: Standing[] = []
let once: { added: number; neighbour: Neighbour; memory: readonly MemorySample[] } | undefined

for (const engine of chosen) {
  const store = await engine.createStore()
  const key = `1:${randomBytes(32).toString('base64')}`
  await (await serve(store, key)).server.end('SIGTERM')
  stands.push(await standing({ store, key }, engine.name))
  say(`${engine.name}: ${WORKSPACES} workspaces with ${WORKSPACES * CONNECTORS_EACH} connectors`)
  const size = { workspaces: WORKSPACES, connectorsEach: CONNECTORS_EACH, furtherWorkspaces: 0 }
  const seeded = await seed(store, key, rig.upstream.url, size)
  const scene = { store, key, seeded }
  rounds.push({ engine: engine.name, workspaces: WORKSPACES, figures: await figures(rig, scene) })
  once ??= {
    added: await addedMilliseconds(rig, scene, seconds),
    neighbour: await neighbour(rig, scene, seconds),
    memory: Number(values.calls) > 0 ? await memory(rig, scene, Number(values.calls)) : [],
  }
  const many = Number(values.many ?? (engine.name === 'postgres' ? 1_000_000 : 100_000))
  if (many > 0) {
    say(`${engine.name}: ${many} workspaces`)
    const further = { workspaces: 0, connectorsEach: 0, furtherWorkspaces: many - WORKSPACES }
    await seed(store, key, rig.upstream.url, further)
    rounds.push({ engine: engine.name, workspaces: many, figures: await figures(rig, scene) })
  }
  await engine.close()
  store.remove()
}
if (once === undefined)
  throw new Error(`There is no engine ${values.engines}; name postgres, pglite or both.`)

const results: Results = {
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
}
rig.close()
writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(results, undefined, 2)}\n`)
writeFileSync(new URL('../docs/performance.svg', import.meta.url), chart(results))
const page = new URL('../docs/performance.md', import.meta.url)
const [before, , after] = readFileSync(page, 'utf8').split('<!-- measured -->\n')
writeFileSync(page, `${before}<!-- measured -->\n\n${report(results)}\n<!-- measured -->\n${after}`)
process.stdout.write(report(results))
