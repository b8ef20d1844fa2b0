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

/** Recorder of the last use of applications. */
export interface UseRecorder {
  /**
   * Stores the current time as the last use of an application that got a token, at most once a minute. Never throws.
   */
  record(client: { organization: string; application: string }): Promise<void>
}

export function createUseRecorder(
  { database, log }: Dependencies,
  now: () => number = Date.now,
): UseRecorder {
  /** Time at which this process last wrote, by application. The statement checks what other processes wrote. */
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
        // The application gets its token even if its use could not be recorded.
        log.warn({ code: getSqlstate(error) }, 'the use of an application could not be recorded')
      }
    },
  }
}
