import { BulkheadError } from '@bulkhead/contract/errors'

/** Returns the code of the error that a decision throws. Undefined: it throws none. */
export function codeOf(decide: () => unknown): string | undefined {
  try {
    decide()
  } catch (error) {
    if (error instanceof BulkheadError) return error.code
    throw error
  }
  return undefined
}
