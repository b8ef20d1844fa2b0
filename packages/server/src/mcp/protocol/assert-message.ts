import { invalid } from '@bulkhead/contract/errors'
import { BODY_BOUNDS } from '@bulkhead/contract/operation'
import type { FastifyRequest } from 'fastify'
import { tooLarge } from '#http/parse-json'
import { execute } from '../tools/execute.ts'
import { TOOLS } from '../tools/tools.ts'

/** Tools that run no operation of a service, and so accept no file. */
const WITHOUT_FILES = new Set(TOOLS.filter((tool) => tool !== execute).map(({ name }) => name))

/**
 * Rejects several messages in one request, which would count as one for the limit of requests and could not be
 * cancelled. Revisions since 2025-06-18 have no batches. Rejects a message of more than 1 MiB, unless it calls a tool
 * that may accept a file.
 *
 * @throws BulkheadError `invalid_request`, `request_too_large`
 */
export function assertMessage({ body, bodyBytes = 0 }: Pick<FastifyRequest, 'body' | 'bodyBytes'>): void {
  if (Array.isArray(body) && body.length > 1) throw invalid('body', 'body must be one message, not several')
  if (bodyBytes <= BODY_BOUNDS.bytes) return
  const { method, params } = (body ?? {}) as { method?: unknown; params?: { name?: unknown } }
  const name = params?.name
  if (method === 'tools/call' && typeof name === 'string' && !WITHOUT_FILES.has(name)) return
  throw tooLarge('A message may have 1 MiB, unless it calls a tool that takes a file.')
}
