import { ApiError, AuthenticationError, BulkheadError, ConnectionError } from '../client/errors.ts'

/** Returns an error as text for a model, so that it can correct its call, wait, or tell the person. */
export function toolErrorText(error: unknown): string {
  if (!(error instanceof BulkheadError))
    return 'The call failed. Tell the person that the tool does not work.'
  const lines = [`The call failed (${error.code}): ${error.message}`]
  if (error instanceof ApiError) {
    for (const { field, message } of error.errors) {
      if (field.startsWith('body.')) lines.push(`- ${field.replace(/^body\.params\./, '')}: ${message}`)
    }
  }
  const advice = adviceFor(error)
  return advice === undefined ? lines.join('\n') : `${lines.join('\n')}\n${advice}`
}

function adviceFor(error: BulkheadError): string | undefined {
  if (error.code === 'outcome_unknown' || error.code === 'idempotency_outcome_unknown') {
    return 'It may have happened. Check the current state before trying again.'
  }
  if (error instanceof ApiError && error.retryAfter !== undefined) {
    const unit = error.retryAfter === 1 ? 'second' : 'seconds'
    return `Try again after ${error.retryAfter} ${unit}, not before.`
  }
  if (error.code === 'not_granted') return 'This is not allowed here, and another call will not help.'
  if (error instanceof AuthenticationError || error.code === 'needs_reauthentication') {
    return 'Other input will not help: tell the person to set up access again.'
  }
  if (error instanceof ConnectionError) return 'Other input will not help; the server could not be reached.'
  return undefined
}
