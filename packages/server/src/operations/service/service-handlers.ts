import { BulkheadError } from '@bulkhead/contract/errors'
import { openApiDocument } from '@bulkhead/contract/openapi'
import { RawReply } from '#access/request/raw-reply'
import { WithHeaders } from '#access/request/with-headers'
import { getResourceMetadata } from '#agents/resource-metadata'
import type { Services } from '../services.ts'

export async function readLiveness() {
  return { status: 'live' as const }
}

/**
 * Returns whether the process is ready: its database is reachable, also through a pooler, and accepts writes, and its
 * keys open the database.
 */
export async function readReadiness({ lifecycle, database, revocations, keyring, signingKeys }: Services) {
  if (lifecycle.draining) throw notReady('The server is stopping.', 1)
  const fault = await revocations.fault()
  if (fault !== undefined) throw notReady(FAULTS[fault], 1)
  if (database.hasPoolFailed?.()) throw notReady('The database does not respond to requests.', 1)
  const [missing] = keyring.missing
  if (missing !== undefined)
    throw notReady(
      `Key version ${missing} sealed some of the stored data, but BULKHEAD_KEY of this process does not have it. Add it and start again.`,
      5,
    )
  // The embedded database is not polled.
  if (revocations.isEmbedded) await signingKeys.reload()
  return { status: 'ready' as const }
}

const FAULTS = {
  silent: 'The database does not respond.',
  standby: 'The database is a standby, which accepts no writes and lags behind.',
  'read only': 'The database is set to read only.',
} as const

function notReady(message: string, retryAfter: number): BulkheadError {
  return new BulkheadError('unavailable', message, { retryAfter })
}

export async function readKeys({ signingKeys }: Services) {
  return signingKeys.jwks() as { keys: Record<string, unknown>[] }
}

export async function readMcpResource({ mcpResource, issuer }: Services) {
  // Clients in a browser read this from pages of other origins.
  return new WithHeaders({ 'access-control-allow-origin': '*' }, getResourceMetadata(mcpResource, issuer))
}

/** Documents by the public URL that they name. A process serves one of them; tests run several servers. */
const openApi = new Map<string, RawReply>()

/**
 * Returns the OpenAPI document as bytes. They are written once, since the document is large and the same for everyone.
 */
export async function readOpenApi({ version, issuer }: Services): Promise<RawReply> {
  const known = openApi.get(issuer)
  if (known !== undefined) return known
  const reply = new RawReply(
    { 'content-type': 'application/json; charset=utf-8' },
    Buffer.from(JSON.stringify(openApiDocument(version, issuer))),
  )
  openApi.set(issuer, reply)
  return reply
}
