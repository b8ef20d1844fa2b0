import { Redis } from 'iovalkey'
import { ANSWER_WITHIN_MS } from './valkey.ts'

/** Time limit of a connection attempt. It also limits how long a start waits for the first connection. */
const CONNECT_WITHIN_MS = 1_000
const AGAIN_AFTER_MS = 200

/** Prefix of the names of this server's keys and channels. */
export const PREFIX = 'bulkhead:'

export function createValkeyClient(url: string): Redis {
  return new Redis(url, {
    lazyConnect: true,
    // While there is no connection, a command fails at once. It is never sent twice.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: ANSWER_WITHIN_MS,
    connectTimeout: CONNECT_WITHIN_MS,
    retryStrategy: () => AGAIN_AFTER_MS,
    connectionName: 'bulkhead',
  })
}
