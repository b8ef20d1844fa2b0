import type { Database } from '#platform/database/roles/confine'

/** Maximum pause between looks, whatever was written. */
const MOST_PAUSE_MS = 5_000

/**
 * Leaves out steps that would find nothing. Only this process writes to an embedded database, so there is nothing to do
 * if the last step found nothing and no tenant's transaction has begun since. On Postgres, other processes write too.
 *
 * @param step Returns whether there may be more to do right now.
 * @param isScheduled Returns whether something is due later.
 */
export function lookWhenWritten(
  database: Database,
  step: () => Promise<boolean>,
  isScheduled: () => Promise<boolean> = async () => false,
  now: () => number = () => performance.now(),
): () => Promise<boolean> {
  if (database.engine === 'postgres') return step
  let seen: number | undefined
  let lookedAt = 0
  return async () => {
    const written = database.countWrites()
    if (written === seen && now() < lookedAt + MOST_PAUSE_MS) return false
    seen = undefined
    const more = await step()
    if (!more && !(await isScheduled())) {
      seen = written
      lookedAt = now()
    }
    return more
  }
}
