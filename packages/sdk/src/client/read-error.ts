import type { ErrorCode } from '../generated/api.ts'
import { type ApiError, apiError, type ErrorDetail } from './errors.ts'

/**
 * Returns the error that an unsuccessful response stands for.
 *
 * @param text Body of the response. Only the members of the documented envelope are read.
 */
export function readError(response: Response, text: string): ApiError {
  const { status, headers } = response
  const envelope = parsed(text)
  const seconds = headers.get('retry-after')
  const retryAfter = seconds !== null && /^\d{1,9}$/.test(seconds) ? Number(seconds) : undefined
  const requestId = textAt(envelope, 'request_id') ?? headers.get('x-request-id') ?? undefined
  const code = textAt(envelope, 'code')
  if (code === undefined)
    return unexpectedReply(response, 'and not as Bulkhead does', { requestId, retryAfter })
  return apiError({
    code: code as ErrorCode,
    message: textAt(envelope, 'message') ?? code,
    status,
    requestId,
    errors: detailsIn(envelope),
    retryAfter,
  })
}

/** Returns the error of a response that is not Bulkhead's: a proxy responded, or the URL is that of another server. */
export function unexpectedReply(
  { status, headers }: Response,
  how: string,
  {
    requestId = headers.get('x-request-id') ?? undefined,
    retryAfter,
  }: Partial<Pick<ApiError, 'requestId' | 'retryAfter'>> = {},
): ApiError {
  const isRedirect = (status >= 300 && status < 400) || status === 0
  const message = isRedirect
    ? 'The server redirects. The SDK does not follow redirects, because requests carry tokens: set `url` to the final address.'
    : `The server responded with ${status}, ${how}. Check that \`url\` is the address of a Bulkhead server.`
  return apiError({ code: 'unexpected_reply', message, status, requestId, errors: [], retryAfter })
}

function detailsIn(envelope: unknown): ErrorDetail[] {
  const errors = getMember(envelope, 'errors')
  if (!Array.isArray(errors)) return []
  return errors.map((one: unknown) => {
    const details = getMember(one, 'details')
    return {
      field: textAt(one, 'field') ?? 'request',
      message: textAt(one, 'message') ?? '',
      details: typeof details === 'object' ? (details as Record<string, unknown> | null) : null,
    }
  })
}

function getMember(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function textAt(value: unknown, name: string): string | undefined {
  const text = getMember(value, name)
  return typeof text === 'string' ? text : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
