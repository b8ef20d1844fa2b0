import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import { Agent, buildConnector } from 'undici'
import type { EngineError } from '#model/errors'
import { isAllowedAddress, isInAllowedNetwork } from './check-address.ts'
import { isListedHost, refusedAddress, refusedHttp, unbracketed } from './check-url.ts'
import type { EgressPolicy } from './policy.ts'
import { isPrivateName, type OutboundProxy, openTunnel } from './proxy-tunnel.ts'
import { type ResolveAddresses, shareLookups } from './share-lookups.ts'

/** Policy and limits of an agent. */
export interface EgressAgentOptions {
  readonly policy: EgressPolicy
  /** Maximum time for a connection in milliseconds, including name resolution and TLS. */
  readonly connectTimeoutMs: number
  /** Maximum number of bytes of a response's headers. */
  readonly maxHeaderBytes: number
  /** Name resolution. Default: the system's resolver. */
  readonly lookup?: ResolveAddresses | undefined
  /** Certificates to trust besides the system's, PEM. */
  readonly ca?: string | undefined
  /** Proxy for connections to public addresses. Default: none. */
  readonly proxy?: OutboundProxy | undefined
  /** Client certificates by host, in lower case. */
  readonly clientCertificates?: ReadonlyMap<string, ClientCertificate> | undefined
}

/** Certificate and key that authenticate this machine to a host, PEM. */
export interface ClientCertificate {
  readonly cert: string
  readonly key: string
}

/** Thrown if a connection is not made in time. */
export class ConnectTimeout extends Error {}

const resolveBySystem: ResolveAddresses = (hostname, callback) => {
  systemLookup(hostname, { all: true, verbatim: true }, (error, addresses) =>
    callback(error, addresses ?? []),
  )
}

/**
 * Creates an HTTP agent that opens only connections that the policy allows. A literal address is checked first, since
 * sockets do not resolve it. A name is resolved once, and each of its addresses must be allowed. The socket dials one
 * of the checked addresses, so a second response of the name server does not count. TLS still uses the host of the URL.
 */
export function createEgressAgent(options: EgressAgentOptions): Agent {
  const { policy } = options
  const resolve = shareLookups(options.lookup ?? resolveBySystem)
  const connectors = {
    listed: connectorFor(options, resolve, () => undefined),
    https: connectorFor(options, resolve, (address, host) =>
      isAllowedAddress(policy, address) ? undefined : refusedAddress(host),
    ),
    http: connectorFor(options, resolve, (address, host) => {
      if (!isAllowedAddress(policy, address)) return refusedAddress(host)
      return isInAllowedNetwork(policy, address) ? undefined : refusedHttp(host)
    }),
  }

  return new Agent({
    allowH2: false,
    // The sender sets time limits, because it sees the whole request.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: options.maxHeaderBytes,
    // No limit per origin, because all callers would share it. The sender limits requests in progress.
    pipelining: 1,
    connect(target, callback) {
      const isListed = isListedHost(policy, target)
      connectors[isListed ? 'listed' : target.protocol === 'https:' ? 'https' : 'http'](target, callback)
    },
  })
}

type Verdict = (address: string, host: string) => EngineError | undefined
type Connector = ReturnType<typeof buildConnector>

function connectorFor(options: EgressAgentOptions, resolve: ResolveAddresses, verdict: Verdict): Connector {
  const { policy, proxy, clientCertificates } = options
  const check = (hostname: string, callback: (error: Error | null, addresses: LookupAddress[]) => void) => {
    resolve(hostname, (error, addresses) => {
      if (error !== null) return callback(error, [])
      const refusal = addresses.map(({ address }) => verdict(address, hostname)).find((found) => found)
      if (refusal !== undefined) return callback(refusal, [])
      if (addresses.length === 0) return callback(new Error('the name has no address'), [])
      return callback(null, [...addresses])
    })
  }
  const lookup: LookupFunction = (hostname, { all }, callback) => {
    check(hostname, (error, addresses) => {
      const [first] = addresses
      if (error !== null || first === undefined) return callback(error, '')
      if (all === true) return callback(null, addresses)
      return callback(null, first.address, first.family)
    })
  }
  const connectorWith = (certificate?: ClientCertificate) =>
    buildConnector({
      lookup,
      allowH2: false,
      // The timer below replaces this timeout, which is only exact to half a second.
      timeout: 0,
      ...(options.ca !== undefined && { ca: options.ca }),
      ...certificate,
    })
  const plain = connectorWith()
  const certified = new Map(
    [...(clientCertificates ?? [])].map(([host, certificate]) => [host, connectorWith(certificate)]),
  )

  return (target, callback) => {
    const host = unbracketed(target.hostname)
    const refusal = isIP(host) === 0 ? undefined : verdict(host, host)
    if (refusal !== undefined) return callback(refusal, null)
    const connect = certified.get(host.toLowerCase()) ?? plain
    const isDirect =
      proxy === undefined ||
      target.protocol !== 'https:' ||
      isListedHost(policy, target) ||
      isInAllowedNetwork(policy, host)
    if (!isDirect) return connectByProxy(options, proxy, { target, host, check, connect }, callback)
    let timer: NodeJS.Timeout
    // The types declare no return value. In fact it is the socket, which can be destroyed while it connects.
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

/**
 * Connects through the proxy. The proxy gets the address that was checked, so that it cannot reach another one, unless
 * the proxy itself resolves names. Addresses of allowed networks are dialled directly.
 */
function connectByProxy(
  { policy, connectTimeoutMs }: EgressAgentOptions,
  proxy: OutboundProxy,
  {
    target,
    host,
    check,
    connect,
  }: {
    readonly target: Parameters<Connector>[0]
    readonly host: string
    readonly check: (
      host: string,
      callback: (error: Error | null, addresses: LookupAddress[]) => void,
    ) => void
    readonly connect: Connector
  },
  callback: Parameters<Connector>[1],
): void {
  const port = target.port === '' ? 443 : Number(target.port)
  let cancel: (reason: Error) => void = () => {}
  let isOver = false
  const end = (...outcome: Parameters<typeof callback>) => {
    if (isOver) return
    isOver = true
    clearTimeout(timer)
    callback(...outcome)
  }
  const timer = setTimeout(() => {
    const reason = new ConnectTimeout('connect timed out')
    cancel(reason)
    end(reason, null)
  }, connectTimeoutMs)
  const begin = (socket: Socket | undefined) => {
    const secured = connect(
      { ...target, hostname: host, ...(socket !== undefined && { httpSocket: socket }) },
      end,
    ) as unknown as Socket
    cancel = (reason) => secured.destroy(reason)
  }
  const tunnel = (address: string) => {
    cancel = openTunnel(proxy, address, port, (error, socket) => {
      if (error !== null || socket === null) end(error ?? new Error('the proxy gave no connection'), null)
      else if (isOver) socket.destroy()
      else begin(socket)
    })
  }
  if (proxy.resolves && isIP(host) === 0 && isPrivateName(host)) end(refusedAddress(host), null)
  else if (proxy.resolves || isIP(host) !== 0) tunnel(host)
  else
    check(host, (error, [first]) => {
      if (isOver) return
      if (error !== null || first === undefined) end(error ?? new Error('the name has no address'), null)
      else if (isInAllowedNetwork(policy, first.address)) begin(undefined)
      else tunnel(first.address)
    })
}
