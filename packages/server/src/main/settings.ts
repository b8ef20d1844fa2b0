import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { CLI_VARIABLES, SDK_VARIABLES } from '@bulkhead/contract/values/environment'
import type { ClientCertificate, OutboundProxy } from '@bulkhead/engine'
import type { DocumentsMode } from '#agents/documents/document-reach'
import { callLimits } from '#execution/call-limits'
import type { QueueLimits } from '#execution/fair-queue'
import { LEAST_MEMORY_MIB, memoryLimits } from '#execution/reading/response-memory'
import type { ExportTargets } from '#jobs/export-records'
import type { TelemetrySettings } from '#platform/telemetry/telemetry'
import type { TransitSettings } from '#platform/vault/transit/transit-client'
import { type BackupSettings, readBackups } from './settings/read-backups.ts'
import { readExport } from './settings/read-export.ts'
import { type ReplicaSettings, readReplica } from './settings/read-replica.ts'
import { readSecret } from './settings/read-secret.ts'
import { readTransit } from './settings/read-transit.ts'
import {
  assertNetwork,
  assertResolver,
  getList,
  readAddress,
  readHeaders,
  readHostName,
  readOrigin,
  readPostgresUrl,
  readReceiver,
  readUrl,
  readValkeyUrl,
} from './settings/read-values.ts'
import {
  getNeeded,
  getNeededPrefix,
  getVariableNames,
  isSecret,
  VARIABLES,
  type VariableName,
} from './variables/variables.ts'

/** Returns the value of a variable. Undefined if it is not set. */
type Read = (name: VariableName) => string | undefined

/** Settings of mail. */
interface MailSettings {
  readonly url: string
  readonly from: string
}

const MOST_WORKERS = 64

// Own code: an error names the variable and says what to write instead. `env-schema` would report errors in the wording
// of Ajv.

/** Settings of a server, as read from the environment. */
export interface Settings {
  readonly host: string
  readonly port: number
  readonly publicUrl: string
  /** Origin of OAuth callbacks: that of the public URL, unless another one is set. */
  readonly callbackUrl: string
  readonly dataDirectory: string
  readonly databaseUrl: string | undefined
  /** URL that bypasses the pooler of `databaseUrl`. */
  readonly databaseDirectUrl: string | undefined
  /** Standby that reports are read from. */
  readonly replica: ReplicaSettings | undefined
  readonly valkeyUrl: string | undefined
  readonly databaseOwnerUrl: string | undefined
  /** Number of connections for transactions. */
  readonly databasePool: number
  readonly key: string | undefined
  readonly keyFile: string | undefined
  /** Transit engine that keeps keys. Undefined if none does. */
  readonly transit: TransitSettings | undefined
  readonly client: { readonly id: string; readonly secret: string } | undefined
  readonly connectorsDirectory: string | undefined
  readonly egressAllow: readonly string[]
  readonly proxy: OutboundProxy | undefined
  /** Client certificates by host. */
  readonly clientCertificates: ReadonlyMap<string, ClientCertificate>
  /** Addresses of resolvers, with a port if it is not 53. */
  readonly dnsServers: readonly string[]
  readonly trustedProxies: readonly string[]
  readonly corsOrigins: readonly string[]
  /** Host names under which `/mcp` is called, in addition to that of the public URL. */
  readonly mcpHosts: readonly string[]
  /** Number of processes that listen together. */
  readonly workers: number
  readonly callLimits: QueueLimits
  /** Limits of the memory for responses, in bytes. */
  readonly memoryLimits: QueueLimits
  /** Requests per second of an organization without a quota of its own. */
  readonly requestsPerSecond: number | undefined
  /** Number of threads that read responses. Undefined: as many as fit the machine. */
  readonly readerThreads: number | undefined
  readonly drainMs: number
  readonly hasSampleData: boolean
  /** Whether a user may sign in on the command line with a code typed on another device. */
  readonly deviceCodes: boolean
  readonly clientIdDocuments: DocumentsMode
  /** Address that serves `/metrics`. Undefined if the server itself does. */
  readonly metricsAddress: { readonly host: string; readonly port: number } | undefined
  /** Settings of mail. Undefined if no mail is sent. */
  readonly mail: MailSettings | undefined
  /** Settings of telemetry. Undefined if none is sent. */
  readonly telemetry: TelemetrySettings | undefined
  readonly backups: BackupSettings | undefined
  /** Destinations of exported audit records and tool calls. */
  readonly exportTo: ExportTargets
  readonly logLevel: string
  /** Variables that begin with BULKHEAD_ and are no setting. They are probably misspelled. */
  readonly unknown: readonly string[]
  /** Variables that have no effect, each with the reason. */
  readonly ignored: readonly (readonly [name: VariableName, reason: string])[]
}

