import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { getActorId, type RequestContext } from '#request/principal'

/** A tracked request in progress. */
export interface Begun {
  /** Aborts when the client disconnects or cancels the request. */
  readonly signal: AbortSignal
  /** New session id, if the client initializes. */
  readonly session?: string
  /** Ends the tracking of the request. */
  readonly end: () => void
}

/** Tracks the requests in progress, so that a later request can cancel one of them. */
export interface Cancellations {
  begin(context: RequestContext, request: Pick<FastifyRequest, 'body' | 'headers'>): Begun
}

/**
 * Creates the tracking of requests. In the revision 2026-07-28 a client cancels a request by disconnecting. In
 * 2025-11-25 it sends `notifications/cancelled` with the id of the request, and request ids are unique only within a
 * session. So a client that initializes gets a session id, but the server keeps no state for it. No session can expire
 * or be lost. A process that did not get the request ignores the notification, as the revision allows.
 */
export function createCancellations(): Cancellations {
  const underWay = new Map<string, AbortController>()
  return {
    begin(context, { body, headers }) {
      const { method, id, params } = (body ?? {}) as Message
      const connected = context.whileConnected()
      const session = headers['mcp-session-id']
      const begun = { signal: connected, end: () => {} }
      if (method === 'initialize') return { ...begun, session: randomUUID() }
      if (typeof session !== 'string') return begun
      if (method === 'notifications/cancelled') {
        underWay.get(toKey(context, session, params?.requestId))?.abort()
        return begun
      }
      if (id === undefined) return begun
      const key = toKey(context, session, id)
      const controller = new AbortController()
      connected.addEventListener('abort', () => controller.abort(), { once: true })
      if (connected.aborted) controller.abort()
      underWay.set(key, controller)
      return {
        signal: controller.signal,
        end() {
          if (underWay.get(key) === controller) underWay.delete(key)
        },
      }
    },
  }
}

interface Message {
  readonly method?: unknown
  readonly id?: unknown
  readonly params?: { readonly requestId?: unknown }
}

/**
 * Returns a key that includes the caller, so that nobody can cancel another caller's request, whatever session it
 * names.
 */
function toKey(context: RequestContext, session: string, id: unknown): string {
  return JSON.stringify([context.organization, context.workspace ?? null, getActorId(context), session, id])
}
