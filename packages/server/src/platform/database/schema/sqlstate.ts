import { BulkheadError } from '@bulkhead/contract/errors'

/** Returns the SQLSTATE of a failed query on either engine. Undefined for any other error. */
export function getSqlstate(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/** Returns the name of the constraint that a failed statement violates. Undefined for any other error. */
export function getConstraint(error: unknown): string | undefined {
  const name = (error as { constraint?: unknown } | null)?.constraint
  return typeof name === 'string' ? name : undefined
}

/** SQLSTATE classes: connection failed, login rejected, out of resources, operator intervention, system error. */
const UNAVAILABLE_CLASSES = new Set(['08', '28', '53', '57', '58'])
/** SQLSTATE of a lock that was not available in time. */
const LOCK_NOT_AVAILABLE = '55P03'
const UNAVAILABLE_STATES = new Set([
  // The engine aborted a transaction that can be tried again.
  '40001',
  '40P01',
  // Timeouts of an idle and of a whole transaction.
  '25P03',
  '25P04',
  LOCK_NOT_AVAILABLE,
  // Recovery does not allow it, or a cached plan no longer fits. Another connection may work.
  '0A000',
  // The database does not exist: the server may not be the right one yet.
  '3D000',
])
/** SQLSTATE of a write to a standby or to a database that is set to read only. */
const READ_ONLY = '25006'
const CANCELLED = '57014'
const CONNECTION_FAILURES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
])

/**
 * Turns a lost connection, a full disk, an unavailable lock or a database that is shutting down into `unavailable`
 * (503). Returns any other error as it is, so that a violation of a policy (42501) or a bad setting (22P02) becomes
 * `internal`.
 *
 * @param wanted Access of the transaction. A write in a read-only transaction is a bug in this code.
 */
export function translateDatabaseError(error: unknown, wanted?: 'read only' | 'read write'): unknown {
  if (error instanceof BulkheadError) return error
  const state = getSqlstate(error)
  if (state === READ_ONLY && wanted === 'read write')
    return unavailable('The database accepts no writes right now. Try again in a few seconds.', error, 5)
  if (state === CANCELLED || state === LOCK_NOT_AVAILABLE)
    return unavailable('The database took too long. Try again later, or ask for less at once.', error, 2)
  return isOutage(error) ? unreachable(error) : error
}

/** Returns the error for a database that cannot be reached or has stopped responding. */
export function unreachable(cause?: unknown): BulkheadError {
  return unavailable('The database does not respond. Try again in a second.', cause, 1)
}

/** Returns the error `unavailable` for a request that needs the database. */
export function unavailable(message: string, cause: unknown, retryAfter: number): BulkheadError {
  return new BulkheadError('unavailable', message, { cause, retryAfter })
}

function isOutage(error: unknown): boolean {
  const state = getSqlstate(error)
  if (state !== undefined && !CONNECTION_FAILURES.has(state))
    return UNAVAILABLE_CLASSES.has(state.slice(0, 2)) || UNAVAILABLE_STATES.has(state)
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  if (typeof code === 'string' && CONNECTION_FAILURES.has(code)) return true
  return (
    typeof message === 'string' &&
    /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client (has encountered a connection error|was closed)|Postgres connection has been discarded|Cannot use a pool after)/.test(
      message,
    )
  )
}

/** Returns whether a row was rejected because another row has the same unique values. */
export function isUniqueViolation(error: unknown): boolean {
  return getSqlstate(error) === '23505'
}

/** Returns whether a row that was written needs one that does not exist, or one that was deleted is still needed. */
export function isForeignKeyViolation(error: unknown): boolean {
  return getSqlstate(error) === '23503'
}

/** Returns whether a lock was not available in time, translated or not. */
export function isLockTimeout(error: unknown): boolean {
  return getSqlstate(error instanceof BulkheadError ? error.cause : error) === LOCK_NOT_AVAILABLE
}
