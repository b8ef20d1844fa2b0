import { newCode } from './secrets.ts'

const HELLO_EVERY_MS = 250

export type EventName =
  | 'ready'
  | 'step'
  | 'completed'
  | 'awaiting_confirmation'
  | 'failed'
  | 'refused'
  | 'closed'

export interface EventFacts {
  readonly step?: string
  readonly connector_id?: string
  readonly confirmation_code?: string
  readonly error?: string
}

/** Page that embeds this one in a frame or opened it as a popup. */
export interface Embedder {
  readonly origin: string
  send(name: EventName, facts?: EventFacts): void
  /** Tells the embedder to remove this page. */
  readonly close: () => void
}

/**
 * Sends hello messages to the window that embeds or opened this page, until a welcome message arrives from an allowed
 * origin. Knowing the URL of a session is therefore not enough to embed it.
 *
 * @returns Pending until then. Undefined if no window embeds or opened this page.
 */
export function greetEmbedder(
  session_id: string,
  allowedOrigins: readonly string[],
): Promise<Embedder | undefined> {
  const other = window.parent !== window ? window.parent : (window.opener as Window | null)
  if (other === null) return Promise.resolve(undefined)
  const nonce = newCode()
  return new Promise((resolve) => {
    const listen = ({ source, origin, data }: MessageEvent) => {
      if (source !== other || !allowedOrigins.includes(origin)) return
      if (data?.type !== 'bulkhead-connect:welcome') return
      if (data.nonce !== nonce || data.session_id !== session_id) return
      clearInterval(hello)
      window.removeEventListener('message', listen)
      const send = (name: EventName, facts?: EventFacts) =>
        other.postMessage({ type: 'bulkhead-connect:event', nonce, name, session_id, ...facts }, origin)
      resolve({ origin, send, close: () => send('closed') })
    }
    window.addEventListener('message', listen)
    // The message contains no secret, so any origin may read it.
    const greet = () => other.postMessage({ type: 'bulkhead-connect:hello', session_id, nonce }, '*')
    const hello = setInterval(greet, HELLO_EVERY_MS)
    greet()
  })
}
