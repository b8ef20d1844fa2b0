import { onEngines, runProof, takeCount, takeEngine, takeSeed } from '../parts/run-proof.ts'
import { proveDeadEndpoint } from './dead-endpoint.ts'
import { proveKilledDelivery } from './killed-delivery.ts'

await runProof(
  'delivery --scenario webhooks',
  'Kills a server that delivers events, and sets one dead endpoint beside nine live ones. Fails when an event of a committed change is missing or out of order. A part with 0 is left out.',
  {
    kills: takeCount(200, 'kills', { least: 0 }),
    changes: takeCount(300, 'changes beside a dead endpoint', { least: 0 }),
    seed: takeSeed(),
    engine: takeEngine(),
  },
  async ({ kills, changes, seed, engine }, { print, fault, count }) => {
    const report = (part: string, { faults, ...figures }: { readonly faults: readonly string[] }) => {
      print(`webhooks, ${part}, seed ${seed}: ${JSON.stringify(figures)}; ${faults.length} faults`)
      fault(faults)
    }
    await onEngines(engine, async (one) => {
      if (kills > 0) {
        const killed = await proveKilledDelivery(one, { kills, seed }, print)
        report(`kills, ${one.name}`, killed)
        count({ 'changes committed': killed.changes, 'requests received': killed.requests })
      }
      if (changes > 0) {
        const delays = await proveDeadEndpoint(one, { changes })
        report(`a dead endpoint, ${one.name}`, delays)
        count({ 'deliveries beside a dead endpoint': delays.oneDead.deliveries })
      }
    })
  },
)