/** Variables of the clients. They may be set in the same shell. */
const OF_CLIENTS: ReadonlySet<string> = new Set([...Object.values(SDK_VARIABLES), ...CLI_VARIABLES])

const KNOWN: ReadonlySet<string> = new Set(
  (Object.keys(VARIABLES) as VariableName[]).flatMap(getVariableNames),
)

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** Reads the environment. @throws Error that names the variable and what it accepts. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const read: Read = (name) =>
    isSecret(name) ? readSecret(name, environment)?.text : environment[name] || undefined
  const key = readSecret('BULKHEAD_KEY', environment)
  const port = Number(read('BULKHEAD_PORT') ?? VARIABLES.BULKHEAD_PORT.default)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error('BULKHEAD_PORT must be a number from 0 to 65535.')
  }
  const publicUrl = readUrl('BULKHEAD_PUBLIC_URL', read('BULKHEAD_PUBLIC_URL')) ?? localUrl(port)
  const logLevel = read('BULKHEAD_LOG_LEVEL') ?? VARIABLES.BULKHEAD_LOG_LEVEL.default
  if (!LOG_LEVELS.includes(logLevel))
    throw new Error(`BULKHEAD_LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`)
  const running = readCount('BULKHEAD_WORKSPACE_CALLS', 1, read)
  const memory = [
    readCount('BULKHEAD_WORKSPACE_RESPONSE_MEMORY', LEAST_MEMORY_MIB.workspace, read),
    readCount('BULKHEAD_RESPONSE_MEMORY', LEAST_MEMORY_MIB.process, read),
  ] as const
  return Object.freeze({
    host: read('BULKHEAD_HOST') ?? VARIABLES.BULKHEAD_HOST.default,
    port,
    publicUrl,
    callbackUrl: readCallbackUrl(read('BULKHEAD_CALLBACK_URL'), publicUrl),
    dataDirectory: resolve(read('BULKHEAD_DATA_DIR') ?? VARIABLES.BULKHEAD_DATA_DIR.default),
    databaseUrl: readPostgresUrl('BULKHEAD_DATABASE_URL', read('BULKHEAD_DATABASE_URL')),
    databaseDirectUrl: readPostgresUrl('BULKHEAD_DATABASE_DIRECT_URL', read('BULKHEAD_DATABASE_DIRECT_URL')),
    databaseOwnerUrl: readPostgresUrl('BULKHEAD_DATABASE_OWNER_URL', read('BULKHEAD_DATABASE_OWNER_URL')),
    databasePool: readCount('BULKHEAD_DATABASE_POOL', 2, read, 200),
    replica: readReplica(read),
    valkeyUrl: readValkeyUrl(read('BULKHEAD_VALKEY_URL'), read('BULKHEAD_DATABASE_URL')),
    // For a key from a file, messages name the file.
    key: key?.file === undefined ? key?.text : undefined,
    keyFile: key?.file,
    transit: readTransit(read),
    client: readClient(read('BULKHEAD_CLIENT_ID'), read('BULKHEAD_CLIENT_SECRET')),
    connectorsDirectory: read('BULKHEAD_CONNECTORS_DIR'),
    egressAllow: getList(read('BULKHEAD_EGRESS_ALLOW')),
    proxy: readProxy(read('BULKHEAD_PROXY_URL'), readSwitch('BULKHEAD_PROXY_RESOLVES', read)),
    clientCertificates: readClientCertificates(getList(read('BULKHEAD_CLIENT_CERTIFICATES'))),
    dnsServers: getList(read('BULKHEAD_DNS_SERVERS')).map(assertResolver),
    trustedProxies: getList(read('BULKHEAD_TRUSTED_PROXIES')).map(assertNetwork),
    corsOrigins: getList(read('BULKHEAD_CORS_ORIGINS')).map((text) =>
      readOrigin('BULKHEAD_CORS_ORIGINS', text),
    ),
    mcpHosts: getList(read('BULKHEAD_MCP_HOSTS')).map((text) => readHostName('BULKHEAD_MCP_HOSTS', text)),
    workers: readWorkers(read),
    requestsPerSecond: read('BULKHEAD_REQUESTS_PER_SECOND')
      ? readCount('BULKHEAD_REQUESTS_PER_SECOND', 1, read)
      : undefined,
    callLimits: callLimits(running, readCount('BULKHEAD_WORKSPACE_QUEUE', 0, read)),
    memoryLimits: memoryLimits(...memory),
    readerThreads: read('BULKHEAD_READER_THREADS')
      ? readCount('BULKHEAD_READER_THREADS', 1, read, 64)
      : undefined,
    drainMs: readSeconds('BULKHEAD_DRAIN_SECONDS', read) * 1000,
    hasSampleData: readSwitch('BULKHEAD_SAMPLE_DATA', read),
    deviceCodes: readSwitch('BULKHEAD_DEVICE_SIGN_IN', read),
    clientIdDocuments: readMode('BULKHEAD_CLIENT_ID_DOCUMENTS', read),
    metricsAddress: readAddress('BULKHEAD_METRICS_ADDRESS', read('BULKHEAD_METRICS_ADDRESS')),
    mail: readMail(read('BULKHEAD_SMTP_URL'), read('BULKHEAD_MAIL_FROM')),
    telemetry: readTelemetry(read),
    backups: readBackups(read),
    exportTo: readExport(read),
    logLevel,
    unknown: Object.keys(environment).filter(
      (name) => name.startsWith('BULKHEAD_') && !KNOWN.has(name) && !OF_CLIENTS.has(name),
    ),
    ignored: getIgnored(read),
  })
}

