import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** Token that the server issued. */
interface Lease {
  readonly renewable: boolean
  readonly seconds: number
  endsAt: number
}

/** Server with the part of the transit engine's HTTP API that Bulkhead uses. */
export interface TransitServer {
  readonly url: string
  /** Token that never expires. */
  readonly token: string
  readonly role: { readonly role_id: string; readonly secret_id: string }
  /** Paths of received requests, below `/v1/`. */
  readonly paths: readonly string[]
  /** Responds 503 to everything, as a sealed server does. */
  setSealed(isSealed: boolean): void
  /** Responds with a status to every later renewal of a token. Undefined renews them. */
  refuseRenewals(status: number | undefined): void
  revokeTokens(): void
  /** Issues another token. @param seconds Default: it never expires. */
  addToken(seconds?: number): string
  /** Creates a new version of the key. */
  rotate(): void
  /** Deletes versions of the key below `version`. */
  setLeastVersion(version: number): void
  /** Decrypts with the rights of an operator. */
  decrypt(ciphertext: string): Buffer
  /** Stops listening, and breaks every connection. */
  stop(): Promise<void>
  /** Listens again at the same address. */
  start(): Promise<void>
}

/**
 * Starts a server that implements the documented API of OpenBao and Vault. It is neither of the two, and cannot show
 * behaviour that their documentation leaves open.
 */
export async function startTransitServer({
  mount = 'transit',
  key = 'bulkhead',
  namespace,
  tokenSeconds = 3600,
}: {
  readonly mount?: string
  readonly key?: string
  readonly namespace?: string
  /** Lifetime of the tokens that a role gets. */
  readonly tokenSeconds?: number
} = {}): Promise<TransitServer> {
  const role = { role_id: 'role-of-bulkhead', secret_id: randomBytes(12).toString('hex') }
  const versions = [randomBytes(32)]
  const tokens = new Map<string, Lease>()
  const paths: string[] = []
  let isSealed = false
  let renewalStatus: number | undefined
  let leastVersion = 1
  let port = 0

  const addToken = (seconds = Number.POSITIVE_INFINITY) => {
    const token = `hvs.${randomBytes(24).toString('base64url')}`
    const isLeased = Number.isFinite(seconds)
    tokens.set(token, {
      renewable: isLeased,
      seconds: isLeased ? seconds : 0,
      endsAt: Date.now() + seconds * 1000,
    })
    return token
  }
  const token = addToken()

  function encrypt(plaintext: Buffer): string {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', versions.at(-1) as Buffer, nonce)
    const sealed = Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
    return `vault:v${versions.length}:${sealed.toString('base64')}`
  }

  function decrypt(ciphertext: string): Buffer {
    const [, version = '', body = ''] = /^vault:v(\d+):(.+)$/.exec(ciphertext) ?? []
    const opening = versions[Number(version) - 1]
    if (opening === undefined || Number(version) < leastVersion) throw new Refused(400, 'cannot decrypt')
    const bytes = Buffer.from(body, 'base64')
    try {
      const decipher = createDecipheriv('aes-256-gcm', opening, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(-16))
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
    } catch {
      throw new Refused(400, 'cipher: message authentication failed')
    }
  }

  function toAuth(text: string) {
    const { renewable, seconds } = tokens.get(text) as Lease
    return { auth: { client_token: text, renewable, lease_duration: seconds } }
  }

  function respond(path: string, body: Record<string, string>, headers: IncomingMessage['headers']): unknown {
    if (isSealed) throw new Refused(503, 'Vault is sealed')
    if (headers['x-vault-namespace'] !== namespace) throw new Refused(404, 'no handler for route')
    if (path === 'auth/approle/login') {
      const isRole = body.role_id === role.role_id && body.secret_id === role.secret_id
      if (!isRole) throw new Refused(400, 'invalid role or secret ID')
      return toAuth(addToken(tokenSeconds))
    }
    const given = String(headers['x-vault-token'])
    const lease = tokens.get(given)
    if (lease === undefined || lease.endsAt <= Date.now()) throw new Refused(403, 'permission denied')
    if (path === 'auth/token/renew-self') {
      if (renewalStatus !== undefined) throw new Refused(renewalStatus, 'not now')
      if (!lease.renewable) throw new Refused(400, 'lease is not renewable')
      lease.endsAt = Date.now() + lease.seconds * 1000
      return toAuth(given)
    }
    if (path === `${mount}/encrypt/${key}`)
      return { data: { ciphertext: encrypt(Buffer.from(String(body.plaintext), 'base64')) } }
    if (path === `${mount}/decrypt/${key}`)
      return { data: { plaintext: decrypt(String(body.ciphertext)).toString('base64') } }
    if (path === `${mount}/rewrap/${key}`)
      return { data: { ciphertext: encrypt(decrypt(String(body.ciphertext))) } }
    throw new Refused(403, 'permission denied')
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(/^\/v1\//, '')
    paths.push(path)
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    try {
      send(200, respond(path, JSON.parse((await text(request)) || '{}'), request.headers))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      send(error.status, { errors: [error.message] })
    }
  }

  const server = createServer((request, response) => void serve(request, response))
  const start = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await start()
  port = (server.address() as AddressInfo).port
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    role,
    paths,
    setSealed(value) {
      isSealed = value
    },
    refuseRenewals(status) {
      renewalStatus = status
    },
    revokeTokens: () => tokens.clear(),
    addToken,
    rotate: () => void versions.push(randomBytes(32)),
    setLeastVersion(version) {
      leastVersion = version
    },
    decrypt,
    stop() {
      const stopped = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      return stopped
    },
    start,
  }
}

class Refused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}
