import { BulkheadError } from '@bulkhead/contract/errors'

/** The error for a state that leads nowhere, whatever the reason. */
export function oauthStateUnknown(): BulkheadError {
  return new BulkheadError(
    'oauth_state_unknown',
    'This authorization was finished already, took longer than ten minutes, or was not begun here in this browser. Go back to the application and begin again.',
  )
}
