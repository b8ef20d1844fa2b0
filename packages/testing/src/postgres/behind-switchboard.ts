import type { Store } from '#engines'
import { openSwitchboard, type Switchboard } from './switchboard.ts'

/** A store on Postgres whose server under test reaches it by a switchboard alone. Migrating goes straight. */
export async function behindSwitchboard(store: Store): Promise<{ store: Store; switchboard: Switchboard }> {
  const url = new URL(store.environment.BULKHEAD_DATABASE_URL ?? '')
  const switchboard = await openSwitchboard(Number(url.port))
  url.port = String(switchboard.port)
  return {
    store: { ...store, environment: { ...store.environment, BULKHEAD_DATABASE_URL: url.href } },
    switchboard,
  }
}
