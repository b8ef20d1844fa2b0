import { Resolver } from 'node:dns/promises'
import { BulkheadError } from '@bulkhead/contract/errors'

/** Error codes that mean that there is no such record. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA'])
const TIMEOUT_MS = 5_000

/**
 * Reads the TXT records of a name, each as one string. @throws BulkheadError `domain_not_proven` if DNS cannot be
 * asked.
 */
export type ReadTxt = (name: string) => Promise<readonly string[]>

/** @param servers Addresses of resolvers, with a port if it is not 53. Empty: the resolvers of the system. */
export function createTxtResolver(servers: readonly string[]): ReadTxt {
  return async (name) => {
    const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 })
    if (servers.length > 0) resolver.setServers(servers)
    try {
      // A record of more than 255 bytes comes in parts.
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''))
    } catch (error) {
      const { code = 'unknown' } = error as { code?: string }
      if (NOTHING.has(code)) return []
      throw new BulkheadError('domain_not_proven', `DNS lookup of ${name} failed (${code}). Try again later.`)
    }
  }
}
