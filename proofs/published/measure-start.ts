import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '@bulkhead/testing/free-port'

/**
 * Starts a serving command on an empty directory, again and again.
 *
 * @param makeDirectory Creates an unused directory.
 * @returns Sorted milliseconds from start to ready. The first one is the time on the least busy machine.
 */
export async function measureStarts(
  bulkhead: string,
  environment: Readonly<Record<string, string>>,
  makeDirectory: () => string,
  times: number,
): Promise<readonly number[]> {
  const measured: number[] = []
  for (let time = 0; time < times; time++) {
    const began = performance.now()
    const child = spawn(bulkhead, ['serve'], {
      env: {
        ...process.env,
        ...environment,
        BULKHEAD_PORT: String(await freePort()),
        BULKHEAD_DATA_DIR: makeDirectory(),
        BULKHEAD_LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const closed = once(child, 'close')
    let printed = ''
    const ready = new Promise<number>((resolve, reject) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        if (printed.includes('is ready at')) resolve(performance.now() - began)
      })
      closed.then(() => reject(new Error(`The server ended before it was ready: ${printed}`)))
    })
    try {
      measured.push(await ready)
    } finally {
      child.kill('SIGTERM')
      await closed
    }
  }
  return measured.toSorted((one, other) => one - other)
}
