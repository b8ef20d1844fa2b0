import ipaddr from 'ipaddr.js'
import { EngineError } from '#model/errors'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** Private destinations that the operator allows, also over http. */
export interface EgressPolicy {
  readonly networks: readonly (readonly [Address, number])[]
  /** `hostname:port`, lower-case, IPv6 in brackets. */
  readonly hosts: ReadonlySet<string>
}

/**
 * Parses the entries of an egress policy. Each entry is a network in CIDR notation (`10.1.0.0/16`, compared with
 * resolved addresses) or `host:port` (`git.internal:8443`, compared with the URL; its addresses may then be private).
 * Without entries, only public addresses are allowed, and only over https.
 *
 * @throws {EngineError} `invalid_setting`, which names the invalid entry.
 */
export function createEgressPolicy(options: { readonly allow: readonly string[] }): EgressPolicy {
  const networks: (readonly [Address, number])[] = []
  const hosts = new Set<string>()
  for (const entry of options.allow.map((text) => text.trim()).filter((text) => text !== '')) {
    if (entry.includes('/')) networks.push(getNetwork(entry))
    else hosts.add(getHost(entry))
  }
  return Object.freeze({ networks: Object.freeze(networks), hosts })
}

function getNetwork(entry: string): readonly [Address, number] {
  // isValidCIDR also accepts octal and short forms, which may denote another network than the operator meant.
  const [address = '', bits = ''] = entry.split('/')
  const isStrict = ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address)
  if (!isStrict || !/^\d{1,3}$/.test(bits) || !ipaddr.isValidCIDR(entry)) {
    throw badEntry(entry, 'is no network such as 10.1.0.0/16 or fd00::/8')
  }
  return Object.freeze(ipaddr.parseCIDR(entry))
}

function getHost(entry: string): string {
  const url = URL.parse(`http://${entry}/`)
  const [, port = ''] = /:(\d{1,5})$/.exec(entry) ?? []
  // The parser drops the scheme's default port, so the port is read from the entry itself.
  const isHost =
    url !== null && url.username === '' && url.pathname === '/' && url.search === '' && url.hash === ''
  if (!isHost || port === '' || Number(port) === 0) {
    const network = ipaddr.isValid(entry) ? `${entry}/${entry.includes(':') ? 128 : 32}` : undefined
    throw badEntry(
      entry,
      network === undefined ? 'is no host:port such as git.internal:8443' : `lacks a size; write ${network}`,
    )
  }
  return `${url.hostname}:${Number(port)}`
}

function badEntry(entry: string, why: string) {
  return new EngineError('invalid_setting', `The egress entry ${entry} ${why}.`, { setting: entry })
}
