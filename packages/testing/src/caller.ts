export const CONNECTORS = '/api/v1/integrations/connectors'
export const MINT = '/api/v1/account/applications/scoped-token'
export const WORKSPACES = '/api/v1/workspaces'

/** Response with its body parsed, if it was JSON. */
export interface ProofResponse {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: a proof asserts what the body is
  readonly body: any
}

/** Credentials of the application with which a proof starts every server process. */
export const PROOF_CLIENT: Readonly<Record<'client_id' | 'client_secret', string>> = {
  client_id: 'proof',
  client_secret: 'a-secret-for-proofs-that-is-long-enough',
}

/** The same credentials as settings of a server. */
export const PROOF_CLIENT_SETTINGS: Readonly<Record<string, string>> = {
  BULKHEAD_CLIENT_ID: PROOF_CLIENT.client_id,
  BULKHEAD_CLIENT_SECRET: PROOF_CLIENT.client_secret,
}

/** Caller of one server with an application token. Throws if no response arrives. */
export interface Caller {
  readonly token: string
  call(method: string, path: string, body?: unknown, token?: string): Promise<ProofResponse>
}

/** Limit for calls that hang. A call that is only slow on a busy machine stays below it. */
const ENDS_WITHIN_MS = 120_000

/** Gets an application token from the server at `url`. */
export async function connectCaller(url: string): Promise<Caller> {
  const { status, body } = await send(
    url,
    'POST',
    '/api/v1/account/applications/token',
    PROOF_CLIENT,
    undefined,
  )
  if (status !== 200) throw new Error(`The token was refused with ${status}: ${JSON.stringify(body)}`)
  return callerWith(url, body.access_token)
}

/** Returns a caller of the server at `url` with an existing token. */
export function callerWith(url: string, token: string): Caller {
  return {
    token,
    call: (method, path, body, other = token) => send(url, method, path, body, other),
  }
}

async function send(
  url: string,
  method: string,
  path: string,
  body: unknown,
  token: string | undefined,
): Promise<ProofResponse> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(ENDS_WITHIN_MS),
  })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text }
}
