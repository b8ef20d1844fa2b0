import { setTimeout as sleep } from 'node:timers/promises'
import type { Sender } from '@bulkhead/engine'
import { type EngineError, isEngineError } from '@bulkhead/engine/errors'
import type { Configuration, Provider } from 'oidc-provider'
import { createCache } from '#platform/cache/create-cache'
import { createWindowCounter } from '#platform/cache/window-counter'
import { clientNetwork } from '#platform/client-network'
import type { Log } from '#platform/log'
import { getUnavailableError } from '../artifacts.ts'
import { toDocument } from '../registration.ts'

const TIMEOUT_MS = 3_000
/** Limit of a client document, which usually has a few hundred bytes. */
const MAX_BODY_BYTES = 16 * 1024
/** Maximum time for which a document serves after it was fetched. */
const USED_MS = 24 * 3_600_000
/**
 * Seconds for which the library uses a document without fetching it again, whatever its `Cache-Control` says. They are
 * fewer than {@link USED_MS}, so that a document can serve when its host goes down.
 */
const FRESH_SECONDS = { min: 30, max: 3_600 } as const
/** Client documents that one network may have the server fetch in a minute. */
const FETCHES_PER_MINUTE = 30
/**
 * Minimum time in milliseconds until a document counts as one that cannot be fetched, so that an address that is refused
 * takes as long as one that does not exist.
 */
const FAILED_MS = 300
/** Error description for a document that cannot be fetched. It is the same whatever the reason: the log has that. */
export const DOCUMENT_UNREACHABLE =
  'The server cannot reach the host of the client id metadata document. Try again in a few seconds. If the server has no way to that host, its operator can set BULKHEAD_CLIENT_ID_DOCUMENTS=off, so that programs register instead.'
/** Seconds after which a client may try again while this server cannot know whether it is valid. */
const RETRY_SECONDS = '10'
/** Statuses below 500 that say nothing of the document: a timeout, and too many requests. */
const BUSY: ReadonlySet<number> = new Set([408, 425, 429])

/** Documents at client ids (draft-ietf-oauth-client-id-metadata-document). */
export interface ClientDocuments {
  /**
   * Fetches a document. The request passes the egress policy and follows no redirect. If the host is down or refused,
   * returns the document as it was fetched within {@link USED_MS}.
   */
  fetch(url: string): Promise<Response>
  /** Settings of the library. */
  readonly feature: NonNullable<Configuration['features']>['clientIdMetadataDocument']
  /**
   * Makes the library tell an invalid client from one whose host is down, which is 503, and look a client up once in a
   * request.
   */
  watch(provider: Provider): void
}

/** Thrown if the host of a document is down or refused, and no earlier fetch is recent enough. */
class HostDown extends Error {}

interface Document {
  readonly body: string
  readonly fetchedAt: number
}

export interface DocumentOptions {
  /** Sender whose egress policy allows public addresses alone: anybody may name a document. */
  readonly documentSender: Sender
  /** Whether clients may identify themselves by a document. */
  readonly hasDocuments: boolean
  readonly log: Log
}

export function createClientDocuments(
  { documentSender, hasDocuments, log }: DocumentOptions,
  library: Pick<typeof import('oidc-provider'), 'Provider' | 'errors'>,
): ClientDocuments {
  const { errors } = library
  const fetched = createCache<Document>({
    name: 'fetched_documents',
    key: 'client id',
    max: 500,
    invalidatedBy: 'its age of 24 h when its host is down, a later document that is invalid or missing',
  })
  const fetches = createWindowCounter(
    { name: 'client_documents', key: 'network', max: 10_000, windowMs: 60_000 },
    Date.now,
  )
  return {
    feature: {
      enabled: hasDocuments,
      ack: 'draft-02',
      cacheDuration: FRESH_SECONDS,
      allowFetch: async (ctx) => {
        if (ctx === undefined || fetches.count(clientNetwork(ctx.ip)).count <= FETCHES_PER_MINUTE) return true
        throw getUnavailableError(
          errors,
          'Too many documents were fetched for this network. Try again later.',
        )
      },
      allowClient: async () => true,
    },
    async fetch(url) {
      const earliest = performance.now() + FAILED_MS
      const response = await fetchDocument(documentSender, url).catch((error: unknown) => {
        if (!isOutage(error)) throw error
        log.warn({ client_host: new URL(url).host, code: error.code }, 'a client document was not fetched')
      })
      if (response !== undefined && response.status < 500 && !BUSY.has(response.status)) {
        const { status, headers } = response
        const body = toDocument(Buffer.from(response.body).toString())
        if (status === 200) fetched.set(url, { body, fetchedAt: Date.now() })
        return new Response(body, { status, headers: pick(headers) })
      }
      const document = fetched.get(url)
      if (document !== undefined && Date.now() - document.fetchedAt <= USED_MS)
        return new Response(document.body)
      await sleep(Math.max(0, earliest - performance.now()))
      throw new HostDown()
    },
    watch(provider) {
      provider.use(async (ctx, next) => {
        await next()
        const { error } = (ctx.body ?? {}) as { error?: string }
        const isUnavailable = ctx.status === 503 && error === 'temporarily_unavailable'
        // An outage of this server has a time of its own.
        if (isUnavailable && !ctx.response.get('Retry-After')) ctx.set('Retry-After', RETRY_SECONDS)
      })
      const { Client } = provider
      const { find } = Client
      const lookUp = async (client_id: string) => {
        try {
          return await find.call(Client, client_id)
        } catch (error) {
          if (error instanceof Error && error.cause instanceof HostDown)
            throw getUnavailableError(errors, DOCUMENT_UNREACHABLE)
          if (error instanceof errors.InvalidClient || error instanceof errors.InvalidClientMetadata)
            fetched.delete(client_id)
          throw error
        }
      }
      // To report a client that it could not find, the library looks the client up again.
      const found = new WeakMap<
        object,
        { readonly client_id: string; readonly client: ReturnType<typeof find> }
      >()
      Client.find = (client_id) => {
        const request = library.Provider.ctx
        const known = request && found.get(request)
        if (known?.client_id === client_id) return known.client
        const client = lookUp(client_id)
        if (request !== undefined) found.set(request, { client_id, client })
        return client
      }
    },
  }
}

/** Requests a document, whatever the status of the response. */
export function fetchDocument(sender: Sender, url: string): ReturnType<Sender['send']> {
  return sender.send(
    {
      method: 'GET',
      url,
      headers: { accept: 'application/json' },
      body: undefined,
      effect: 'read',
      assertFollows() {
        throw new TypeError('A client id redirects.')
      },
    },
    { withinMs: TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES },
  )
}

/** Returns whether an error says nothing of the document. A refusal counts, so that it reveals no name of the network. */
function isOutage(error: unknown): error is EngineError {
  return (
    isEngineError(error, 'egress_refused') ||
    isEngineError(error, 'unreachable') ||
    isEngineError(error, 'connection_lost') ||
    isEngineError(error, 'timeout')
  )
}

function pick(headers: Readonly<Record<string, string>>): Record<string, string> {
  const { 'cache-control': cached, 'content-type': type } = headers
  return {
    ...(cached !== undefined && { 'cache-control': cached }),
    ...(type !== undefined && { 'content-type': type }),
  }
}
