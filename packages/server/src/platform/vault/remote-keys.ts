import type { KeyObject } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Log } from '../log.ts'
import { createTally } from '../metrics/tally.ts'
import { keyObject } from './key-object.ts'

/** Interface of a service that keeps keys. It gives a key only to callers that may decrypt. */
export interface KeyProvider {
  /** Name of the service and of the key in it, for messages. */
  readonly place: string
  encrypt(key: Uint8Array): Promise<string>
  /** Decrypts a key. @throws Error with a sentence for the operator that contains no secret. */
  decrypt(wrapped: string): Promise<Uint8Array>
  /** Encrypts a key again under the newest version of the service's key. The open key does not leave the service. */
  rewrap(wrapped: string): Promise<string>
  close(): void
}

/** Key that is open for a short time. */
interface OpenKey {
  readonly key: KeyObject
  /** Time until which the key is open, in milliseconds since the epoch. */
  readonly until: number
}

/** Time limits of keys that a service keeps. */
export interface RemoteKeyTimes {
  /** Time for which a key stays open after the service gave it. Only the service can prolong it. */
  readonly openMs: number
  /** Pause after a successful attempt. */
  readonly renewEveryMs: number
  /** Pause after a failed attempt. */
  readonly retryEveryMs: number
}

const TIMES: RemoteKeyTimes = { openMs: 60_000, renewEveryMs: 20_000, retryEveryMs: 1_000 }

const lastOpened = createTally({
  name: 'bulkhead_key_service_last_success_timestamp_seconds',
  help: 'When the key service last returned the keys that it keeps.',
  type: 'gauge',
  labels: [],
  most: 1,
})
const failures = createTally({
  name: 'bulkhead_key_service_failures_total',
  help: 'Attempts to get the keys from the key service that failed.',
  labels: [],
  most: 1,
})

/** Keys of a key service as the database has them. */
export interface StoredKeys {
  /** Wrapped key of each version. */
  readonly wrapped: ReadonlyMap<number, string>
  /** Versions under whose number the database has another key than the open one. */
  readonly replaced: ReadonlySet<number>
}

/** Keys of a ring that a key service keeps. */
export interface RemoteKeys {
  readonly provider: KeyProvider
  /** Returns the key of a version while it is open. */
  find(version: number): OpenKey | undefined
  /** Sets the wrapped key of each version, from the database. */
  setWrapped(wrapped: ReadonlyMap<number, string>): void
  /** Asks the service to open every key. @throws Error with a sentence for the operator. */
  open(): Promise<void>
  /**
   * Opens the keys periodically from now on.
   *
   * @param readStored Reads the keys from the database: another process may have added or replaced some.
   */
  keepOpen(log: Log, readStored: () => Promise<StoredKeys>): void
  /**
   * Reads the wrapped keys again, after another server has replaced the database's. The new one may lack a version, or
   * get another key under its number.
   */
  readAgain(): void
  close(): Promise<void>
}

/** Creates the holder of the keys that `provider` keeps. */
export function createRemoteKeys(provider: KeyProvider, times: Partial<RemoteKeyTimes> = {}): RemoteKeys {
  const { openMs, renewEveryMs, retryEveryMs } = { ...TIMES, ...times }
  const keys = new Map<number, OpenKey>()
  let wrapped: ReadonlyMap<number, string> = new Map()
  // Another process may wrap under a version that it added since.
  let isMissed = false
  // The last attempt to read the database failed.
  let isUnread = false
  const stopping = new AbortController()
  let wake = new AbortController()
  let loop: Promise<void> = Promise.resolve()

  async function open(): Promise<void> {
    // Measured before the request, so that the time of the request counts too.
    const until = Date.now() + openMs
    const results = await Promise.allSettled(
      [...wrapped].map(async ([version, text]) =>
        keys.set(version, { key: keyObject(await provider.decrypt(text)), until }),
      ),
    )
    for (const result of results) if (result.status === 'rejected') throw result.reason
  }

  function find(version: number): OpenKey | undefined {
    const found = keys.get(version)
    isMissed ||= found === undefined
    if (found === undefined || found.until > Date.now()) return found
    keys.delete(version)
    return undefined
  }

  async function readAgain(readStored: () => Promise<StoredKeys>) {
    isMissed = false
    try {
      const stored = await readStored()
      wrapped = stored.wrapped
      // Nothing may be sealed any longer under a key that the database does not have.
      for (const version of [...keys.keys()])
        if (!wrapped.has(version) || stored.replaced.has(version)) keys.delete(version)
      isUnread = false
    } catch {
      isUnread = true
    }
  }

  async function keepOpening(log: Log, readStored: () => Promise<StoredKeys>) {
    let isAway = false
    while (!stopping.signal.aborted) {
      await sleep(isAway || isUnread ? retryEveryMs : renewEveryMs, undefined, {
        signal: AbortSignal.any([stopping.signal, wake.signal]),
        ref: false,
      }).catch(() => {})
      if (stopping.signal.aborted) return
      wake = new AbortController()
      try {
        if (isMissed || isUnread) await readAgain(readStored)
        await open()
        lastOpened.set([], Math.round(Date.now() / 1000))
        if (isAway) log.info('The key service returns the keys again.')
        isAway = false
      } catch (error) {
        failures.add([])
        const { message } = error as Error
        if (!isAway)
          log.error(
            `The key service does not return the keys: ${message} Calls keep working for ${openMs / 1000} seconds after it last did.`,
          )
        isAway = true
        await readAgain(readStored)
        // `find` drops a key that has expired, also if nobody requests it.
        for (const version of [...keys.keys()]) find(version)
      }
    }
  }

  return {
    provider,
    find,
    setWrapped(texts) {
      wrapped = texts
    },
    open,
    keepOpen(log, readStored) {
      loop = keepOpening(log, readStored)
    },
    readAgain() {
      isMissed = true
      wake.abort()
    },
    async close() {
      stopping.abort()
      provider.close()
      await loop
      keys.clear()
    },
  }
}

/** Returns the error for the time in which the key service does not give the key. */
export function keyUnavailable(): BulkheadError {
  return new BulkheadError(
    'key_unavailable',
    "This server's key service does not return the key that opens credentials. Nothing was sent. Try again in a few seconds.",
    { retryAfter: 2 },
  )
}
