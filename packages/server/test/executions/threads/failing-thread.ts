import { parentPort } from 'node:worker_threads'
import type { ReadingTask } from '@bulkhead/server/execution/reading/reader-thread'

/** A thread that fails as the secret says, and gives the number of its task otherwise. */
let tasks = 0
parentPort?.on('message', ({ secrets: [how = ''] }: ReadingTask) => {
  tasks += 1
  if (how === 'exit') process.exit(1)
  if (how === 'throw') throw new Error('a fault of the thread')
  const held: number[][] = []
  while (how === 'memory') held.push(Array.from({ length: 100_000 }, (_, index) => index + 0.5))
  parentPort?.postMessage({
    result: new TextEncoder().encode(String(tasks)),
    connector_metadata: 'null',
    warnings: [],
    shortened: 0,
    missing: [],
  })
})
