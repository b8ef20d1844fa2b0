declare global {
  /** Response to `GET /auth/session`, which `public/start.js` requests while the code of the app loads. */
  var begunSession: Promise<Response> | undefined
}

/** Returns the response that was requested before the app ran. Undefined if there is none, and from the second time on. */
export function takeBegunSession(): Promise<Response> | undefined {
  const begun = globalThis.begunSession
  globalThis.begunSession = undefined
  return begun
}
