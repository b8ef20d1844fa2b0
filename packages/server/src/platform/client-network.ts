import ipaddr from 'ipaddr.js'

/**
 * What a caller is counted by: the address, or of IPv6 the /64 (RFC 6177), which one subscriber has whole and could
 * take a new address of for every attempt.
 */
export function clientNetwork(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address
  const parsed = ipaddr.IPv6.parse(address)
  // A socket of both families names an address of IPv4 so.
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString()
  const network = parsed.parts.slice(0, 4).map((part) => part.toString(16))
  return `${network.join(':')}::/64`
}
