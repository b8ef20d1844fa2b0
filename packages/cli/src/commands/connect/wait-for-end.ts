import { setTimeout as sleep } from 'node:timers/promises'
import type { ConnectSession } from '@bulkhead/sdk'

const ASK_EVERY_MS = 2_000

/**
 * Polls a connect session until it is no longer open.
 *
 * @param everyMs Milliseconds between two requests. Default: 2,000.
 */
export async function waitForEnd(
  ask: () => PromiseLike<ConnectSession>,
  signal: AbortSignal,
  everyMs = ASK_EVERY_MS,
): Promise<ConnectSession> {
  for (;;) {
    const session = await ask()
    if (session.status !== 'open') return session
    await sleep(everyMs, undefined, { signal })
  }
}
