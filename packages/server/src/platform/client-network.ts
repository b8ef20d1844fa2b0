import { isIPv6 } from 'node:net'

/**
 * What a caller is counted by: the address, or of IPv6 the /64 (RFC 6177), which one subscriber has whole and could
 * take a new address of for every attempt.
 */
export function clientNetwork(address: string): string {
  if (!isIPv6(address)) return address
  // How a socket of both families names an address of IPv4.
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  const plain = new URL(`http://[${address.replace(/%.*/, '')}]`).hostname.slice(1, -1)
  const [before = [], after = []] = plain.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`
}
