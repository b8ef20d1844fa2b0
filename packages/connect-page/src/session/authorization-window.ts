export const BEGIN_PATH = '/connect/begin'
/** Session storage key under which the nonce waits for the begin page in the same tab. */
export const BEGIN_KEY = 'bulkhead-connect-begin'
/** Session storage key of a popup, which closes itself when it returns. */
export const POPUP_KEY = 'bulkhead-connect-popup'
export const BEGIN_READY = 'bulkhead-connect-begin-ready'
export const BEGIN_NONCE = 'bulkhead-connect-begin-nonce'
export const BEGIN_DONE = 'bulkhead-connect-begin-done'

const FEATURES = 'popup,width=560,height=720'

/** Window for the authorization at the service. It opens during the user's click and receives its nonce later. */
export interface AuthorizationWindow {
  give(nonce: string): void
  close(): void
}

/**
 * Opens the window for an authorization.
 *
 * @returns Undefined if the browser blocks it: the authorization then needs this tab.
 */
export function openAuthorizationWindow(onDone: () => void): AuthorizationWindow | undefined {
  const popup = window.open(BEGIN_PATH, '_blank', FEATURES)
  if (popup === null) return undefined
  let isReady = false
  let nonce: string | undefined
  const hand = () => {
    if (!isReady || nonce === undefined) return
    popup.postMessage({ type: BEGIN_NONCE, nonce }, location.origin)
    nonce = undefined
  }
  const listen = ({ source, origin, data }: MessageEvent) => {
    if (origin !== location.origin) return
    if (data?.type === BEGIN_READY && source === popup) {
      isReady = true
      hand()
    } else if (data?.type === BEGIN_DONE) onDone()
  }
  window.addEventListener('message', listen)
  return {
    give(given) {
      nonce = given
      hand()
    },
    close() {
      window.removeEventListener('message', listen)
      popup.close()
    },
  }
}

/** Starts the authorization in this tab. @returns False in a frame, because services do not allow framing. */
export function authorizeHere(nonce: string): boolean {
  if (window.parent !== window) return false
  sessionStorage.removeItem(POPUP_KEY)
  sessionStorage.setItem(BEGIN_KEY, nonce)
  location.assign(BEGIN_PATH)
  return true
}
