import type { SignInPolicy } from '@bulkhead/contract/people/sign-in'
import { sql } from 'kysely'
import type { ConfinedTransaction } from '#platform/database/roles/confine'

/** Limits of sessions in an organization. */
export type SessionLimits = Pick<SignInPolicy, 'session_hours' | 'idle_minutes'>

/** Limits of an organization that set none. No organization can set longer ones. */
export const LONGEST: SessionLimits = { session_hours: 720, idle_minutes: 10_080 }

/** Time at which a session `s` ends, used or not, by the limits in `p`, a row of the policies or null. */
export const ENDS_AT = sql<Date>`s.created_at + make_interval(hours => coalesce(p.session_hours, ${sql.lit(LONGEST.session_hours)}))`

const IDLE_MINUTES = sql<number>`coalesce(p.idle_minutes, ${sql.lit(LONGEST.idle_minutes)})`

/** Time at which an unused session `s` ends by the limits in `p`. */
export const IDLE_ENDS_AT = sql<Date>`s.used_at + make_interval(mins => ${IDLE_MINUTES})`

/** Time at which a session `s` that is in use now ends if it is not used again. */
const ENDS_AFTER_USE = sql<Date>`least(${ENDS_AT}, now() + make_interval(mins => ${IDLE_MINUTES}))`

/** Condition that a session `s` is within the limits in `p`, by the clock of the database. */
export const IS_WITHIN_LIMITS = sql<boolean>`least(${ENDS_AT}, ${IDLE_ENDS_AT}) > now()`

/** Condition that a session `s` is within the limits that no organization can exceed. */
export const IS_WITHIN_LONGEST = sql<boolean>`least(
  s.created_at + make_interval(hours => ${sql.lit(LONGEST.session_hours)}),
  s.used_at + make_interval(mins => ${sql.lit(LONGEST.idle_minutes)})
) > now()`

/**
 * Condition that a use of the session `s` has to be noted. A tenth of the limit may pass between two notes, at least a
 * minute and at most an hour, so that not every request writes.
 */
const IS_USE_DUE = sql<boolean>`s.used_at
  < now() - least(interval '1 hour', greatest(interval '1 minute', make_interval(secs => ${IDLE_MINUTES} * 6)))`

/** Times of a session that is within the limits of its organization. */
export interface SessionTimes {
  /** Time at which the session ends if it is not used until then. */
  readonly ends_at: Date
  /** Whether the use of the session has to be noted. */
  readonly is_use_due: boolean
}

/**
 * Reads the times of a session; undefined if the session is past the limits of the organization. Runs as
 * `bulkhead_identity`.
 */
export function readSessionTimes(
  tx: ConfinedTransaction,
  organization: string,
  session_id: string,
): Promise<SessionTimes | undefined> {
  return tx
    .selectFrom('identity.sessions as s')
    .leftJoin('identity.sign_in_policies as p', (join) => join.on('p.organization_id', '=', organization))
    .select([ENDS_AFTER_USE.as('ends_at'), IS_USE_DUE.as('is_use_due')])
    .where('s.id', '=', session_id)
    .where(IS_WITHIN_LIMITS)
    .executeTakeFirst()
}

/** Notes that a session was used. Runs as `bulkhead_identity`. */
export async function noteUse(tx: ConfinedTransaction, session_id: string): Promise<void> {
  await tx
    .updateTable('identity.sessions')
    .set({ used_at: sql<Date>`now()` })
    .where('id', '=', session_id)
    // Of requests that arrive together, the first one writes.
    .where('used_at', '<', sql<Date>`now() - interval '30 seconds'`)
    .execute()
}

/**
 * Deletes the sessions of an organization's people that are past its limits. Runs as `bulkhead_identity`.
 *
 * @returns Ids of the sessions that ended.
 */
export async function deleteEndedSessions(tx: ConfinedTransaction, organization: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from identity.sessions
    where id in (
      select s.id from identity.members as m
      join identity.sessions as s on s.person_id = m.person_id
      left join identity.sign_in_policies as p on p.organization_id = m.organization_id
      where m.organization_id = ${organization}::uuid and not (${IS_WITHIN_LIMITS})
    )
    returning id`.execute(tx)
  return rows.map(({ id }) => id)
}
