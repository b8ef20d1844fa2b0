import ipaddr from 'ipaddr.js'
import type { EgressPolicy } from './policy.ts'

// Public by its number, yet answered by the host of an Azure machine.
const METADATA: ReadonlySet<string> = new Set(['168.63.129.16'])

/**
 * Whether an IP address may be dialled: it is public, or in a network the operator allowed. Only unicast
 * addresses of the global internet are public: not private, loopback, link-local (cloud metadata among
 * them), carrier or reserved ranges. An IPv4 address in IPv6 form is judged as IPv4; those of translation
 * and tunnels (NAT64, 6to4, Teredo, ISATAP) are refused, for what they reach is not theirs to say.
 */
export function isAllowedAddress(policy: EgressPolicy, text: string): boolean {
  return isPublicAddress(text) || isInAllowedNetwork(policy, text)
}

/** Whether an IP address is in a network the operator allowed. */
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
  // Outside 2000::/3 nothing is global unicast, whatever a list of ranges has no name for.
  const [first = 0, , , , fifth = 0, sixth = 0] = (address as ipaddr.IPv6).parts
  const isIsatap = (fifth & 0xfdff) === 0 && sixth === 0x5efe
  return first >= 0x2000 && first <= 0x3fff && !isIsatap
}

function parse(text: string) {
  // A zone names an interface of this machine, so such an address is never a public one.
  if (text.includes('%') || !ipaddr.isValid(text)) return undefined
  return ipaddr.process(text)
}
