import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/**
 * Reads a network in CIDR notation, or a single address. An IPv4 network in its IPv6 form becomes the IPv4 network.
 *
 * @returns The network as it is stored; or `fault`, which completes "the network …".
 */
export function readNetwork(
  text: string,
):
  | { readonly network: string; readonly fault?: never }
  | { readonly network?: never; readonly fault: string } {
  const [given = '', size, ...rest] = text.trim().split('/')
  const version = isIP(given)
  if (version === 0 || given.includes('%') || rest.length > 0) {
    return { fault: 'is not an address or network, such as 203.0.113.0/24 or 2001:db8::/32' }
  }
  const most = version === 4 ? 32 : 128
  if (size !== undefined && (!/^\d{1,3}$/.test(size) || Number(size) > most)) {
    return { fault: `must end in a number of bits from 0 to ${most}` }
  }
  const { address, bits } = toPlain(ipaddr.parse(given), size === undefined ? most : Number(size))
  const first = getFirst(address, bits)
  if (first.toString() !== address.toString()) {
    return { fault: `has an address within the network: ${first.toString()}/${bits} is the whole network` }
  }
  return { network: `${address.toString()}/${bits}` }
}

/**
 * Returns whether an address is in one of these networks, which {@link readNetwork} has read. An IPv4 address in its
 * IPv6 form is an IPv4 address. Text that is no address is in no network.
 */
export function isInNetworks(text: string, networks: readonly string[]): boolean {
  if (isIP(text) === 0) return false
  const address = ipaddr.process(text)
  return networks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network)
    return base.kind() === address.kind() && address.match(base, bits)
  })
}

/** Returns an address as people write it. A dual-stack socket reports an IPv4 address in its IPv6 form. */
export function toPlainAddress(text: string): string {
  return isIP(text) === 0 ? text : ipaddr.process(text).toString()
}

function toPlain(address: Address, bits: number): { readonly address: Address; readonly bits: number } {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96
    ? { address: address.toIPv4Address(), bits: bits - 96 }
    : { address, bits }
}

/** Returns the first address of the network that an address is in. */
function getFirst(address: Address, bits: number): Address {
  const bytes = address.toByteArray().map((byte, at) => {
    const kept = Math.min(8, Math.max(0, bits - at * 8))
    return byte & (0xff << (8 - kept)) & 0xff
  })
  return ipaddr.fromByteArray(bytes)
}
