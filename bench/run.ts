import type { Engine } from '@bulkhead/testing/engines'
import {
  onEngines,
  runScript,
  takeCount,
  takeEngine,
  takeList,
  takeNumber,
  takeOptionalCount,
  takeSwitch,
} from '@bulkhead/testing/proofs/parts/run-proof'
import { callerTable, compareCallers } from './compare-callers.ts'
import { catalogTable, compareCatalogs } from './compare-catalogs.ts'
import { compareDevices, deviceTable } from './compare-devices.ts'
import { compareLives, lifeTable } from './compare-lives.ts'
import { comparePeers, findMissing, peerTable } from './compare-peers.ts'
import { newScene, seededFixture } from './fixtures.ts'
import { measureServer } from './measure-server.ts'
import { type Rig, startRig } from './rig.ts'

await runScript(
  'npm run bench',
  `Measures the server against what passes the same responses on, everything in one run and in turns: ratios hold on any machine, absolute figures on a quiet one only. It takes about half an hour, and writes the tables of docs/concepts/performance.md. --devices, --callers, --catalogs and --peers print a comparison instead:

  npm run bench -- --devices all --loads Zipf,mint --turns 40 --seconds 1
  npm run bench -- --callers --engine postgres --turns 40 --seconds 1
  npm run bench -- --catalogs --engine pglite --turns 10
  npm run bench -- --peers nango --engine postgres --turns 20`,
  {
    engine: takeEngine(),
    seconds: takeNumber(3, 'length of one turn'),
    turns: takeCount(5, 'turns of each'),
    many: takeOptionalCount(
      'workspaces of the larger scene: 1,000,000 on Postgres and a tenth of that embedded if not given; 0 leaves it out',
      { least: 0 },
    ),
    calls: takeCount(1_000_000, 'calls along which memory is watched; 0 leaves it out', { least: 0 }),
    devices: takeList(
      'names',
      'what each performance device gains, or the named ones: loads on Postgres, starts and stops on the embedded database',
    ),
    loads: takeList('names', 'loads for the devices; all if not given'),
    callers: takeSwitch('what a warm execute by grant token and by key costs next to one by a scoped token'),
    catalogs: takeSwitch(
      'what start, idle memory and describe cost with the whole catalog next to its first fifteen services',
    ),
    peers: takeList(
      'names',
      'what another program does with the same call: nango, which runs already and is named by environment variables',
    ),
  },
  async ({ engine, seconds, turns, devices, loads = [], callers, catalogs, peers, ...extent }) => {
    const missing = peers && findMissing(peers)
    if (missing !== undefined) {
      process.stderr.write(`${missing}\n`)
      process.exit(1)
    }
    const rig = await startRig({ seconds, turns })
    const print = (name: string, table: string) => process.stdout.write(`\n${name}\n\n${table}`)
    const chosen: Engine[] = []
    await onEngines(engine, async (one) => {
      if (devices !== undefined) {
        const names = devices.includes('all') ? [] : devices
        print(one.name, await compareAllDevices(rig, one, { rounds: turns, seconds, names, loads }))
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
  options: { rounds: number; seconds: number; names: readonly string[]; loads: readonly string[] },
): Promise<string> {
  const isPostgres = engine.name === 'postgres'
  const on = isPostgres
    ? await seededFixture(engine, rig.upstream.url)
    : { ...(await newScene(engine)), seeded: [] }
  const table = isPostgres
    ? deviceTable(await compareDevices(rig, on, options))
    : lifeTable(await compareLives(on, options))
  on.store.remove()
  return table
}
