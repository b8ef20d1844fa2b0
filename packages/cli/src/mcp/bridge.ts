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

/** JSON-RPC 2.0 §5.1: an error of the server's own. */
const SERVER_ERROR = -32_000

/** A request of the agent that has no answer yet. */
interface UnderWay {
  readonly initializes: boolean
  /** True for revision 2026-07-28, in which each request names its revision and disconnecting cancels it. */
  readonly isModern: boolean
  readonly controller: AbortController
}

/**
 * Passes on what an agent says to a server, and what the server answers. Both speak the same protocol, of whatever
 * revision, so nothing is changed on the way; only a failure of the way itself is answered here.
 *
 * @param agent Where the agent is; it is started here.
 * @returns Resolves when the agent disconnects.
 */
export async function bridge(agent: Transport, url: URL, tokens: TokenSource): Promise<void> {
  const server = new StreamableHTTPClientTransport(url, {
    authProvider: {
      token: () => tokens.token(),
      async onUnauthorized() {
        if (!tokens.renew())
          throw new Error('The token is not valid any more. Hand over a new one as BULKHEAD_TOKEN.')
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
      // Of one that was taken back nobody waits for an answer.
      if (!underWay.delete(message.id)) return
    }
    respond(message)
  }
  agent.onmessage = (message) => {
    if (isJSONRPCRequest(message)) {
      const { id } = message
      const controller = new AbortController()
      underWay.set(id, { initializes: isInitializeRequest(message), isModern: isModern(message), controller })
      const lost = () => fail(id, { code: SERVER_ERROR, message: 'The server ended before it answered.' })
      const options = { requestSignal: controller.signal, onRequestStreamEnd: lost }
      server.send(message, options).catch((error: unknown) => fail(id, toError(error)))
      return
    }
    const cancelled = cancelledBy(message)
    const request = cancelled === undefined ? undefined : underWay.get(cancelled)
    if (cancelled !== undefined) underWay.delete(cancelled)
    if (request?.isModern) request.controller.abort()
    else server.send(message).catch(() => {})
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
      // Something in between answered.
    }
    return { code: SERVER_ERROR, message: `The server answered ${error.status}.` }
  }
  const data = error instanceof BulkheadError ? { data: { code: error.code } } : {}
  return { code: SERVER_ERROR, message: error instanceof Error ? error.message : String(error), ...data }
}
