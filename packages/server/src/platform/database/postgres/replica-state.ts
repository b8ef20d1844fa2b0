/** Position of a primary in its log, and what identifies it and the login. */
export interface PrimaryPosition {
  readonly system: string
  readonly login: string
  readonly timeline: number
  /** Position up to which every visible transaction is in the log. */
  readonly position: string
}

/** State of a server compared with a {@link PrimaryPosition}. */
export interface ReplicaState {
  /** Whether it is a standby made from the primary, reached with the same login. */
  readonly follows: boolean
  /** Whether it follows the primary's timeline. A standby that missed a promotion may have other rows. */
  readonly has_timeline: boolean
  readonly is_current: boolean
  /** Whether it has the primary's mark. A standby of a copy of the primary lacks it. */
  readonly has_mark: boolean
  readonly behind_bytes: number | null
}

/**
 * Returns the statement that adds a mark to the primary, and deletes those that no process uses any longer.
 *
 * @param mark Random UUID.
 */
export function toMarking(mark: string): string {
  return `
    with unused as (delete from bulkhead.replica_marks where made_at < now() - interval '5 minutes')
    insert into bulkhead.replica_marks (mark) values ('${mark}')`
}

/**
 * Reads a {@link PrimaryPosition}. A committed transaction is visible only once the log is flushed, unless
 * `synchronous_commit` is off.
 */
export const READ_POSITION = `
  select system_identifier::text as system, session_user::text as login, position::text as position,
    ('x' || substr(pg_walfile_name(position), 1, 8))::bit(32)::integer as timeline
  from pg_control_system(), (
    select case current_setting('synchronous_commit')
      when 'off' then pg_current_wal_insert_lsn() else pg_current_wal_flush_lsn()
    end as position
  ) p`

/** Reads a {@link ReplicaState}, with {@link toStateParameters}, as `bulkhead_authenticator`. */
export const READ_STATE = `
  select pg_is_in_recovery() and system_identifier::text = $1 and session_user::text = $2 as follows,
    greatest(timeline_id, min_recovery_end_timeline) = $3::integer as has_timeline,
    coalesce(pg_last_wal_replay_lsn() >= $4::pg_lsn, false) as is_current,
    exists (select from bulkhead.replica_marks where mark = $5::uuid) as has_mark,
    pg_wal_lsn_diff($4::pg_lsn, pg_last_wal_replay_lsn())::float8 as behind_bytes
  from pg_control_system(), pg_control_checkpoint(), pg_control_recovery()`

/** @param mark Mark that the primary had before its position was read. */
export function toStateParameters(
  { system, login, timeline, position }: PrimaryPosition,
  mark: string,
): unknown[] {
  return [system, login, timeline, position, mark]
}
