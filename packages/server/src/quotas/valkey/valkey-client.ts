import { Redis } from 'iovalkey'
import { ANSWER_WITHIN_MS } from './valkey.ts'

/** Also bounds how long a start waits for the first connection. */
const CONNECT_WITHIN_MS = 1_000
const AGAIN_AFTER_MS = 200

/** Names of this server's keys and channels begin so. */
export const PREFIX = 'bulkhead:'

export function createValkeyClient(url: string): Redis {
  return new Redis(url, {
    lazyConnect: true,
    // A command fails at once while there is no connection, and is never sent twice.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: ANSWER_WITHIN_MS,
    connectTimeout: CONNECT_WITHIN_MS,
    retryStrategy: () => AGAIN_AFTER_MS,
    connectionName: 'bulkhead',
  })
}
