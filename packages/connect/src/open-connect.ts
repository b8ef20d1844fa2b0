import { type ConnectEvent, readEvent } from './events.ts'
import { type Shown, showFrame } from './show-frame.ts'

export interface ConnectOptions {
  /**
   * `popup` (default) opens a window. Call it in a click handler, otherwise browsers block the window. If the window is
   * blocked, the page opens in a frame. `iframe` opens the page in `container`, or in a dialog if there is no
   * `container`.
   */
  readonly mode?: 'popup' | 'iframe'
  readonly container?: HTMLElement
  readonly onEvent?: (event: ConnectEvent) => void
}

export interface ConnectHandle {
  /** Closes the window or frame. */
  close(): void
}

const FEATURES = 'popup,width=520,height=760'
const LOOK_EVERY_MS = 500

/**
 * Opens the page of a connect session. The origin of the calling page must be among the session's `allowed_origins`.
 *
 * @param url `url` of the session, as your backend received it from the API.
 */
export function openConnect(url: string, options: ConnectOptions = {}): ConnectHandle {
  const { origin, pathname } = new URL(url)
  const session_id = decodeURIComponent(pathname.split('/').at(-1) ?? '')
  let nonce: string | undefined
  let isClosed = false
  const close = () => {
    if (isClosed) return
    isClosed = true
    removeEventListener('message', listen)
    clearInterval(looking)
    shown.remove()
    options.onEvent?.({ name: 'closed', session_id })
  }
  const shown = show(url, options, close)
  const looking = setInterval(() => {
    if (shown.target?.closed !== false) close()
  }, LOOK_EVERY_MS)
  addEventListener('message', listen)
  return { close }

  /**
   * Handles messages of the opened window only: its origin and session must match. Events must also carry the nonce of
   * the handshake.
   */
  function listen({ source, origin: from, data }: MessageEvent) {
    if (source === null || source !== shown.target || from !== origin || data?.session_id !== session_id)
      return
    if (data.type === 'bulkhead-connect:hello') {
      nonce = String(data.nonce)
      shown.target?.postMessage({ type: 'bulkhead-connect:welcome', session_id, nonce }, origin)
    } else if (data.type === 'bulkhead-connect:event' && data.nonce === nonce) {
      const event = readEvent(data)
      if (event?.name === 'closed') close()
      else if (event !== undefined) options.onEvent?.(event)
    }
  }
}

function show(url: string, { mode = 'popup', container }: ConnectOptions, onClose: () => void): Shown {
  const popup = mode === 'popup' ? open(url, '_blank', FEATURES) : null
  return popup === null ? showFrame(url, container, onClose) : { target: popup, remove: () => popup.close() }
}
