const ROOT = '/api/v1/connect'

/** A refusal of the server, by its code. */
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
 * Calls an operation of the page. The token is in a header alone, so that no log has it.
 *
 * @throws PageError `unreachable` where no answer came.
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
  throw new PageError(answer?.code ?? 'unreachable', answer?.message ?? '', answer?.details ?? [])
}
