import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { fuzz, isSuccess } from '@bulkhead/testing/fuzz/fuzz'
import { onEngines, runProof, takeCount, takeOneEngine, takeSeed } from './parts/run-proof.ts'

const MB = 1024 * 1024
const MOST_GROWN_MB = 64
/** Part of the requests that must succeed. Otherwise most of them stop at the first check. */
const LEAST_SUCCEEDED = 0.05

/** Returns the processor time of this process per request since the last time, in milliseconds. */
function takeCpuMs(last: { ms: number; done: number }, done: number): number {
  const { user, system } = process.cpuUsage()
  const ms = (user + system) / 1000
  const each = (ms - last.ms) / (done - last.done)
  Object.assign(last, { ms, done })
  return each
}

await runProof(
  'fuzz',
  `Sends random requests to the HTTP API, and prints what was returned and the memory on the way. Fails when a response is not one that the contract allows, when fewer than a twentieth of the requests succeed, or when the heap grows by more than ${MOST_GROWN_MB} MB between a fifth of the run and its end.`,
  {
    requests: takeCount(10_000, 'requests'),
    seed: takeSeed(),
    engine: takeOneEngine('pglite'),
    concurrency: takeCount(8, 'requests at a time'),
  },
  async ({ requests, seed, engine, concurrency }, { print, fault, count }) => {
    setFlagsFromString('--expose-gc')
    const collect: () => void = runInNewContext('gc')
    const heaps: number[] = []
    const started = performance.now()
    const getSeconds = () => Math.round((performance.now() - started) / 1000)
    const cpu = { ms: 0, done: 0 }
    const onDone = (done: number) => {
      if (done % Math.ceil(requests / 20) !== 0) return
      const perRequest = takeCpuMs(cpu, done)
      collect()
      const { heapUsed, rss, external } = process.memoryUsage()
      heaps.push(heapUsed + external)
      print(
        `${done} requests, ${getSeconds()} s, ${perRequest.toFixed(1)} ms of CPU each, heap ${Math.round(heapUsed / MB)} MB, external ${Math.round(external / MB)} MB, rss ${Math.round(rss / MB)} MB`,
      )
    }
    print(`fuzz, ${engine}, seed ${seed}`)
    await onEngines(engine, async (one) => {
      const { responses, faults } = await fuzz({ engine: one, seed, requests, concurrency, onDone })
      for (const [key, times] of [...responses].sort()) print(`${String(times).padStart(7)} ${key}`)
      const grown = Math.round(((heaps.at(-1) ?? 0) - (heaps[Math.floor(heaps.length / 5)] ?? 0)) / MB)
      const operations = new Set([...responses.keys()].map((key) => key.split(' ')[0])).size
      const succeeded = [...responses].reduce((sum, [key, times]) => (isSuccess(key) ? sum + times : sum), 0)
      print(
        `fuzz, ${engine}, seed ${seed}: ${requests} requests of ${operations} operations in ${getSeconds()} s, ${succeeded} succeeded; memory grew by ${grown} MB after the first fifth; ${faults.length} faults`,
      )
      fault([
        ...faults,
        ...(grown > MOST_GROWN_MB ? [`memory grew by ${grown} MB`] : []),
        ...(succeeded < requests * LEAST_SUCCEEDED ? [`only ${succeeded} requests succeeded`] : []),
      ])
      count({ 'requests that succeeded': succeeded })
    })
  },
)
