import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import {
  getCommandPath,
  OPERATOR_SOCKET,
  type OperatorMessage,
} from '@bulkhead/contract/operator/operator-commands'

/**
 * Sends a command to the running server of a data directory. @throws Error with instructions, if no server can be
 * reached.
 */
export function callOperator(directory: string, command: string, input: unknown): Promise<IncomingMessage> {
  const socketPath = join(directory, OPERATOR_SOCKET)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        socketPath,
        path: getCommandPath(command),
        method: 'POST',
        headers: { host: 'operator', 'content-type': 'application/json' },
      },
      resolve,
    )
    sent.once('error', (error: NodeJS.ErrnoException) => reject(unreachable(socketPath, directory, error)))
    sent.end(JSON.stringify(input))
  })
}

/** Reads the messages of a response until its result. @throws Error with the server's message. */
export async function getResult(
  response: IncomingMessage,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<unknown> {
  try {
    for await (const line of createInterface({ input: response })) {
      const message = JSON.parse(line) as OperatorMessage
      if ('error' in message) throw new Error(message.error.message)
      if ('result' in message) return message.result
      onProgress(message.progress)
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
  }
  throw new Error('The server ended before it was done. Completed work is kept: run the command again.')
}

function unreachable(socketPath: string, directory: string, cause: NodeJS.ErrnoException): Error {
  if (cause.code === 'EACCES') {
    return new Error(`${socketPath} is for the user who started the server. Run the command as that user.`, {
      cause,
    })
  }
  if (cause.code === 'ENOENT' || cause.code === 'ECONNREFUSED') {
    return new Error(
      `No server runs with the data directory ${directory}. Start one there with "bulkhead serve", or set BULKHEAD_DATA_DIR to that of the running server.`,
      { cause },
    )
  }
  return new Error(`${socketPath} cannot be reached: ${cause.message}`, { cause })
}
