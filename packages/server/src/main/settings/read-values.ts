import { isIP } from 'node:net'

export function readUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new Error(
      `${name} must be an http or https URL without query, such as https://bulkhead.example.com.`,
    )
  }
  // The web app, its cookies and the well-known addresses of OAuth need the root path of a host.
  if (url.pathname !== '/') {
    throw new Error(
      `${name} must have no path: a server needs its own host name, such as https://bulkhead.example.com.`,
    )
  }
  // The message does not repeat the value: it contains a password.
  if (url.username !== '' || url.password !== '')
    throw new Error(`${name} must have no user name and password: everyone can see it.`)
  return url.origin
}

/** Reads a URL of Postgres as the driver reads it: without a host, the host of a socket may be a parameter. */
export function readPostgresUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return text
  const isPostgres = /^postgres(ql)?:\/\//i.test(text)
  if (isPostgres && URL.canParse(text.replace('@/', '@socket/'))) return text
  // The message does not repeat the value: it may contain a password.
  const hint = isPostgres ? ' Percent-encode the special characters of a password, such as / as %2F.' : ''
  throw new Error(
    `${name} must be a URL of Postgres, such as postgres://bulkhead:<password>@db:5432/bulkhead.${hint}`,
  )
}

/**
 * Reads the URL of Valkey.
 *
 * @param databaseUrl Undefined if the database is embedded; only one process uses it then.
 */
export function readValkeyUrl(text: string | undefined, databaseUrl: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const isUrl = /^(valkey|redis)s?:$/.test(URL.parse(text)?.protocol ?? '')
  if (!isUrl)
    throw new Error(
      'BULKHEAD_VALKEY_URL must be a URL of Valkey, such as valkey://bulkhead:<password>@valkey:6379/0.',
    )
  if (databaseUrl !== undefined) return text
  throw new Error(
    'BULKHEAD_VALKEY_URL is for several processes, but the embedded database allows only one. Set BULKHEAD_DATABASE_URL to a Postgres, or leave it out.',
  )
}

export function readAddress(
  name: string,
  text: string | undefined,
): { readonly host: string; readonly port: number } | undefined {
  if (text === undefined) return undefined
  const match = /^(?:\[([0-9a-f:]+)\]|([^:[\]]+)):(\d{1,5})$/i.exec(text)
  const port = Number(match?.[3])
  if (match === null || port > 65_535) throw new Error(`${name} must be host:port, such as 127.0.0.1:9464.`)
  return { host: match[1] ?? match[2] ?? '', port }
}

/** Names of networks from which an `X-Forwarded-For` is trusted. */
const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal']

export function assertNetwork(text: string): string {
  const [address = '', size, ...rest] = text.split('/')
  const version = isIP(address)
  const isSize =
    size === undefined ||
    (/^\d{1,3}$/.test(size) ? Number(size) <= (version === 6 ? 128 : 32) : isIP(size) === 4 && version === 4)
  if (NAMED_NETWORKS.includes(text) || (version !== 0 && isSize && rest.length === 0)) return text
  throw new Error(
    `BULKHEAD_TRUSTED_PROXIES must list addresses or networks, such as 10.0.0.5 or 10.0.0.0/8; ${text} is not one. Names are not looked up.`,
  )
}

export function getList(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
}

/** Reads a host name without scheme and port. */
export function readHostName(name: string, text: string): string {
  if (URL.parse(`http://${text}`)?.host === text.toLowerCase() && !text.includes(':'))
    return text.toLowerCase()
  throw new Error(
    `${name} must list host names such as mcp.example.com, without scheme and port; ${text} is not one.`,
  )
}

export function readOrigin(name: string, text: string): string {
  const url = URL.parse(text)
  if (url === null || url.origin !== text.replace(/\/$/, '')) {
    throw new Error(
      `${name} must list origins such as https://app.example.com, without a path; ${text} is not one.`,
    )
  }
  return url.origin
}

/** Checks that a string is the address of a resolver, with or without a port. */
export function assertResolver(text: string): string {
  const { address = text, port = '53' } =
    /^(?<address>\[[^\]]+\]|[^:]+):(?<port>\d{1,5})$/.exec(text)?.groups ?? {}
  if (isIP(address.replace(/^\[|\]$/g, '')) !== 0 && Number(port) <= 65_535) return text
  throw new Error(
    'BULKHEAD_DNS_SERVERS must be a list of IP addresses, such as 192.0.2.53 or [2001:db8::53]:5353.',
  )
}

/** Reads the base URL of a telemetry receiver, which may have a path. */
export function readReceiver(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.parse(text)
  const isUrl = url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === ''
  if (isUrl && url.username === '' && url.password === '') return url.href.replace(/\/+$/, '')
  // The message does not repeat the value: it may contain a password.
  throw new Error(
    `${name} must be an http or https URL without query, name and password, such as http://localhost:4318.`,
  )
}

/** Reads headers in the format of OpenTelemetry: `name=value,name=value`, values percent-encoded. */
export function readHeaders(name: string, text: string | undefined): Record<string, string> {
  const headers = new Headers()
  try {
    for (const entry of getList(text)) {
      const at = entry.indexOf('=')
      // An entry without `=` gets an empty name, which is rejected below.
      headers.set(entry.slice(0, Math.max(at, 0)).trim(), decodeURIComponent(entry.slice(at + 1).trim()))
    }
  } catch {
    // The message does not repeat the value: it contains a key.
    throw new Error(`${name} must list headers as name=value,name=value, with values percent-encoded.`)
  }
  return Object.fromEntries(headers)
}
