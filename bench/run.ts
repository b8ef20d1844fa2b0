import {
  onEngines,
  runScript,
  takeCount,
  takeEngine,
  takeList,
  takeNumber,
  takeOptionalCount,
  takeSwitch,
  takeText,
} from '@bulkhead/proofs/parts/run-proof'
import type { Engine } from '@bulkhead/testing/engines'
import { callerTable, compareCallers } from './compare-callers.ts'
import { catalogTable, compareCatalogs } from './compare-catalogs.ts'
import { compareLives, lifeTable } from './compare-lives.ts'
import { comparePeers, findMissing, peerTable } from './compare-peers.ts'
import {
  type Comparison,
  compareVariants,
  gainTable,
  type Variant,
  versionBefore,
  withoutDevices,
} from './compare-variants.ts'
import { newScene, seededFixture } from './fixtures.ts'
import { measureServer } from './measure-server.ts'
import { type Rig, startRig } from './rig.ts'

await runScript(
  'npm run bench --',
  `Measures the server against what passes the same responses on, everything in one run and in turns: ratios hold on any machine, absolute figures on a quiet one only. It takes about half an hour, and writes the tables of docs/concepts/performance.md. --devices, --before, --callers, --catalogs and --peers print a comparison instead:

  npm run bench -- --devices all --loads Zipf,mint --turns 15 --seconds 1
  npm run bench -- --before ../before/packages/cli/bin/bulkhead.js --turns 15 --seconds 1
  npm run bench -- --callers --engine postgres --turns 40 --seconds 1
  npm run bench -- --catalogs --engine pglite --turns 10
  npm run bench -- --peers nango --engine postgres --turns 20`,
  {
    engine: takeEngine(),
    seconds: takeNumber(3, 'length of one turn'),
    turns: takeCount(5, 'turns of each; rounds for --devices and --before, each with new servers'),
    many: takeOptionalCount(
      'workspaces of the larger scene: 1,000,000 on Postgres and a tenth of that embedded if not given; 0 leaves it out',
      { least: 0 },
    ),
    calls: takeCount(1_000_000, 'calls along which memory is watched; 0 leaves it out', { least: 0 }),
    devices: takeList(
      'names',
      'what each performance device gains, or the named ones: loads on Postgres, starts and stops on the embedded database',
    ),
    before: takeText(
      'path',
      'what this code costs next to an earlier version on Postgres: its command bulkhead',
    ),
    loads: takeList('names', 'loads for --devices and --before; all if not given'),
    callers: takeSwitch('what a warm execute by grant token and by key costs next to one by a scoped token'),
    catalogs: takeSwitch(
      'what start, idle memory and describe cost with the whole catalog next to its first fifteen services',
    ),
    peers: takeList(
      'names',
      'what another program does with the same call: nango, which runs already and is named by environment variables',
    ),
  },
  async ({ engine, seconds, turns, devices, before, loads = [], callers, catalogs, peers, ...extent }) => {
    const missing = peers && findMissing(peers)
    if (missing !== undefined) {
      process.stderr.write(`${missing}\n`)
      process.exit(1)
    }
    const rig = await startRig({ seconds, turns })
    const print = (name: string, table: string) => process.stdout.write(`\n${name}\n\n${table}`)
    const chosen: Engine[] = []
    const comparison = { rounds: turns, seconds, loads }
    await onEngines(before === undefined ? engine : 'postgres', async (one) => {
      if (before !== undefined) {
        print(one.name, await compareLoads(rig, one, [versionBefore(before)], comparison))
      } else if (devices !== undefined) {
        const names = devices.includes('all') ? [] : devices
        print(one.name, await compareAllDevices(rig, one, names, comparison))
      } else if (callers) {
        const on = await seededFixture(one, rig.upstream.url)
        print(one.name, callerTable(await compareCallers(rig, one, on, { rounds: turns, seconds })))
        on.store.remove()
      } else if (catalogs) {
        const on = await newScene(one)
        print(one.name, catalogTable(await compareCatalogs(rig, on, { rounds: turns, seconds })))
        on.store.remove()
      } else if (peers !== undefined) {
        const on = await seededFixture(one, rig.upstream.url)
        print(one.name, peerTable(await comparePeers(rig, on, { names: peers, rounds: turns, seconds })))
        on.store.remove()
      } else chosen.push(one)
    })
    if (chosen.length > 0) await measureServer(rig, chosen, { seconds, ...extent })
    rig.close()
    process.exit()
  },
)

/** Returns the gain of each device: for loads on Postgres, for starts and stops on the embedded database. */
async function compareAllDevices(
  rig: Rig,
  engine: Engine,
  names: readonly string[],
  comparison: Comparison,
): Promise<string> {
  if (engine.name === 'postgres') return compareLoads(rig, engine, withoutDevices(names), comparison)
  const on = await newScene(engine)
  const table = lifeTable(await compareLives(on, { ...comparison, names }))
  on.store.remove()
  return table
}

async function compareLoads(
  rig: Rig,
  engine: Engine,
  variants: readonly Variant[],
  comparison: Comparison,
): Promise<string> {
  const on = await seededFixture(engine, rig.upstream.url)
  const table = gainTable(await compareVariants(rig, on, variants, comparison))
  on.store.remove()
  return table
}
