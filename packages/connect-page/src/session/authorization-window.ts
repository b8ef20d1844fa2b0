export const BEGIN_PATH = '/connect/begin'
/** Session storage key under which the nonce waits for the begin page in the same tab. */
export const BEGIN_KEY = 'bulkhead-connect-begin'
/** Set in the session storage of a popup, which closes itself when it comes back. */
export const POPUP_KEY = 'bulkhead-connect-popup'
export const BEGIN_READY = 'bulkhead-connect-begin-ready'
export const BEGIN_NONCE = 'bulkhead-connect-begin-nonce'
export const BEGIN_DONE = 'bulkhead-connect-begin-done'

const FEATURES = 'popup,width=560,height=720'

/** A window in which the owner is asked; opened while a press counts, and given its nonce later. */
export interface AuthorizationWindow {
  give(nonce: string): void
  close(): void
}

/** @returns Undefined where the browser opens none: the same tab is left. */
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

/** Goes to the service in this tab. @returns False in a frame, which no service lets itself be shown in. */
export function authorizeHere(nonce: string): boolean {
  if (window.parent !== window) return false
  sessionStorage.removeItem(POPUP_KEY)
  sessionStorage.setItem(BEGIN_KEY, nonce)
  location.assign(BEGIN_PATH)
  return true
}
