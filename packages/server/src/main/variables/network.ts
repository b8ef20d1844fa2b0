import type { Variable } from './variable.ts'

/** Addresses that a server may reach, and callers that may reach it. */
export const NETWORK = {
  BULKHEAD_EGRESS_ALLOW: {
    default: 'none',
    help: 'Comma-separated list of CIDRs or host:port that may be reached although private, also over http.',
  },
  BULKHEAD_PROXY_URL: {
    default: 'none: services are connected to directly',
    help: 'HTTP proxy that connections to public addresses go through by CONNECT, such as http://proxy.example.com:3128. What BULKHEAD_EGRESS_ALLOW allows is connected to directly.',
    isSecret: true,
  },
  BULKHEAD_PROXY_RESOLVES: {
    default: 'off',
    help: 'on or off: whether the proxy resolves names, where this machine cannot. Then their addresses are not checked here, and names that are private by their form are refused.',
    needs: 'BULKHEAD_PROXY_URL',
  },
  BULKHEAD_CLIENT_CERTIFICATES: {
    default: 'none',
    help: 'Comma-separated list of host=certificate+key, two files in PEM: how this server shows that host who it is, for every connector that leads there.',
  },
  BULKHEAD_DNS_SERVERS: {
    default: 'none: those of the system',
    help: 'Comma-separated list of addresses of resolvers, with a port if it is not 53, that are asked for the record that proves a mail domain.',
  },
  BULKHEAD_TRUSTED_PROXIES: {
    default: 'none',
    help: 'Comma-separated list of addresses or CIDRs whose X-Forwarded-For is believed.',
  },
  BULKHEAD_CORS_ORIGINS: {
    default: 'none',
    help: 'Comma-separated list of origins whose pages may call the API, such as https://app.example.com.',
  },
  BULKHEAD_MCP_HOSTS: {
    default: 'none',
    help: 'Comma-separated list of host names that /mcp may be called by, besides that of the public URL.',
  },
} as const satisfies Record<string, Variable>
