import { BulkheadError } from '@bulkhead/sdk'
import {
  isInitializeRequest,
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCErrorResponse,
  type JSONRPCMessage,
  type JSONRPCRequest,
  PROTOCOL_VERSION_META_KEY,
  type RequestId,
  SdkHttpError,
  StreamableHTTPClientTransport,
  type Transport,
} from '@modelcontextprotocol/client'
import type { TokenSource } from './token-source.ts'

/** Error code of the server itself. JSON-RPC 2.0 §5.1. */
export const SERVER_ERROR = -32_000

/** Request of the agent without a response yet. */
interface UnderWay {
  readonly initializes: boolean
  /** True for revision 2026-07-28, in which each request names its revision and disconnecting cancels it. */
  readonly isModern: boolean
  readonly controller: AbortController
}

/**
 * Passes messages between an agent and a server. Both speak the same protocol in any revision, so messages are not
 * changed. The bridge itself responds only if the connection to the server fails.
 *
 * @param agent Transport to the agent, started here.
 * @returns Resolves when the agent disconnects.
 */
export async function bridge(agent: Transport, url: URL, tokens: TokenSource): Promise<void> {
  const server = new StreamableHTTPClientTransport(url, {
    authProvider: {
      token: () => tokens.token(),
      async onUnauthorized() {
        if (!tokens.renew()) throw new Error('The token is no longer valid. Set BULKHEAD_TOKEN to a new one.')
      },
    },
  })
  const underWay = new Map<RequestId, UnderWay>()
  const { promise: hungUp, resolve: hangUp } = Promise.withResolvers<void>()
  const respond = (message: JSONRPCMessage) => {
    agent.send(message).catch(() => hangUp())
  }
  const fail = (id: RequestId, error: JSONRPCErrorResponse['error']) => {
    if (underWay.delete(id)) respond({ jsonrpc: '2.0', id, error })
  }

  server.onmessage = (message) => {
    const isResult = isJSONRPCResultResponse(message)
    if ((isResult || isJSONRPCErrorResponse(message)) && message.id !== undefined) {
      const revision =
        isResult && underWay.get(message.id)?.initializes ? message.result.protocolVersion : undefined
      if (typeof revision === 'string') server.setProtocolVersion(revision)
      // The agent cancelled this request and no longer expects a response.
      if (!underWay.delete(message.id)) return
    }
    respond(message)
  }
  agent.onmessage = (message) => {
    if (isJSONRPCRequest(message)) {
      const { id } = message
      const controller = new AbortController()
      underWay.set(id, { initializes: isInitializeRequest(message), isModern: isModern(message), controller })
      const lost = () => fail(id, { code: SERVER_ERROR, message: 'The server ended before it responded.' })
      const options = { requestSignal: controller.signal, onRequestStreamEnd: lost }
      server.send(message, options).catch((error: unknown) => fail(id, toError(error)))
      return
    }
    const cancelled = cancelledBy(message)
    const request = cancelled === undefined ? undefined : underWay.get(cancelled)
    if (cancelled !== undefined) underWay.delete(cancelled)
    // While it waits for a token, the request is not sent, so the server knows nothing that it could cancel.
    request?.controller.abort()
    if (request?.isModern !== true) server.send(message).catch(() => {})
  }
  agent.onclose = () => hangUp()
  await server.start()
  await agent.start()
  await hungUp
  await server.close()
}

function isModern({ params }: JSONRPCRequest): boolean {
  return typeof params?._meta?.[PROTOCOL_VERSION_META_KEY] === 'string'
}

function cancelledBy(message: JSONRPCMessage): RequestId | undefined {
  if (!isJSONRPCNotification(message) || message.method !== 'notifications/cancelled') return undefined
  return message.params?.requestId as RequestId | undefined
}

/** Returns the server's error for a rejected request, else the error of the transport. */
function toError(error: unknown): JSONRPCErrorResponse['error'] {
  if (error instanceof SdkHttpError) {
    try {
      const said = JSON.parse(String(error.data.text)) as JSONRPCErrorResponse
      if (typeof said.error.message === 'string') return said.error
    } catch {
      // The response came from something in between, not from the server.
    }
    return { code: SERVER_ERROR, message: `The server responded with ${error.status}.` }
  }
  const data = error instanceof BulkheadError ? { data: { code: error.code } } : {}
  return { code: SERVER_ERROR, message: error instanceof Error ? error.message : String(error), ...data }
}
