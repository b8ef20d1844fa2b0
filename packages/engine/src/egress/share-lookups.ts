import type { LookupAddress } from 'node:dns'

/** Function that resolves a name to all its addresses. It must call back in the end: connections to the name share it. */
export type ResolveAddresses = (hostname: string, callback: AddressCallback) => void

type AddressCallback = (error: Error | null, addresses: readonly LookupAddress[]) => void

/** Time for which connections wait for a running lookup if the former addresses of the name are known, in milliseconds. */
const PATIENCE_MS = 500
/** Time for which the former addresses of a name may be used, in milliseconds. */
const KNOWN_MS = 3_600_000
/** Number of names whose addresses are remembered. Beyond it the one that was resolved the longest ago is forgotten. */
const MOST_KNOWN = 10_000

interface Lookup {
  readonly waiting: AddressCallback[]
  isLate: boolean
}

/**
 * Lets connections to the same name share a running lookup. Few of the system's lookups run at a time, and none can be
 * cancelled. So a name whose name server does not respond occupies one of them, however many connections need it.
 *
 * Two such names can occupy all of them, and then every other lookup waits. So if a lookup is late, connections use the
 * addresses that the name had within the last hour (RFC 8767, section 4). A response always counts: a name that no longer
 * exists has no former addresses.
 */
export function shareLookups(resolve: ResolveAddresses): ResolveAddresses {
  const running = new Map<string, Lookup>()
  const known = new Map<string, { readonly addresses: readonly LookupAddress[]; readonly at: number }>()

  function remember(hostname: string, addresses: readonly LookupAddress[]) {
    known.delete(hostname)
    known.set(hostname, { addresses, at: Date.now() })
    const [oldest] = known.keys()
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest)
  }

  function answerByKnown(hostname: string, { waiting }: Lookup) {
    const { addresses, at } = known.get(hostname) ?? { addresses: [], at: 0 }
    if (addresses.length === 0 || Date.now() - at > KNOWN_MS) return
    for (const each of waiting.splice(0)) each(null, addresses)
  }

  function begin(hostname: string, callback: AddressCallback) {
    const lookup: Lookup = { waiting: [callback], isLate: false }
    running.set(hostname, lookup)
    const timer = setTimeout(() => {
      lookup.isLate = true
      answerByKnown(hostname, lookup)
    }, PATIENCE_MS)
    resolve(hostname, (error, addresses) => {
      clearTimeout(timer)
      running.delete(hostname)
      if (error === null) remember(hostname, addresses)
      // The name server said that the name does not exist or has no address.
      else if ((error as NodeJS.ErrnoException).code === 'ENOTFOUND') known.delete(hostname)
      for (const each of lookup.waiting) each(error, addresses)
    })
  }

  return (hostname, callback) => {
    const lookup = running.get(hostname)
    if (lookup === undefined) return begin(hostname, callback)
    lookup.waiting.push(callback)
    if (lookup.isLate) answerByKnown(hostname, lookup)
  }
}
