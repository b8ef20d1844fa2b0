import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { getActorId, type RequestContext } from '#request/principal'

/** Facts of a request in progress. */
export interface Begun {
  /** Aborts when its client disconnects, or takes back what it asked. */
  readonly signal: AbortSignal
  /** A name that is new, for a client that begins to talk. */
  readonly session?: string
  /** Forgets the request. */
  readonly end: () => void
}

/** Tracks the requests in progress, so that a later one can take one of them back. */
export interface Cancellations {
  begin(context: RequestContext, request: Pick<FastifyRequest, 'body' | 'headers'>): Begun
}

/**
 * In the revision 2026-07-28 a client takes a request back by hanging up. In 2025-11-25 it sends
 * `notifications/cancelled` with the id of the request, and only the session distinguishes ids. So a client
 * that initializes is given a name for its session, behind which there is nothing: no session can expire or be
 * lost, and a process that did not get the request ignores the notification, as the revision allows.
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
