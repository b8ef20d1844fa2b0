import assert from 'node:assert/strict'
import { assertShape, type ShapeName } from './agent-api.ts'

/** An error as the command line prints it. */
export interface CliFailure {
  readonly type: string
  readonly message: string
  readonly exit: number
}

const TYPES: Readonly<Record<number, readonly [type: string, exit: number]>> = {
  400: ['validation_error', 4],
  401: ['unauthorized', 2],
  403: ['forbidden', 2],
  404: ['not_found', 3],
  422: ['validation_error', 4],
  429: ['rate_limited', 1],
}

// biome-ignore lint/suspicious/noExplicitAny: it prints what it gets
type Reply = any

/** Behaviour of the Agent API's command line towards a server: its requests, and the response fields that it needs. */
export interface GoCli {
  /** Gets a token, then calls. An empty body is null; a failure throws a {@link CliFailure}. */
  call(method: string, path: string, shape: ShapeName | null, body?: unknown): Promise<Reply>
  /** Follows `next` as `workspaces list` does, and refuses another host. */
  pages(path: string): Promise<Record<string, unknown>[]>
}

export function goCli(
  host: string,
  client: { client_id: string; client_secret: string; organization: string },
): GoCli {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'airbyte-agent/1.4.0',
    'x-adp-agent-cli': '1.4.0',
    'x-organization-id': client.organization,
  }

  async function send(method: string, path: string, body: unknown, more: Record<string, string>) {
    const response = await fetch(`${host}/api/v1${path}`, {
      method,
      headers: { ...headers, ...more },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, text, body: text === '' ? null : JSON.parse(text) }
  }

  async function token(): Promise<string> {
    const { client_id, client_secret } = client
    const response = await send('POST', '/account/applications/token', { client_id, client_secret }, {})
    assert.equal(response.status, 200, response.text)
    assertShape('application token', response.body)
    return response.body.access_token
  }

  async function call(method: string, path: string, shape: ShapeName | null, body?: unknown): Promise<Reply> {
    const response = await send(method, path, body, { authorization: `Bearer ${await token()}` })
    if (response.status >= 200 && response.status < 300) {
      if (shape !== null) assertShape(shape, response.body)
      return response.body
    }
    assertShape('error', response.body)
    const [type, exit] = TYPES[response.status] ?? ['server_error', 1]
    const { detail, message } = response.body as { detail?: unknown; message?: string }
    throw { type, exit, message: typeof detail === 'string' ? detail : (message ?? response.text) }
  }

  return {
    call,
    async pages(path) {
      const found: Record<string, unknown>[] = []
      for (let at: string | null = path; at !== null; ) {
        const page = (await call('GET', at, 'workspaces')) as {
          data: Record<string, unknown>[]
          next: string | null
        }
        found.push(...page.data)
        const next: URL | null = page.next === null ? null : new URL(page.next, `${host}/`)
        if (next !== null) assert.equal(next.origin, new URL(host).origin, 'next leads to another host')
        at = next === null ? null : `${next.pathname}${next.search}`.replace(/^\/api\/v1/, '')
      }
      return found
    },
  }
}
