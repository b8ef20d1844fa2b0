import { isIP } from 'node:net'
import { localhostAllowedHostnames, validateHostHeader } from '@modelcontextprotocol/server'
import type { FastifyRequest } from 'fastify'

/** Host names of the MCP endpoint, and origins of pages that may call it. */
export interface Front {
  /** Host names, without ports. */
  readonly hosts: readonly string[]
  /** Origins, in exactly the form that browsers send. */
  readonly origins: ReadonlySet<string>
}

/** Settings for the host names of the endpoint, and for the origins of pages that may call it. */
export interface FrontSettings {
  readonly host: string
  readonly corsOrigins: readonly string[]
  readonly mcpHosts: readonly string[]
}

/** Returns the allowed hosts and origins: the public URL, this machine, and the operator's settings. */
export function createFront(publicUrl: string, { host, corsOrigins, mcpHosts }: FrontSettings): Front {
  const { hostname, origin } = new URL(publicUrl)
  return {
    hosts: [hostname, host, ...localhostAllowedHostnames(), ...mcpHosts],
    origins: new Set([origin, ...corsOrigins]),
  }
}

/**
 * Returns the error in a request's `Host` or `Origin`, if any. If `Host` is not a name of this server (DNS rebinding)
 * or if `Origin` is not allowed, a page of another site sent the request. An IP address is allowed as `Host`, since
 * nobody can redirect it.
 */
export function faultOfFront({ hosts, origins }: Front, { headers }: FastifyRequest): string | undefined {
  const { host, origin } = headers
  const name = URL.parse(`http://${host}`)?.hostname.replaceAll(/^\[|\]$/g, '') ?? ''
  if (isIP(name) === 0 && !validateHostHeader(host, [...hosts]).ok) {
    return 'The Host header is not a name of this server. Call it as BULKHEAD_PUBLIC_URL says, or add the name to BULKHEAD_MCP_HOSTS.'
  }
  const isOwn = origin === `http://${host}` || origin === `https://${host}`
  if (origin !== undefined && !isOwn && !origins.has(origin)) {
    return 'Pages of this Origin may not call the server. Add it to BULKHEAD_CORS_ORIGINS.'
  }
  return undefined
}
