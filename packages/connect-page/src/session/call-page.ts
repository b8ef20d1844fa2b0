const ROOT = '/api/v1/connect'
/** Time limit in milliseconds, above that of a check of credentials. */
const REQUEST_MS = 75_000

/** Error response of the server, identified by its code. */
export class PageError extends Error {
  readonly code: string
  readonly details: readonly { readonly field: string; readonly message: string }[]

  constructor(
    code: string,
    message: string,
    details: readonly { readonly field: string; readonly message: string }[] = [],
  ) {
    super(message)
    this.name = 'PageError'
    this.code = code
    this.details = details
  }
}

/**
 * Calls an operation of the connect API. The token is sent only in a header, so that no log contains it.
 *
 * @throws PageError `unreachable` if no whole response arrived in time.
 */
export async function callPage<T>(
  method: 'GET' | 'POST',
  path: string,
  { token, body }: { readonly token?: string; readonly body?: object } = {},
): Promise<T> {
  let response: Response
  try {
    response = await fetch(ROOT + path, {
      method,
      headers: {
        accept: 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      cache: 'no-store',
      referrerPolicy: 'same-origin',
      signal: AbortSignal.timeout(REQUEST_MS),
    })
  } catch {
    throw new PageError('unreachable', '')
  }
  const answer = await response.json().catch(() => undefined)
  if (response.ok && answer !== undefined) return answer as T
  throw new PageError(answer?.code ?? 'unreachable', answer?.message ?? '', answer?.errors ?? [])
}
