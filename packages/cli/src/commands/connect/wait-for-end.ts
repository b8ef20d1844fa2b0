import { setTimeout as sleep } from 'node:timers/promises'
import type { ConnectSession } from '@bulkhead/sdk'

const ASK_EVERY_MS = 2_000

/**
 * Asks for a connect session until it is open no longer.
 *
 * @param everyMs Time between two questions. Default: 2,000.
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
