import ipaddr from 'ipaddr.js'

/**
 * Returns the network under which a caller is counted: the IPv4 address, or the /64 of an IPv6 address (RFC 6177). One
 * subscriber has a whole /64 and could use a new address for every attempt.
 */
export function clientNetwork(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address
  const parsed = ipaddr.IPv6.parse(address)
  // A dual-stack socket reports an IPv4 address in this form.
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString()
  const network = parsed.parts.slice(0, 4).map((part) => part.toString(16))
  return `${network.join(':')}::/64`
}
