import { ApiError } from '@bulkhead/sdk/client'
import { useState } from 'react'

/** Whether the form of a sign-in asks for a code too, once the server has said that the person has a second factor. */
export function useCodeStep() {
  const [asksForCode, setAsked] = useState(false)
  return {
    asksForCode,
    /** Names of the fields to send. */
    fields: asksForCode ? (['email', 'password', 'code'] as const) : (['email', 'password'] as const),
    /** Takes the error of a sign-in. */
    notice: (error: Error) => {
      if (isRequired(error)) setAsked(true)
    },
    /** The error to show: that a code is needed is none. */
    shown: (error: Error | null) => (error !== null && isRequired(error) ? null : error),
  }
}

function isRequired(error: Error): boolean {
  return error instanceof ApiError && error.code === 'second_factor_required'
}
