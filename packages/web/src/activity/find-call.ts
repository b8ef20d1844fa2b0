import { NotFoundError } from '@bulkhead/sdk/source/errors'
import type { Api } from '#api/api.ts'
import type { ToolCall } from './use-live-calls.ts'

/** Calls of one process in one millisecond are few, and a page holds a hundred. */
const AROUND_MS = 1

/**
 * One call by its id. Ids are UUIDv7 (RFC 9562 §5.7), so an id says in which millisecond to look.
 *
 * @throws {NotFoundError} There is no such call, or its retention has ended.
 */
export async function findCall(api: Api, id: string, signal: AbortSignal): Promise<ToolCall> {
  const at = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
  if (/^[0-9a-f-]{36}$/.test(id) && at < 8.64e15) {
    const since = new Date(at).toISOString()
    const until = new Date(at + AROUND_MS).toISOString()
    let cursor: string | undefined
    do {
      const query = { since, until, limit: 100, ...(cursor !== undefined && { cursor }) }
      const { data, next } = await api.call('listToolCalls', { query }, { signal })
      const found = data.find((call) => call.id === id)
      if (found !== undefined) return found
      cursor =
        next === null ? undefined : (new URL(next, location.origin).searchParams.get('cursor') ?? undefined)
    } while (cursor !== undefined)
  }
  throw new NotFoundError({
    code: 'route_not_found',
    message: 'There is no call with this id, or the time for which calls are kept is over.',
    status: 404,
    request_id: undefined,
    errors: [],
    retry_after: undefined,
  })
}
