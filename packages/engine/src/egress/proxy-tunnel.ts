import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { EngineError } from '#model/errors'

/** Proxy that connections to public addresses go through. */
export interface OutboundProxy {
  /** `http:` or `https:`, with a user name and password where the proxy wants them. */
  readonly url: string
  /**
   * Whether the proxy resolves names. If it does, addresses are not checked: names that are private by their form are
   * rejected, and the proxy decides about all others.
   */
  readonly resolves: boolean
}

/** Opens a tunnel with CONNECT (RFC 9110 §9.3.6). @returns A function that ends the attempt. */
export function openTunnel(
  proxy: OutboundProxy,
  host: string,
  port: number,
  callback: (error: Error | null, socket: Socket | null) => void,
): (reason: Error) => void {
  const { protocol, hostname, port: at, username, password } = new URL(proxy.url)
  const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const isSecure = protocol === 'https:'
  let isOver = false
  const end = (error: Error | null, socket: Socket | null) => {
    if (isOver) return
    isOver = true
    callback(error, socket)
  }
  const request = (isSecure ? https : http).request({
    method: 'CONNECT',
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: at === '' ? (isSecure ? 443 : 80) : Number(at),
    path: authority,
    agent: false,
    headers: {
      host: authority,
      ...(username !== '' && {
        'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}`,
      }),
    },
  })
  request.once('connect', ({ statusCode = 0 }, socket: Socket, head: Buffer) => {
    if (isOver || statusCode < 200 || statusCode > 299) {
      socket.destroy()
      return end(refusedByProxy(statusCode), null)
    }
    if (head.length > 0) socket.unshift(head)
    end(null, socket)
  })
  request.once('response', (response) => {
    response.destroy()
    end(refusedByProxy(response.statusCode ?? 0), null)
  })
  request.on('error', (error: NodeJS.ErrnoException) =>
    end(
      isOver || error.name === 'ConnectTimeout'
        ? error
        : new EngineError('unreachable', `The outbound proxy could not be connected to (${error.code}).`),
      null,
    ),
  )
  request.end()
  return (reason) => {
    end(reason, null)
    request.destroy()
  }
}

function refusedByProxy(status: number) {
  return new EngineError('unreachable', `The outbound proxy refused the connection (${status}).`)
}

/**
 * Returns whether a name cannot exist on the public internet: RFC 6761, 6762, 8375, 9476 and the reserved `internal`.
 */
export function isPrivateName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '')
  return (
    !name.includes('.') ||
    /\.(localhost|local|internal|home\.arpa|alt|onion|localdomain|lan|intranet|corp|home)$/.test(name)
  )
}
