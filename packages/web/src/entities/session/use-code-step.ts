import { ApiError } from '@bulkhead/sdk/client'
import { useState } from 'react'

/**
 * Manages the code step of a sign-in form. The form asks for a code once the server has reported that the person has a
 * second factor.
 */
export function useCodeStep() {
  const [asksForCode, setAsked] = useState(false)
  return {
    asksForCode,
    /** Names of the fields to send. */
    fields: asksForCode ? (['email', 'password', 'code'] as const) : (['email', 'password'] as const),
    /** Handles the error of a sign-in. */
    notice: (error: Error) => {
      if (isRequired(error)) setAsked(true)
    },
    /** Returns the error to show. The missing code is not shown as an error. */
    shown: (error: Error | null) => (error !== null && isRequired(error) ? null : error),
  }
}

function isRequired(error: Error): boolean {
  return error instanceof ApiError && error.code === 'second_factor_required'
}
