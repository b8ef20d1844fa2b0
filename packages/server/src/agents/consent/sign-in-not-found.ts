import { BulkheadError } from '@bulkhead/contract/errors'

/** Returns the error for a sign-in that was decided, has expired or ended, or began in another browser. */
export function signInNotFound(): BulkheadError {
  return new BulkheadError(
    'agent_sign_in_not_found',
    'This was already decided, took too long, or was not begun in this browser. Connect again in the program.',
  )
}
