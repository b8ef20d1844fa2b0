import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Range below the system's ports for outgoing connections. One of those could be taken before the test uses it. */
const [LOWEST, HIGHEST] = [10_000, 30_000]

/** Returns a port of 127.0.0.1 on which nobody listens right now. */
export async function freePort(): Promise<number> {
  const port = randomInt(LOWEST, HIGHEST)
  const probe = createServer()
  const isFree = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => resolve(true))
  })
  if (!isFree) return freePort()
  await new Promise((resolve) => probe.close(resolve))
  return port
}
