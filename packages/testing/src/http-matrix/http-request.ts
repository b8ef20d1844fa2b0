import type { OperationShape } from '@bulkhead/contract/operation'
import { PUBLIC_URL } from '#test-server'
import type { Place } from './places.ts'
import type { HttpRequest } from './send.ts'

/** Input that refers to nothing of a tenant. */
export interface PlainInput {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>>
  /** Cookie of the browser in addition to the caller's. */
  readonly cookie?: string
}

export function buildRequest(
  operation: OperationShape,
  plain: PlainInput,
  values: ReadonlyMap<Place, string>,
  headers: Readonly<Record<string, string>>,
): HttpRequest {
  const input = {
    params: { ...plain.params },
    query: { ...plain.query },
    body: structuredClone({ ...plain.body }),
    header: {},
  }
  for (const [{ part, path }, value] of values) put(input[part], path, value)
  const query = new URLSearchParams(input.query).toString()
  return {
    method: operation.method,
    url: withParams(operation.path, input.params) + (query && `?${query}`),
    headers: {
      ...input.header,
      // Same origin as a page of this server.
      ...(operation.sameOrigin && { origin: PUBLIC_URL }),
      ...headers,
      ...(plain.cookie !== undefined && {
        cookie: [plain.cookie, headers.cookie].filter(Boolean).join('; '),
      }),
      ...(operation.body && { 'content-type': 'application/json' }),
    },
    ...(operation.body && { body: JSON.stringify(input.body) }),
  }
}

function put(into: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    into[name] = value
    return
  }
  const inner = into[name] ?? (rest[0] === '0' ? [] : {})
  into[name] = inner
  put(inner as Record<string, unknown>, rest, value)
}

function withParams(path: string, params: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`${path} has a parameter that refers to nothing: ${name}`)
    return encodeURIComponent(value)
  })
}

/** Returns requests that match no schema. The server must check the caller before it validates them. */
export function getMisfits(operation: OperationShape, request: HttpRequest): [string, HttpRequest][] {
  const { url, headers } = request
  const surprise = `${url}${url.includes('?') ? '&' : '?'}surprise=1`
  const ignoresUnknown = operation.unknownFields === 'ignored'
  const takesAny =
    ignoresUnknown ||
    (operation.query as { additionalProperties?: boolean } | undefined)?.additionalProperties === true
  const misfits: [string, HttpRequest][] = takesAny
    ? []
    : [['an unknown query parameter', { ...request, url: surprise }]]
  if (operation.body !== undefined) {
    const { 'content-type': _, ...untyped } = headers
    misfits.push(
      ['a body that is not JSON', { ...request, body: '{"' }],
      ['a body of another type', { ...request, headers: { ...untyped, 'content-type': 'text/plain' } }],
    )
    if (!ignoresUnknown)
      misfits.push(['a body with an unknown field', { ...request, body: '{"surprise":1}' }])
  }
  return misfits
}
