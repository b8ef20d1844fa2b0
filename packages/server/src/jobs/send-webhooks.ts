import { randomUUID } from 'node:crypto'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { sql } from 'kysely'
import { LEASE_SECONDS } from '#events/endpoint-lease'
import type { WebhookSender } from '#events/webhook-sender'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/**
 * Maximum number of endpoints that are leased in one transaction, which an embedded database runs in one turn of the
 * event loop.
 */
const AT_ONCE = { pglite: 5, postgres: 20 } as const

/**
 * Leases endpoints that have something to send and that no other process has leased, and passes them to the sender. The
 * endpoints that have waited longest come first.
 *
 * @returns Whether there may be more.
 */
export async function sendWebhooks(
  database: Database,
  log: Log,
  sender: Pick<WebhookSender, 'free' | 'full' | 'take'>,
): Promise<boolean> {
  const most = Math.min(AT_ONCE[database.engine], sender.free())
  if (most === 0) return false
  const full = sender.full()
  const due = await asOperator(database, log, 'find webhook endpoints that are due', async (tx) => {
    const found = await tx
      .selectFrom('webhook_endpoints')
      .select(['organization_id', 'endpoint_id'])
      .where('next_at', '<=', sql<Date>`now()`)
      .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<', sql<Date>`now()`)]))
      .$if(full.length > 0, (endpoints) => endpoints.where('organization_id', 'not in', full))
      .orderBy('next_at')
      .limit(most)
      .forUpdate()
      .skipLocked()
      .execute()
    const leases = found.map((endpoint) => ({ ...endpoint, lease_id: randomUUID() }))
    for (const { organization_id, endpoint_id, lease_id } of leases) {
      await tx
        .updateTable('webhook_endpoints')
        .set({ lease_id, leased_until: sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})` })
        .where('organization_id', '=', organization_id)
        .where('endpoint_id', '=', endpoint_id)
        .execute()
    }
    return leases
  })
  for (const lease of due) {
    sender.take(lease)
    await yieldToOthers()
  }
  return due.length === most
}

/** Returns whether an endpoint has something to send, now or later. */
export async function hasScheduledWebhooks(database: Database, log: Log): Promise<boolean> {
  const scheduled = await asOperator(database, log, 'find webhook endpoints that are scheduled', (tx) =>
    tx
      .selectFrom('webhook_endpoints')
      .select('endpoint_id')
      .where('next_at', 'is not', null)
      .limit(1)
      .executeTakeFirst(),
  )
  return scheduled !== undefined
}
