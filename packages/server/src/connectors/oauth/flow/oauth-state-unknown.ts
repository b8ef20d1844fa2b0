import { BulkheadError } from '@bulkhead/contract/errors'

/** Returns the error for a state that leads to no authorization, whatever the reason. */
export function oauthStateUnknown(): BulkheadError {
  return new BulkheadError(
    'oauth_state_unknown',
    'This authorization was already finished, took longer than ten minutes, or was not begun here in this browser. Go back to the application and begin again.',
  )
}
