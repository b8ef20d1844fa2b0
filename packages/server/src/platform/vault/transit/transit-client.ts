import http from 'node:http'
import https from 'node:https'
import { text } from 'node:stream/consumers'

/** Settings of the transit engine of OpenBao or Vault. */
export interface TransitSettings {
  /** Address, such as `https://openbao.example.com:8200`. */
  readonly url: string
  /** Path at which the engine is enabled. */
  readonly mount: string
  /** Name of the key. */
  readonly key: string
  readonly namespace: string | undefined
  /** PEM certificates of authorities that replace those of Node. */
  readonly ca: string | undefined
  readonly auth: TransitAuth
}

/** Sign-in at the service. Secrets are read from their file each time, because an agent may have replaced it. */
export type TransitAuth =
  | { readonly kind: 'token'; readToken(): string }
  | { readonly kind: 'approle'; readonly mount: string; readRole(): { role_id: string; secret_id: string } }

/** Error of a request that the service rejected or did not respond to. The message contains no secret. */
export class TransitError extends Error {
  override readonly name = 'TransitError'
  /** Status of the response. Undefined if there was no response. */
  readonly status: number | undefined

  constructor(message: string, status?: number) {
    super(message)
    this.status = status
  }
}

/** Client that signs in and sends requests to the service. */
export interface TransitClient {
  /** Sends a request. @param path Path below `/v1/`. @throws TransitError */
  post(path: string, body: Readonly<Record<string, string>>): Promise<Record<string, unknown>>
  close(): void
}

const TIMEOUT_MS = 5_000
const MOST_BYTES = 1_048_576
/** Pause after a renewal that failed. */
const RENEW_AGAIN_MS = 5_000

interface Token {
  readonly text: string
  /** Time at which the token is due for renewal, in milliseconds since the epoch. */
  readonly renewAt: number
}

interface Body {
  readonly data?: Record<string, unknown>
  readonly auth?: {
    readonly client_token?: string
    readonly lease_duration?: number
    readonly renewable?: boolean
  }
}

/**
 * Creates a client without a library: it uses only three paths of the API, and the libraries have more dependencies.
 */
export function createTransitClient({ url, namespace, ca, auth }: TransitSettings): TransitClient {
  const base = new URL(url)
  const { Agent, request } = base.protocol === 'https:' ? https : http
  const agent = new Agent({ keepAlive: true, ...(ca !== undefined && { ca }) })
  let token: Token | undefined

  async function send(
    path: string,
    body: Readonly<Record<string, string>>,
    withToken?: string,
  ): Promise<Body> {
    const { status, content } = await new Promise<{ status: number; content: string }>((resolve, reject) => {
      const sent = request(
        new URL(`${base.pathname.replace(/\/$/, '')}/v1/${path}`, base),
        {
          method: 'POST',
          agent,
          signal: AbortSignal.timeout(TIMEOUT_MS),
          headers: {
            'content-type': 'application/json',
            'x-vault-request': 'true',
            ...(withToken !== undefined && { 'x-vault-token': withToken }),
            ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
          },
        },
        (response) => {
          let bytes = 0
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length
            if (bytes > MOST_BYTES) response.destroy(new Error('its response is too large'))
          })
          text(response).then((content) => resolve({ status: response.statusCode ?? 0, content }), reject)
        },
      )
      sent.on('error', reject)
      sent.end(JSON.stringify(body))
    }).catch((error: NodeJS.ErrnoException) => {
      throw new TransitError(`${base.origin} does not respond (${getReason(error)}).`)
    })
    if (status >= 200 && status < 300) return readBody(content)
    throw new TransitError(`${base.origin} refused ${path} with ${status}${HINTS[status] ?? ''}.`, status)
  }

  async function signIn(): Promise<Token> {
    if (auth.kind === 'approle') {
      const { auth: given } = await send(`auth/${auth.mount}/login`, auth.readRole())
      if (given?.client_token === undefined)
        throw new TransitError(`${base.origin} returned no token for the role.`)
      return { text: given.client_token, renewAt: getRenewal(given) }
    }
    // The response to the renewal says how long the token lasts.
    return renew(auth.readToken())
  }

  /** Renews a token. If that fails, the token is used until it expires, because requests may succeed with it. */
  async function renew(text: string): Promise<Token> {
    try {
      return { text, renewAt: getRenewal((await send('auth/token/renew-self', {}, text)).auth) }
    } catch (error) {
      const isFinal = error instanceof TransitError && (error.status === 400 || error.status === 403)
      return { text, renewAt: isFinal ? Number.POSITIVE_INFINITY : Date.now() + RENEW_AGAIN_MS }
    }
  }

  async function currentToken(): Promise<string> {
    token ??= await signIn()
    if (token.renewAt <= Date.now()) token = await renew(token.text)
    return token.text
  }

  return {
    async post(path, body) {
      const before = token
      try {
        return (await send(path, body, await currentToken())).data ?? {}
      } catch (error) {
        if (!(error instanceof TransitError) || error.status !== 403 || before === undefined) throw error
        // The token has ended. A role gets a new one, and a file may hold a new one.
        token = undefined
        return (await send(path, body, await currentToken())).data ?? {}
      }
    },
    close: () => agent.destroy(),
  }
}

const HINTS: Readonly<Record<number, string>> = {
  307: ': it is a standby that forwards no requests, so set the address of the active node or of a load balancer',
  400: ': it cannot decrypt this, or the settings do not fit',
  403: ': the token or role is wrong, has ended, or its policy does not allow this path',
  404: ': the mount does not exist',
  429: ': it receives too many requests',
  503: ': it is sealed or down for maintenance',
}

function getReason(error: NodeJS.ErrnoException): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return `not within ${TIMEOUT_MS / 1000} s`
  return error.code ?? error.message
}

function readBody(content: string): Body {
  if (content === '') return {}
  try {
    return JSON.parse(content) as Body
  } catch {
    throw new TransitError('The response of the key service is not JSON.')
  }
}

/**
 * Returns the time of renewal, after half of the token's lifetime. The other half is left for further attempts. Returns
 * infinity for a token that cannot be renewed.
 */
function getRenewal({ lease_duration = 0, renewable = false }: NonNullable<Body['auth']> = {}): number {
  return renewable && lease_duration > 0 ? Date.now() + lease_duration * 500 : Number.POSITIVE_INFINITY
}
