import type { OwnDefinitions } from '#definitions/own/own-definitions'
import { giveOutEvents } from '#events/give-out-events'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

const FIRST = '00000000-0000-0000-0000-000000000000'

/**
 * Creates the job that makes deliveries of events, one organization after the other: the operator finds it, the
 * organization's own rights read its events.
 *
 * @returns Runs a step and tells whether there may be more.
 */
export function createEventJob(
  database: Database,
  log: Log,
  ownDefinitions: OwnDefinitions,
): () => Promise<boolean> {
  let after = FIRST
  return async () => {
    const found = await asOperator(database, log, 'find events to be delivered', (tx) =>
      tx
        .selectFrom('events')
        .select('organization_id')
        .where('organization_id', '>', after)
        .orderBy('organization_id')
        .limit(1)
        .executeTakeFirst(),
    )
    if (found === undefined) {
      // Once around, so that no organization waits for another that has many.
      const more = after !== FIRST
      after = FIRST
      return more
    }
    after = found.organization_id
    const definitions = await ownDefinitions.of(found.organization_id)
    await giveOutEvents(database, found.organization_id, (id) => definitions.byId(id)?.slug ?? null)
    return true
  }
}
