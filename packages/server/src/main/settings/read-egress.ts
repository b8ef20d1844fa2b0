import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ClientCertificate, OutboundProxy } from '@bulkhead/engine'

/** Reads the outbound proxy. @throws Error that does not repeat the URL: it may hold a password. */
export function readProxy(url: string | undefined, resolves: boolean): OutboundProxy | undefined {
  if (url === undefined) return undefined
  const { protocol, pathname, search, hostname } = URL.parse(url) ?? {}
  if (/^https?:$/.test(protocol ?? '') && hostname !== '' && pathname === '/' && search === '')
    return { url, resolves }
  throw new Error(
    'BULKHEAD_PROXY_URL must be a URL such as http://proxy.example.com:3128 or http://user:password@proxy.example.com:3128.',
  )
}

/** Reads entries `host=certificate+key` that name two files each. @throws Error that names the entry. */
export function readClientCertificates(entries: readonly string[]): ReadonlyMap<string, ClientCertificate> {
  return new Map(entries.map((entry) => readEntry(entry)))
}

function readEntry(entry: string): readonly [string, ClientCertificate] {
  const [, host, certificate, key] = /^([^=/:]+)=([^+]+)\+([^+]+)$/.exec(entry) ?? []
  if (host === undefined || certificate === undefined || key === undefined)
    throw new Error(
      `BULKHEAD_CLIENT_CERTIFICATES must list host=certificate+key, such as api.bank.example=/etc/bulkhead/bank.crt+/etc/bulkhead/bank.key; ${entry} is none.`,
    )
  try {
    const found = { cert: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') }
    if (new X509Certificate(found.cert).checkPrivateKey(createPrivateKey(found.key)))
      return [host.toLowerCase(), found]
  } catch (cause) {
    throw new Error(
      `BULKHEAD_CLIENT_CERTIFICATES: ${certificate} and ${key} are not a certificate and its key in PEM that can be read.`,
      { cause },
    )
  }
  throw new Error(`BULKHEAD_CLIENT_CERTIFICATES: ${key} is not the key of ${certificate}.`)
}
