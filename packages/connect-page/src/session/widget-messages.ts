/** Message by which the widget asks the page that embeds it for the token. Existing clients know it. */
const TOKEN_REQUEST = 'auth_token_request'
/** Message that makes existing clients close the dialog around the widget. */
export const CLOSE = 'CLOSE_DIALOG'
/** Type of the message with the result. */
export const RESULT = 'end_user_action_result'

const ASK_EVERY_MS = 500
/** Milliseconds after which a window that does not respond counts as one that has no token. */
const GIVE_UP_MS = 10_000

/** Calls back with each token that a window sends from an origin. @returns Function that stops listening. */
export function listenForToken(other: Window, origin: string, onToken: (token: string) => void): () => void {
  const listen = (event: MessageEvent) => {
    const token: unknown = event.data?.scopedAuthToken
    if (event.source === other && event.origin === origin && typeof token === 'string') onToken(token)
  }
  window.addEventListener('message', listen)
  return () => window.removeEventListener('message', listen)
}

/** Asks a window of an origin for the token. @returns Undefined if it sends none. */
export function askForToken(other: Window, origin: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const ask = () => other.postMessage(TOKEN_REQUEST, origin)
    const end = (token?: string) => {
      clearInterval(asking)
      clearTimeout(giving)
      stop()
      resolve(token)
    }
    const stop = listenForToken(other, origin, end)
    const asking = setInterval(ask, ASK_EVERY_MS)
    const giving = setTimeout(end, GIVE_UP_MS)
    ask()
  })
}

/** Gives the token to a window of this origin whenever it asks. @returns Function that stops listening. */
export function giveToken(
  isAsking: (source: unknown) => boolean,
  getToken: () => string | undefined,
): () => void {
  const listen = ({ source, origin, data }: MessageEvent) => {
    const scopedAuthToken = getToken()
    if (data !== TOKEN_REQUEST || origin !== location.origin || !isAsking(source)) return
    if (scopedAuthToken !== undefined) (source as Window).postMessage({ scopedAuthToken }, origin)
  }
  window.addEventListener('message', listen)
  return () => window.removeEventListener('message', listen)
}
