import { isIP } from 'node:net'
import { EngineError } from '#model/errors'
import { isAllowedAddress, isInAllowedNetwork } from './check-address.ts'
import type { EgressPolicy } from './policy.ts'

/**
 * Rejects a URL that is not allowed, as far as this can be decided without resolving its host name. Rejected are:
 * schemes other than http and https, user-info, a private address as the host, a name that always means this machine,
 * and http to a host that the operator cannot have allowed. The addresses of a name are checked when it is dialled.
 *
 * @throws {EngineError} `egress_refused`.
 */
export function checkUrl(policy: EgressPolicy, url: URL): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused(`${url.protocol} is not https:`)
  if (url.username !== '' || url.password !== '') throw refused('the URL has a user name or password')
  if (isListedHost(policy, url)) return
  const host = unbracketed(url.hostname)
  if (isIP(host) !== 0) {
    if (!isAllowedAddress(policy, host)) throw refusedAddress(host)
    if (url.protocol === 'http:' && !isInAllowedNetwork(policy, host)) throw refusedHttp(host)
    return
  }
  if (/(^|\.)localhost\.?$/i.test(host) && policy.networks.length === 0) throw refusedAddress(host)
  if (url.protocol === 'http:' && policy.networks.length === 0) throw refusedHttp(host)
}

/** Returns whether the operator allowed exactly this host and port. */
export function isListedHost(
  policy: EgressPolicy,
  url: { hostname: string; port: string; protocol: string },
) {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
  return policy.hosts.has(`${url.hostname.toLowerCase()}:${port}`)
}

/** Returns the host of a URL as address parsers expect it: IPv6 without brackets. */
export function unbracketed(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

/**
 * Creates the error for a host with a private address. It does not name the address, since that would reveal the
 * network.
 */
export function refusedAddress(host: string) {
  return refused(`${host} is or resolves to an address that is not public`)
}

export function refusedHttp(host: string) {
  return refused(`${host} may only be reached by https`)
}

function refused(why: string) {
  return new EngineError('egress_refused', `The egress policy refuses the request: ${why}.`)
}
