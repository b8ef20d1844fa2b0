import ipaddr from 'ipaddr.js'
import type { EgressPolicy } from './policy.ts'

// Its address range is public, but on an Azure machine the host of the machine serves this address.
const METADATA: ReadonlySet<string> = new Set(['168.63.129.16'])

/**
 * Returns whether the policy allows connections to an IP address: it must be public, or in a network that the operator
 * allowed. Public addresses are the unicast addresses of the global internet. Private, loopback, link-local (including
 * cloud metadata), carrier and reserved ranges are not public.
 *
 * An IPv4 address in IPv6 form is judged as IPv4. Addresses of translation and tunnels (NAT64, 6to4, Teredo, ISATAP)
 * are rejected, since the address does not determine the destination.
 */
export function isAllowedAddress(policy: EgressPolicy, text: string): boolean {
  return isPublicAddress(text) || isInAllowedNetwork(policy, text)
}

export function isInAllowedNetwork(policy: EgressPolicy, text: string): boolean {
  const address = parse(text)
  if (address === undefined) return false
  return policy.networks.some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
  )
}

/** Returns whether a string is a unicast IP address of the global internet. */
export function isPublicAddress(text: string): boolean {
  const address = parse(text)
  if (address === undefined || address.range() !== 'unicast') return false
  if (address.kind() === 'ipv4') return !METADATA.has(address.toString())
  // Outside 2000::/3 no address is global unicast, even if the library has no name for its range.
  const [first = 0, , , , fifth = 0, sixth = 0] = (address as ipaddr.IPv6).parts
  const isIsatap = (fifth & 0xfdff) === 0 && sixth === 0x5efe
  return first >= 0x2000 && first <= 0x3fff && !isIsatap
}

function parse(text: string) {
  // A zone names an interface of this machine, so an address with a zone is never public.
  if (text.includes('%') || !ipaddr.isValid(text)) return undefined
  return ipaddr.process(text)
}
