import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { OPERATOR_SOCKET, type OperatorMessage } from '@bulkhead/contract/operator/operator-commands'

/** Sends any request to an operator socket, without the command line and its checks. */
function sendToSocket(
  directory: string,
  path: string,
  body = '{}',
  method = 'POST',
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(
      { socketPath: join(directory, OPERATOR_SOCKET), path, method, headers: { host: 'operator' } },
      resolve,
    )
      .once('error', reject)
      .end(body)
  })
}

/** Sends only the beginning of a body, without a length header. */
export function beginRequest(directory: string, path: string, beginning: string) {
  const sent = request({
    ...{ socketPath: join(directory, OPERATOR_SOCKET), path, method: 'POST' },
    headers: { host: 'operator', 'transfer-encoding': 'chunked' },
  })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve).once('error', reject)
  })
  sent.write(beginning)
  return { request: sent, answered }
}

export async function socketResponse(directory: string, path: string, body?: string, method?: string) {
  const response = await sendToSocket(directory, path, body, method)
  return { status: response.statusCode, text: await text(response) }
}

/** Yields the messages of a command as they arrive. They end early if the server does. */
export async function* socketMessages(directory: string, path: string): AsyncGenerator<OperatorMessage> {
  const response = await sendToSocket(directory, path)
  // A reader that stops early ignores the error about the missing rest.
  response.on('error', () => {})
  try {
    for await (const line of createInterface({ input: response })) yield JSON.parse(line)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
  }
}
