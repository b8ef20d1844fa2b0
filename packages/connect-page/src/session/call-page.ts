const ROOT = '/api/v1/connect'

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
 * @throws PageError `unreachable` if no response arrived.
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
    })
  } catch {
    throw new PageError('unreachable', '')
  }
  const answer = await response.json().catch(() => undefined)
  if (response.ok) return answer as T
  throw new PageError(answer?.code ?? 'unreachable', answer?.message ?? '', answer?.errors ?? [])
}
