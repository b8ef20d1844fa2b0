import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { engines } from '@bulkhead/testing/engines'
import { chart } from './chart.ts'
import { callerTable, compareCallers } from './compare-callers.ts'
import { compareDevices, deviceTable } from './compare-devices.ts'
import { compareLives, lifeTable } from './compare-lives.ts'
import type { MemorySample, Neighbour, Results, Round, Standing } from './figures.ts'
import { report } from './report.ts'
import { serve } from './requests.ts'
import { startRig } from './rig.ts'
import { addedMilliseconds, type Fixture, figures, memory, neighbour, standing } from './scenes.ts'
import { seed } from './seed.ts'

/**
 * Measures the server against what passes the same answers on. Everything in one run and in turns, so that ratios
 * hold on any machine; absolute figures hold on a quiet one only. Takes about half an hour.
 *
 *     npm run bench -- --engines postgres,pglite --seconds 3 --turns 5 --many 1000000 --calls 1000000
 *
 * With `--devices all`, or the names of some, it prints what each performance device of the server gains instead, in
 * rounds of short slices by turns: of loads on Postgres, of starts and stops on PGlite.
 *
 *     npm run bench -- --devices all --loads Zipf,mint --turns 40 --seconds 1
 *
 * With `--callers` it prints what a warm execute by grant token and by key costs next to one by a scoped token.
 *
 *     npm run bench -- --callers --engines postgres --turns 40 --seconds 1
 */
const { values } = parseArgs({
  options: {
    engines: { type: 'string', default: 'postgres,pglite' },
    /** Duration of one turn, in seconds. */
    seconds: { type: 'string', default: '3' },
    turns: { type: 'string', default: '5' },
    /** Workspaces of the larger scene, a million on Postgres and a tenth of that embedded; 0 leaves it out. */
    many: { type: 'string' },
    /** Calls along which memory is watched; 0 leaves it out. */
    calls: { type: 'string', default: '1000000' },
    devices: { type: 'string' },
    loads: { type: 'string' },
    callers: { type: 'boolean' },
  },
})
const [seconds, turns] = [Number(values.seconds), Number(values.turns)]
const [WORKSPACES, CONNECTORS_EACH] = [1_000, 20]
const say = (line: string) => process.stderr.write(`${line}\n`)

/** Creates a store on which a server has started once. */
async function newScene(engine: (typeof engines)[number]): Promise<Omit<Fixture, 'seeded'>> {
  const store = await engine.createStore()
  const key = `1:${randomBytes(32).toString('base64')}`
  await (await serve(store, key)).server.end('SIGTERM')
  return { store, key }
}

/** Creates a store with a number of workspaces, the first of which have connectors. */
async function seededFixture(engine: (typeof engines)[number], workspaces: number): Promise<Fixture> {
  say(`${engine.name}: ${workspaces} workspaces, ${WORKSPACES * CONNECTORS_EACH} connectors`)
  const fixture = await newScene(engine)
  const seeded = await seed(fixture.store, fixture.key, rig.upstream.url, {
    workspaces: WORKSPACES,
    connectorsEach: CONNECTORS_EACH,
    furtherWorkspaces: workspaces - WORKSPACES,
  })
  return { ...fixture, seeded }
}

/** Prints the gain of each device: for loads on Postgres, for starts and stops on the embedded database. */
async function printDeviceGains(
  engine: (typeof engines)[number],
  names: readonly string[],
  loads: readonly string[],
) {
  const onPostgres = engine.name === 'postgres'
  const on = onPostgres
    ? await seededFixture(engine, WORKSPACES)
    : { ...(await newScene(engine)), seeded: [] }
  const table = onPostgres
    ? deviceTable(await compareDevices(rig, on, { rounds: turns, seconds, names, loads }))
    : lifeTable(await compareLives(on, { rounds: turns, names }))
  process.stdout.write(`\n${engine.name}\n\n${table}`)
  await engine.close()
  on.store.remove()
}

const loadBefore = loadavg()[0] ?? 0
const rig = await startRig({ seconds, turns })
const chosen = values.engines.split(',').flatMap((name) => engines.filter((engine) => engine.name === name))
if (values.devices !== undefined) {
  const names = values.devices === 'all' ? [] : values.devices.split(',')
  for (const engine of chosen) await printDeviceGains(engine, names, values.loads?.split(',') ?? [])
  rig.close()
  process.exit()
}
if (values.callers === true) {
  for (const engine of chosen) {
    const on = await seededFixture(engine, WORKSPACES)
    const costs = await compareCallers(rig, engine, on, { rounds: turns, seconds })
    process.stdout.write(`\n${engine.name}\n\n${callerTable(costs)}`)
    await engine.close()
    on.store.remove()
  }
  rig.close()
  process.exit()
}
const rounds: Round[] = []
const stands: Standing[] = []
let once: { added: number; neighbour: Neighbour; memory: readonly MemorySample[] } | undefined

for (const engine of chosen) {
  const many = Number(values.many ?? (engine.name === 'postgres' ? 1_000_000 : 100_000))
  const few = await seededFixture(engine, WORKSPACES)
  const fixtures = many > 0 ? [few, await seededFixture(engine, many)] : [few]
  say(`${engine.name}: starting and standing idle`)
  stands.push(await standing(few, engine.name))
  const measured = await figures(rig, fixtures)
  for (const [index, of] of measured.entries()) {
    rounds.push({ engine: engine.name, workspaces: index === 0 ? WORKSPACES : many, figures: of })
  }
  once ??= {
    added: await addedMilliseconds(rig, few, seconds),
    neighbour: await neighbour(rig, few, seconds),
    memory: Number(values.calls) > 0 ? await memory(rig, few, Number(values.calls)) : [],
  }
  await engine.close()
  for (const { store } of fixtures) store.remove()
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
writeFileSync(new URL('../docs/concepts/performance.svg', import.meta.url), chart(results))
const page = new URL('../docs/concepts/performance.md', import.meta.url)
const [before, , after] = readFileSync(page, 'utf8').split('<!-- measured -->\n')
writeFileSync(page, `${before}<!-- measured -->\n\n${report(results)}\n<!-- measured -->\n${after}`)
process.stdout.write(report(results))
