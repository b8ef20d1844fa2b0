import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { engines } from '#engines'
import { fuzz } from './fuzz.ts'

const USAGE = `Fuzzes the HTTP API for long:

    npm run proof:fuzz -- --requests 100000 --seed 1 --engine pglite

  --requests <number>     how many requests are sent (default 10000)
  --seed <number>         of what is sent; the same seed sends the same (default 1)
  --engine <name>         ${engines.map(({ name }) => name).join(' or ')} (default pglite)
  --concurrency <number>  requests at a time (default 8)
  --help                  prints this

Prints what was answered, the memory on the way, and every fault. Exits with 1 if there is one, or if the heap grew by
more than 64 MB between a fifth of the run and its end.
`
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'pglite' },
    concurrency: { type: 'string', default: '8' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  process.stdout.write(USAGE)
  process.exit(0)
}
const engine = engines.find(({ name }) => name === values.engine)
if (engine === undefined) throw new Error(`There is no engine ${values.engine}.`)
const total = Number(values.requests)

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')
const MB = 1024 * 1024
const heaps: number[] = []
const started = performance.now()

const { responses, faults } = await fuzz({
  engine,
  seed: Number(values.seed),
  requests: total,
  concurrency: Number(values.concurrency),
  onDone(done) {
    if (done % Math.ceil(total / 20) !== 0) return
    collect()
    const { heapUsed, rss, external } = process.memoryUsage()
    heaps.push(heapUsed + external)
    const seconds = Math.round((performance.now() - started) / 1000)
    print(
      `${done} requests, ${seconds} s, heap ${Math.round(heapUsed / MB)} MB, external ${Math.round(external / MB)} MB, rss ${Math.round(rss / MB)} MB`,
    )
  },
})
await engine.close()

for (const [key, count] of [...responses].sort()) print(`${String(count).padStart(7)} ${key}`)
for (const fault of faults) print(`\nFAULT: ${fault}`)
const grown = ((heaps.at(-1) ?? 0) - (heaps[Math.floor(heaps.length / 5)] ?? 0)) / MB
print(`${faults.length} faults; memory grew by ${Math.round(grown)} MB after the first fifth`)
process.exitCode = faults.length > 0 || grown > 64 ? 1 : 0

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
