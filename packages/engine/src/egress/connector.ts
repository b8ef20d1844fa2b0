import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import { Agent, buildConnector } from 'undici'
import type { EngineError } from '#model/errors'
import { isAllowedAddress, isInAllowedNetwork } from './check-address.ts'
import { isListedHost, refusedAddress, refusedHttp, unbracketed } from './check-url.ts'
import type { EgressPolicy } from './policy.ts'

/** Resolves a name to all its addresses. */
export type ResolveAddresses = (
  hostname: string,
  callback: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void

/** Policy and limits of an agent. */
export interface EgressAgentOptions {
  readonly policy: EgressPolicy
  /** Milliseconds from beginning to connect, resolution and TLS included, until giving up. */
  readonly connectTimeoutMs: number
  /** Bytes of an answer's headers. */
  readonly maxHeaderBytes: number
  /** Default: the system's resolver. */
  readonly lookup?: ResolveAddresses | undefined
  /** Certificates to trust besides the system's, PEM. */
  readonly ca?: string | undefined
}

/** The error of a connection that was not made in time. */
export class ConnectTimeout extends Error {}

const resolveBySystem: ResolveAddresses = (hostname, callback) => {
  systemLookup(hostname, { all: true, verbatim: true }, (error, addresses) =>
    callback(error, addresses ?? []),
  )
}

/**
 * An HTTP agent every connection of which the policy has passed. A literal address is checked before
 * anything else, since sockets do not resolve it. A name is resolved once; each of its addresses must
 * pass; and the socket dials one of those that were checked, so a second answer of the name server has
 * no say. TLS still speaks to the host of the URL.
 */
export function createEgressAgent(options: EgressAgentOptions): Agent {
  const { policy } = options
  const connectors = {
    listed: connectorFor(options, () => undefined),
    https: connectorFor(options, (address, host) =>
      isAllowedAddress(policy, address) ? undefined : refusedAddress(host),
    ),
    http: connectorFor(options, (address, host) => {
      if (!isAllowedAddress(policy, address)) return refusedAddress(host)
      return isInAllowedNetwork(policy, address) ? undefined : refusedHttp(host)
    }),
  }

  return new Agent({
    allowH2: false,
    // Time limits are the sender's, which sees the whole of a request.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: options.maxHeaderBytes,
    // No limit per origin: it would be one that all callers share. Whoever sends limits how much is under way.
    pipelining: 1,
    connect(target, callback) {
      const isListed = isListedHost(policy, target)
      connectors[isListed ? 'listed' : target.protocol === 'https:' ? 'https' : 'http'](target, callback)
    },
  })
}

type Verdict = (address: string, host: string) => EngineError | undefined
type Connector = ReturnType<typeof buildConnector>

function connectorFor(options: EgressAgentOptions, verdict: Verdict): Connector {
  const resolve = options.lookup ?? resolveBySystem
  const lookup: LookupFunction = (hostname, { all }, callback) => {
    resolve(hostname, (error, addresses) => {
      if (error !== null) return callback(error, '')
      const refusal = addresses.map(({ address }) => verdict(address, hostname)).find((found) => found)
      const [first] = addresses
      if (refusal !== undefined) return callback(refusal, '')
      if (first === undefined) return callback(new Error('the name has no address'), '')
      if (all === true) return callback(null, [...addresses])
      return callback(null, first.address, first.family)
    })
  }
  const connect = buildConnector({
    lookup,
    allowH2: false,
    // The timer below replaces it: this one ticks in half seconds.
    timeout: 0,
    ...(options.ca !== undefined && { ca: options.ca }),
  })

  return (target, callback) => {
    const host = unbracketed(target.hostname)
    const refusal = isIP(host) === 0 ? undefined : verdict(host, host)
    if (refusal !== undefined) return callback(refusal, null)
    let timer: NodeJS.Timeout
    // The types say nothing is returned; the socket is what can be destroyed while it connects.
    const socket = connect({ ...target, hostname: host }, (...outcome) => {
      clearTimeout(timer)
      callback(...outcome)
    }) as unknown as Socket
    timer = setTimeout(
      () => socket.destroy(new ConnectTimeout('connect timed out')),
      options.connectTimeoutMs,
    )
  }
}
