import { attempt } from '@bulkhead/sdk/client'
import type { Api } from '#api/api.ts'
import { getAttendance } from '#api/attendance.ts'
import { takeBegunSession } from './begun-session.ts'

const TIMEOUT_MS = 20_000

/**
 * Sends a request to an endpoint of `/auth`, or to another path of this server.
 *
 * @param api Sends a request that takes the CSRF token. Default: the browser.
 * @throws The SDK's errors.
 */
export async function send<T>(
  method: string,
  path: string,
  body?: object,
  api: Pick<Api, 'fetch'> = globalThis,
): Promise<T> {
  const request = {
    method,
    url: new URL(path, `${location.origin}/auth/`).href,
    headers: {
      accept: 'application/json',
      ...getAttendance(),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }
  const ended = await attempt((url, init) => getBegun(method, path) ?? api.fetch(url, init), request, {
    signal: undefined,
    timeoutMs: TIMEOUT_MS,
    as: 'json',
  })
  if ('error' in ended) throw ended.error
  return ended.data as T
}

function getBegun(method: string, path: string): Promise<Response> | undefined {
  return method === 'GET' && path === 'session' ? takeBegunSession() : undefined
}