/** A variable with its default value is left out: it loses nothing. */
function getIgnored(read: Read): [VariableName, string][] {
  return (Object.keys(VARIABLES) as VariableName[]).flatMap((name) => {
    const needed = getNeeded(name)
    if (needed === undefined || (read(name) ?? VARIABLES[name].default) === VARIABLES[name].default) return []
    const prefix = getNeededPrefix(name)
    const value = read(needed)
    if (value === undefined) return [[name, `${needed} is not set`]]
    return value.startsWith(prefix) ? [] : [[name, `${needed} does not begin with ${prefix}`]]
  })
}

/**
 * Returns the URL on the local machine.
 *
 * @throws Error if the port is not known before the server listens, because tokens and links contain it.
 */
function localUrl(port: number): string {
  if (port > 0) return `http://localhost:${port}`
  throw new Error(
    'BULKHEAD_PORT is 0, which picks a free port: set BULKHEAD_PUBLIC_URL to where callers reach this server, or name a port.',
  )
}

/** @throws Error where codes would travel in clear to a server that is called by https. */
function readCallbackUrl(text: string | undefined, publicUrl: string): string {
  const url = readUrl('BULKHEAD_CALLBACK_URL', text) ?? publicUrl
  if (url.startsWith('https:') || !publicUrl.startsWith('https:')) return url
  throw new Error('BULKHEAD_CALLBACK_URL must be https, as BULKHEAD_PUBLIC_URL is.')
}

function readClient(id: string | undefined, secret: string | undefined): Settings['client'] {
  if (id === undefined && secret === undefined) return undefined
  if (id === undefined || secret === undefined) {
    throw new Error('BULKHEAD_CLIENT_ID and BULKHEAD_CLIENT_SECRET must be set together, or neither.')
  }
  if (secret.length < 32) throw new Error('BULKHEAD_CLIENT_SECRET must have 32 characters or more.')
  return { id, secret }
}

/** Reads the number of processes that listen together. @throws Error that names the variable. */
function readWorkers(read: Read): number {
  const isAuto = read('BULKHEAD_WORKERS') === 'auto'
  const count = isAuto ? availableParallelism() : readCount('BULKHEAD_WORKERS', 1, read, MOST_WORKERS)
  if (count === 1 || read('BULKHEAD_DATABASE_URL') !== undefined) return Math.min(count, MOST_WORKERS)
  throw new Error(
    `BULKHEAD_WORKERS asks for ${count} processes, but the embedded database allows only one. Set BULKHEAD_DATABASE_URL to a Postgres, or BULKHEAD_WORKERS to 1.`,
  )
}

/** Reads the settings of telemetry. Undefined if none is sent. @throws Error that names the variable. */
function readTelemetry(read: Read): TelemetrySettings | undefined {
  const ratio = Number(read('BULKHEAD_TRACE_RATIO') ?? VARIABLES.BULKHEAD_TRACE_RATIO.default)
  if (!(ratio >= 0 && ratio <= 1)) throw new Error('BULKHEAD_TRACE_RATIO must be a number from 0 to 1.')
  const continuesCallers = readSwitch('BULKHEAD_TRACE_CALLERS', read)
  const tellsUpstreams = readSwitch('BULKHEAD_TRACE_UPSTREAMS', read)
  const headers = readHeaders('OTEL_EXPORTER_OTLP_HEADERS', read('OTEL_EXPORTER_OTLP_HEADERS'))
  const endpoint = readReceiver('OTEL_EXPORTER_OTLP_ENDPOINT', read('OTEL_EXPORTER_OTLP_ENDPOINT'))
  return endpoint === undefined ? undefined : { endpoint, headers, continuesCallers, tellsUpstreams, ratio }
}

