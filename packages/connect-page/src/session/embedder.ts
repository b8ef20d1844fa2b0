import { newCode } from './secrets.ts'

/** Time for a page of an allowed origin to respond, in milliseconds. */
const WELCOME_MS = 5_000
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

/** The page that shows this one, in a frame or as a popup. */
export interface Embedder {
  readonly origin: string
  send(name: EventName, facts?: EventFacts): void
  /** Has it take this page away. */
  readonly close: () => void
}

/**
 * Greets the window that shows this page and waits for an answer from an allowed origin: the address of a session
 * alone is worth nothing.
 *
 * @returns Undefined where none came within 5 s.
 */
export function greetEmbedder(
  session_id: string,
  allowedOrigins: readonly string[],
): Promise<Embedder | undefined> {
  const other = window.parent !== window ? window.parent : (window.opener as Window | null)
  if (other === null) return Promise.resolve(undefined)
  const nonce = newCode()
  return new Promise((resolve) => {
    const end = (embedder?: Embedder) => {
      clearInterval(hello)
      clearTimeout(timeout)
      window.removeEventListener('message', listen)
      resolve(embedder)
    }
    const listen = ({ source, origin, data }: MessageEvent) => {
      if (source !== other || !allowedOrigins.includes(origin)) return
      if (data?.type !== 'bulkhead-connect:welcome') return
      if (data.nonce !== nonce || data.session_id !== session_id) return
      const send = (name: EventName, facts?: EventFacts) =>
        other.postMessage({ type: 'bulkhead-connect:event', nonce, name, session_id, ...facts }, origin)
      end({ origin, send, close: () => send('closed') })
    }
    window.addEventListener('message', listen)
    // Nothing in it is secret, so any origin may read it.
    const greet = () => other.postMessage({ type: 'bulkhead-connect:hello', session_id, nonce }, '*')
    const hello = setInterval(greet, HELLO_EVERY_MS)
    const timeout = setTimeout(() => end(), WELCOME_MS)
    greet()
  })
}
