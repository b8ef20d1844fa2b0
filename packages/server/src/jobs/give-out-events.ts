import { NIL } from 'uuid'
import type { OwnDefinitions } from '#definitions/own/own-definitions'
import { giveOutEvents } from '#events/give-out-events'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/**
 * Creates the job that creates deliveries of events, one organization after another. The operator's role finds the
 * organization, and the organization's own role reads its events.
 *
 * @returns Function that runs a step and returns whether there may be more.
 */
export function createEventJob(
  database: Database,
  log: Log,
  ownDefinitions: OwnDefinitions,
): () => Promise<boolean> {
  let after: string = NIL
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
      // The job visits all organizations in turn, so that none waits for another with many events.
      const more = after !== NIL
      after = NIL
      return more
    }
    after = found.organization_id
    const definitions = await ownDefinitions.of(found.organization_id)
    await giveOutEvents(database, found.organization_id, (id) => definitions.byId(id)?.slug ?? null)
    return true
  }
}