/** Reads the server and the sender of mails. Undefined if no mail is sent. @throws Error that names the variable. */
function readMail(url: string | undefined, from: string | undefined): MailSettings | undefined {
  if (url === undefined && from === undefined) return undefined
  if (url === undefined || from === undefined) {
    throw new Error('BULKHEAD_SMTP_URL and BULKHEAD_MAIL_FROM must be set together, or neither.')
  }
  // The message does not repeat the value: it may contain a password.
  const { protocol = '', hostname } = URL.parse(url) ?? {}
  if (!/^smtps?:$/.test(protocol) || hostname === '') {
    throw new Error(
      'BULKHEAD_SMTP_URL must be a URL such as smtps://user:password@smtp.example.com or smtp://localhost:25.',
    )
  }
  if (!/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/.test(from)) {
    throw new Error('BULKHEAD_MAIL_FROM must be an address, such as Bulkhead <bulkhead@example.com>.')
  }
  return { url, from }
}

/** Reads on or off. @throws Error that names the variable. */
function readSwitch(name: VariableName, read: Read): boolean {
  const text = read(name) ?? VARIABLES[name].default
  if (text !== 'on' && text !== 'off') throw new Error(`${name} must be on or off.`)
  return text === 'on'
}

/** Reads on, off or auto. @throws Error that names the variable. */
function readMode(name: VariableName, read: Read): 'on' | 'off' | 'auto' {
  const text = read(name) ?? VARIABLES[name].default
  if (text !== 'on' && text !== 'off' && text !== 'auto') throw new Error(`${name} must be on, off or auto.`)
  return text
}

/** Reads a whole number. @throws Error that names the variable and its range. */
function readCount(name: VariableName, least: number, read: Read, most = 100_000): number {
  const count = Number(read(name) ?? VARIABLES[name].default)
  if (Number.isInteger(count) && count >= least && count <= most) return count
  throw new Error(`${name} must be a whole number from ${least} to ${most}.`)
}

/** Reads a time in seconds. @throws Error that names the variable and its range. */
function readSeconds(name: VariableName, read: Read): number {
  const seconds = Number(read(name) ?? VARIABLES[name].default)
  if (!(seconds >= 0 && seconds <= 300)) throw new Error(`${name} must be a number of seconds from 0 to 300.`)
  return seconds
}

/** Reads the outbound proxy. @throws Error that does not repeat the URL: it may hold a password. */
function readProxy(url: string | undefined, resolves: boolean): OutboundProxy | undefined {
  if (url === undefined) return undefined
  const { protocol, pathname, search, hostname } = URL.parse(url) ?? {}
  if (/^https?:$/.test(protocol ?? '') && hostname !== '' && pathname === '/' && search === '')
    return { url, resolves }
  throw new Error(
    'BULKHEAD_PROXY_URL must be a URL such as http://proxy.example.com:3128 or http://user:password@proxy.example.com:3128.',
  )
}

/** Reads entries `host=certificate+key` that name two files each. @throws Error that names the entry. */
function readClientCertificates(entries: readonly string[]): ReadonlyMap<string, ClientCertificate> {
  return new Map(entries.map((entry) => readEntry(entry)))
}

function readEntry(entry: string): readonly [string, ClientCertificate] {
  const [, host, certificate, key] = /^([^=/:]+)=([^+]+)\+([^+]+)$/.exec(entry) ?? []
  if (host === undefined || certificate === undefined || key === undefined)
    throw new Error(
      `BULKHEAD_CLIENT_CERTIFICATES must list host=certificate+key, such as api.bank.example=/etc/bulkhead/bank.crt+/etc/bulkhead/bank.key; ${entry} is not one.`,
    )
  try {
    const found = { cert: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') }
    if (new X509Certificate(found.cert).checkPrivateKey(createPrivateKey(found.key)))
      return [host.toLowerCase(), found]
  } catch (cause) {
    throw new Error(
      `BULKHEAD_CLIENT_CERTIFICATES: ${certificate} and ${key} are not a readable certificate and its key in PEM.`,
      { cause },
    )
  }
  throw new Error(`BULKHEAD_CLIENT_CERTIFICATES: ${key} is not the key of ${certificate}.`)
}
