import { BulkheadError } from '@bulkhead/contract/errors'
import { openApiDocument } from '@bulkhead/contract/openapi'
import type { Services } from '#operations/services'
import { RawReply } from '#request/raw-reply'

export async function readLiveness() {
  return { status: 'live' as const }
}

/** Ready means that the database answers: reading the signing keys is the smallest thing every request needs. */
export async function readReadiness({ lifecycle, signingKeys }: Services) {
  if (lifecycle.draining) throw new BulkheadError('unavailable', 'The server is stopping.', { retryAfter: 1 })
  await signingKeys.reload()
  return { status: 'ready' as const }
}

export async function readKeys({ signingKeys }: Services) {
  return signingKeys.jwks() as { keys: Record<string, unknown>[] }
}

/** Without authorization servers: its tokens come from the API. */
export async function readMcpResource({ mcpResource }: Services) {
  return { resource: mcpResource, resource_name: 'Bulkhead', bearer_methods_supported: ['header' as const] }
}

let openApi: RawReply | undefined

/** The document as bytes, written once: it is the same for everyone, and large. */
export async function readOpenApi({ version }: Services): Promise<RawReply> {
  openApi ??= new RawReply(
    { 'content-type': 'application/json; charset=utf-8' },
    Buffer.from(JSON.stringify(openApiDocument(version))),
  )
  return openApi
}
