import assert from 'node:assert/strict'
import { assertShape, type ShapeName } from './agent-api.ts'

/** An error as the Python SDK raises it. */
export interface SdkFailure {
  readonly raised: string
  readonly text: string
}

const RAISED: Readonly<Record<number, string>> = {
  400: 'ConnectorValidationError',
  401: 'AuthenticationError',
  403: 'AuthenticationError',
  422: 'ConnectorValidationError',
  429: 'RateLimitError',
}

/** Behaviour of the Agent API's Python SDK towards a server: its requests, and the response fields that it needs. */
export interface PythonSdk {
  readonly call: (method: string, path: string, shape: ShapeName | null, body?: unknown) => Promise<Reply>
  /** The id of the one connector of a definition in a workspace. */
  readonly connect: (workspace_name: string, definition_id: string) => Promise<string>
  readonly execute: (id: string, entity: string, action: string, params?: object | null) => Promise<Reply>
}

// biome-ignore lint/suspicious/noExplicitAny: as loose as the client it stands for
type Reply = any

export function pythonSdk(
  host: string,
  client: { client_id: string; client_secret: string; organization?: string },
): PythonSdk {
  const headers = {
    accept: '*/*',
    'accept-encoding': 'gzip, deflate',
    'user-agent': 'python-httpx/0.28.1',
    'x-adp-agent-sdk': 'airbyte-agent-sdk',
    ...(client.organization !== undefined && { 'x-organization-id': client.organization }),
  }
  let cached: Promise<string> | undefined

  async function fetchToken(): Promise<string> {
    const response = await fetch(`${host}/api/v1/account/applications/token`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: client.client_id, client_secret: client.client_secret }),
    })
    const body = (await response.json()) as Reply
    assertShape('application token', body)
    return body.access_token
  }

  async function call(method: string, path: string, shape: ShapeName | null, body?: unknown): Promise<Reply> {
    cached ??= fetchToken()
    const response = await fetch(`${host}/api/v1${path}`, {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${await cached}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const parsed = text === '' ? undefined : (JSON.parse(text) as Reply)
    if (response.ok) {
      if (shape !== null) assertShape(shape, parsed)
      return parsed
    }
    assertShape('error', parsed)
    const [first] = parsed.errors
    const said = first?.userPresentableMessage ?? first?.message ?? first?.error ?? parsed.message ?? text
    throw { raised: RAISED[response.status] ?? 'HTTPStatusError', text: said } satisfies SdkFailure
  }

  return {
    call,
    async connect(workspace_name, definition_id) {
      const query = new URLSearchParams({ workspace_name, definition_id })
      const { data } = await call('GET', `/integrations/connectors?${query}`, 'connectors')
      assert.equal(data.length, 1, 'not found, or ambiguous')
      return data[0].id
    },
    async execute(id, entity, action, params = null) {
      const reply = await call('POST', `/integrations/connectors/${id}/execute`, 'execution', {
        ...{ entity, action, params },
        ...{ skip_truncation: true, select_fields: null, exclude_fields: null, intent: null },
      })
      assert.ok('result' in reply)
      return reply.result
    },
  }
}
