import { sql } from 'kysely'
import { createCache } from '#platform/cache/create-cache'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import { getSqlstate } from '#platform/database/schema/sqlstate'
import type { Log } from '#platform/log'

interface Dependencies {
  readonly database: Database
  readonly log: Log
}

/** Precision of `last_used_at`, which also limits how often it is written. */
const EVERY_MS = 60_000
const REMEMBERED = 10_000

/** Notes when applications are used. */
export interface UseRecorder {
  /** Writes now as the last use of an application that got a token, once a minute at most. Never throws. */
  record(client: { organization: string; application: string }): Promise<void>
}

export function createUseRecorder(
  { database, log }: Dependencies,
  now: () => number = Date.now,
): UseRecorder {
  /** Application → when this process wrote it last; what other processes wrote is seen by the statement. */
  const written = createCache<number>({
    name: 'application_uses',
    key: 'application',
    max: REMEMBERED,
    invalidatedBy: 'its age of 60 s when the application is used',
  })

  return {
    async record({ organization, application }) {
      if (now() - (written.get(application) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return
      written.set(application, now())
      try {
        await asPrincipal(database, { organization }, 'read write', (tx) =>
          tx
            .updateTable('applications')
            .set({ last_used_at: sql<Date>`now()` })
            .where('application_id', '=', application)
            .where(
              sql<boolean>`coalesce(last_used_at < now() - make_interval(secs => ${EVERY_MS / 1000}), true)`,
            )
            .execute(),
        )
      } catch (error) {
        // A token is not refused because its use could not be noted.
        log.warn({ code: getSqlstate(error) }, 'the use of an application could not be recorded')
      }
    },
  }
}
