import type { Store } from '#engines'
import { openSwitchboard, type Switchboard } from './switchboard.ts'

/**
 * Returns a store on Postgres that the server under test reaches only through a switchboard. Migrations connect
 * directly.
 */
export async function behindSwitchboard(store: Store): Promise<{ store: Store; switchboard: Switchboard }> {
  const url = new URL(store.environment.BULKHEAD_DATABASE_URL ?? '')
  const switchboard = await openSwitchboard(Number(url.port))
  url.port = String(switchboard.port)
  return {
    store: { ...store, environment: { ...store.environment, BULKHEAD_DATABASE_URL: url.href } },
    switchboard,
  }
}
