import { parseArgs } from 'node:util'
import { engines } from '#engines'
import { proveDeadEndpoint } from './dead-endpoint.ts'
import { proveKilledDelivery } from './killed-delivery.ts'
import { proveManyEvents } from './many-events.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    changes: { type: 'string', default: '300' },
    events: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    engine: { type: 'string' },
  },
})

const say = (line: string) => void process.stdout.write(`${line}\n`)
const seed = Number(values.seed)

/** Prints the results of a part. */
function report(part: string, { faults, ...figures }: { readonly faults: readonly string[] }): void {
  say(`outbox, ${part}, seed ${seed}: ${JSON.stringify(figures)}; ${faults.length} faults`)
  for (const fault of faults.slice(0, 20)) say(`  ${fault}`)
  if (faults.length > 0) process.exitCode = 1
}

for (const engine of engines.filter(({ name }) => values.engine === undefined || name === values.engine)) {
  try {
    const kills = Number(values.kills)
    if (kills > 0) report(`kills, ${engine.name}`, await proveKilledDelivery(engine, { kills, seed }, say))
    const changes = Number(values.changes)
    if (changes > 0) report(`a dead endpoint, ${engine.name}`, await proveDeadEndpoint(engine, { changes }))
    const events = Number(values.events)
    // On the embedded database everything shares one thread: a tenth of the events is enough.
    if (events > 0) {
      const count = engine.name === 'pglite' ? Math.ceil(events / 10) : events
      report(`many events, ${engine.name}`, await proveManyEvents(engine, { events: count }, say))
    }
  } finally {
    await engine.close()
  }
}
