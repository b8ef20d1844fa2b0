import { ApiError } from '@bulkhead/sdk/client'

/** Error of a request by another token than the session's. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
}

/**
 * Does work that uses a token alone. Its errors are no longer those of the API, because they say nothing of the session,
 * which would end with one that the token is not valid.
 *
 * @throws TokenRefused with the message of the API
 */
export async function byTokenAlone<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof ApiError ? new TokenRefused(error.message) : error
  }
}
