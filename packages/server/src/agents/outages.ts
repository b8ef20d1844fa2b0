import { BulkheadError } from '@bulkhead/contract/errors'
import type { Adapter } from 'oidc-provider'
import { getUnavailableError } from './artifacts.ts'

type Library = Pick<typeof import('oidc-provider'), 'Provider' | 'errors'>

/** Seconds after which a client may try again, if the error names none. */
const RETRY_SECONDS = 2

/** OAuth error of a server that cannot work right now. Clients keep their credentials and try again. */
export interface OutageBody {
  readonly error: 'temporarily_unavailable'
  readonly error_description: string
}

/** Returns whether the server cannot work right now: its database or its key is out of reach. */
export function isOutage(thrown: unknown): thrown is BulkheadError {
  return thrown instanceof BulkheadError && thrown.status === 503
}

/** Returns the body of the response to a request that an outage ended. */
export function toOutageBody({ message }: BulkheadError): OutageBody {
  return { error: 'temporarily_unavailable', error_description: message }
}

/** Returns the `Retry-After` of an error. */
export function getRetryAfter({ retryAfter = RETRY_SECONDS }: BulkheadError): string {
  return String(retryAfter)
}

/**
 * Runs what the library calls. To the library, an error that is not its own is `server_error`, after which clients
 * discard their credentials. So in its requests an outage becomes `temporarily_unavailable`. An operation of the API,
 * which uses the library's models too, gets the error unchanged.
 */
export async function reportOutage<T>({ Provider, errors }: Library, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    const { ctx } = Provider
    if (ctx === undefined || !isOutage(thrown)) throw thrown
    ctx.state.outage = thrown
    throw getUnavailableError(errors, thrown.message)
  }
}

/** Wraps the methods of an adapter in {@link reportOutage}. */
export function reportOutages(library: Library, adapter: Adapter): Adapter {
  const report = <T>(work: () => Promise<T>) => reportOutage(library, work)
  return {
    upsert: (...row) => report(() => adapter.upsert(...row)),
    find: (id) => report(() => adapter.find(id)),
    consume: (id) => report(() => adapter.consume(id)),
    destroy: (id) => report(() => adapter.destroy(id)),
    revokeByGrantId: (grant_id) => report(() => adapter.revokeByGrantId(grant_id)),
    findByUid: (uid) => report(() => adapter.findByUid(uid)),
    findByUserCode: (user_code) => report(() => adapter.findByUserCode(user_code)),
  }
}
