import { BulkheadError } from '@bulkhead/contract/errors'

/** SQLSTATE of a failed query on either engine; undefined for anything else. */
export function sqlstateOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

const UNAVAILABLE_CLASSES = new Set(['08', '53', '57', '58'])
const CONNECTION_FAILURES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
  'EAI_AGAIN',
])

/**
 * Turns a lost connection, a full disk or a database that is shutting down into `unavailable` (503); leaves
 * everything else, so that a refusal by a policy (42501) or a bad setting (22P02) surfaces as `internal`.
 */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof BulkheadError || !isOutage(error)) return error
  return new BulkheadError('unavailable', 'The database does not answer. Try again in a second.', {
    cause: error,
    retryAfter: 1,
  })
}

function isOutage(error: unknown): boolean {
  const state = sqlstateOf(error)
  if (state !== undefined && !CONNECTION_FAILURES.has(state)) {
    // 40001 and 40P01: the engine gave up a transaction that can be tried again.
    return UNAVAILABLE_CLASSES.has(state.slice(0, 2)) || state === '40001' || state === '40P01'
  }
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  if (typeof code === 'string' && CONNECTION_FAILURES.has(code)) return true
  return (
    typeof message === 'string' &&
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after)/.test(
      message,
    )
  )
}
