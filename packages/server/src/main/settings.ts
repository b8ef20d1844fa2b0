import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { CLI_VARIABLES, DEFAULT_DATA_DIRECTORY, SDK_VARIABLES } from '@bulkhead/contract/values/environment'
import type { ClientCertificate, OutboundProxy } from '@bulkhead/engine'
import { callLimits } from '#execution/call-limits'
import type { QueueLimits } from '#execution/fair-queue'
import { LEAST_MEMORY_MIB, memoryLimits } from '#execution/reading/response-memory'
import type { ExportTargets } from '#jobs/export/export-job'
import type { TelemetrySettings } from '#platform/telemetry/telemetry'
import type { TransitSettings } from '#platform/vault/transit/transit-client'
import { type BackupSettings, readBackups } from './read-backups.ts'
import { readClientCertificates, readProxy } from './read-egress.ts'
import { readExport } from './read-export.ts'
import { type ReplicaSettings, readReplica } from './read-replica.ts'
import { readSecret, toFileVariable } from './read-secret.ts'
import { readTransit } from './read-transit.ts'
import {
  assertNetwork,
  assertResolver,
  getList,
  readAddress,
  readHeaders,
  readOrigin,
  readPostgresUrl,
  readReceiver,
  readUrl,
  readValkeyUrl,
} from './read-values.ts'

// Own code: an error names the variable and says what to write instead. `env-schema` would report errors in the wording
// of Ajv.

/** Environment variable: its default as a string, and a sentence for `bulkhead serve --help`. */
interface Variable {
  readonly default: string
  readonly help: string
  /** Whether the value can also be in a file, named by the variable with the suffix `_FILE`. */
  readonly isSecret?: true
}

/** All settings of a server. `bulkhead serve --help` and `docs/reference/settings.md` print this table. */
export const VARIABLES = {
  BULKHEAD_HOST: { default: '127.0.0.1', help: 'Address to listen on.' },
  BULKHEAD_PORT: {
    default: '4747',
    help: 'Port to listen on; 0 picks a free one, and needs BULKHEAD_PUBLIC_URL.',
  },
  BULKHEAD_PUBLIC_URL: {
    default: 'http://localhost:<port>',
    help: 'Where callers reach this server, without a path: issuer and audience of its tokens.',
  },
  BULKHEAD_CALLBACK_URL: {
    default: 'none: BULKHEAD_PUBLIC_URL',
    help: 'Another address of this server, without a path, that services send browsers back to after OAuth, such as https://connect.example.com. It leads on to the public URL and serves nothing else.',
  },
  BULKHEAD_DATA_DIR: {
    default: DEFAULT_DATA_DIRECTORY,
    help: 'Directory of the operator socket, and of the embedded database and its key file.',
  },
  BULKHEAD_DATABASE_URL: {
    default: 'none: embedded database',
    help: 'Postgres 15 or newer, as the login that runs the server.',
    isSecret: true,
  },
  BULKHEAD_DATABASE_DIRECT_URL: {
    default: 'none: BULKHEAD_DATABASE_URL leads straight to Postgres',
    help: 'The same login straight to Postgres, where BULKHEAD_DATABASE_URL leads to a pooler in transaction mode, such as PgBouncer 1.21 or newer: notifications need a session.',
    isSecret: true,
  },
  BULKHEAD_DATABASE_OWNER_URL: {
    default: 'none: the runtime login migrates if it may',
    help: 'Postgres as the login that migrates and owns the tables; not needed where bulkhead operator migrate ran.',
    isSecret: true,
  },
  BULKHEAD_DATABASE_POOL: {
    default: '10',
    help: 'Connections to Postgres that the requests and jobs of this process share, from 2 to 200; it has one more for revocations and readiness.',
  },
  BULKHEAD_DATABASE_REPLICA_URL: {
    default: 'none: reports are read from BULKHEAD_DATABASE_URL',
    help: 'A standby of that Postgres, with the same login, which lists of tool calls and of audit records, statistics and charts are read from while it is current.',
    isSecret: true,
  },
  BULKHEAD_DATABASE_REPLICA_WAIT: {
    default: '300',
    help: 'Milliseconds that a report waits for the standby to have all that the primary had when it was asked for, up to 3000; then it is read from the primary.',
  },
  BULKHEAD_VALKEY_URL: {
    default: 'none: in Postgres',
    help: 'Valkey 8 or newer, such as valkey://bulkhead:<password>@valkey:6379/0 or valkeys:// for TLS, in which all processes on one Postgres count what has a limit. Each of them needs it; no other installation may have its database number.',
    isSecret: true,
  },
  BULKHEAD_KEY: {
    default: 'none: a key file is made in the data directory (embedded database only)',
    help: 'Keys that wrap data keys, as 2:<base64>,1:<base64>; the first one wraps, all of them unwrap. The key of 2:transit is kept by the transit engine.',
    isSecret: true,
  },
  BULKHEAD_TRANSIT_URL: {
    default: 'none: keys are in BULKHEAD_KEY or its file',
    help: 'Address of OpenBao or Vault, such as https://openbao.example.com:8200, whose transit engine keeps the keys that BULKHEAD_KEY calls transit; without BULKHEAD_KEY, version 1.',
  },
  BULKHEAD_TRANSIT_KEY: { default: 'bulkhead', help: 'Name of the key of the transit engine.' },
  BULKHEAD_TRANSIT_MOUNT: { default: 'transit', help: 'Path at which the transit engine is enabled.' },
  BULKHEAD_TRANSIT_NAMESPACE: { default: 'none', help: 'Namespace of the transit engine.' },
  BULKHEAD_TRANSIT_TOKEN: {
    default: 'none',
    help: 'Token for the transit engine; it is renewed. A file is read again when its token has ended.',
    isSecret: true,
  },
  BULKHEAD_TRANSIT_ROLE_ID: {
    default: 'none',
    help: 'AppRole that signs in at the transit engine, in the place of a token.',
    isSecret: true,
  },
  BULKHEAD_TRANSIT_SECRET_ID: { default: 'none', help: 'Secret id of the AppRole.', isSecret: true },
  BULKHEAD_TRANSIT_ROLE_MOUNT: { default: 'approle', help: 'Path at which AppRole is enabled.' },
  BULKHEAD_TRANSIT_CA_FILE: {
    default: 'none: authorities of Node',
    help: 'File with the certificates, in PEM, of the authorities that the transit engine may be signed by.',
  },
  BULKHEAD_CLIENT_ID: {
    default: 'none: made on first start and shown once',
    help: 'Client id of the first application.',
  },
  BULKHEAD_CLIENT_SECRET: {
    default: 'none: made on first start and shown once',
    help: 'Its secret, at least 32 characters. A changed one replaces the old one at start.',
    isSecret: true,
  },
  BULKHEAD_CONNECTORS_DIR: {
    default: 'none',
    help: 'Directory of your own documents: */connector.yaml, or */openapi.yaml for any OpenAPI 3 document; .json too.',
  },
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
  BULKHEAD_WORKERS: {
    default: '1',
    help: 'Processes that serve this port together, on Postgres, from 1 to 64, or auto for one for each processor. What is said to be per process counts for each of them. Also --workers.',
  },
  BULKHEAD_WORKSPACE_CALLS: {
    default: '128',
    help: 'Calls to services that one workspace may have in progress until their responses were read, in all processes together; one organization may have eight times as many in each process, all together sixteen times. When others wait, nobody gets more than an equal share, and some are kept for workspaces without a call in progress. Downloads have slots of their own, an eighth of these.',
  },
  BULKHEAD_WORKSPACE_QUEUE: {
    default: '512',
    help: 'Calls of one workspace that may wait for their turn; any more are refused with 429.',
  },
  BULKHEAD_RESPONSE_MEMORY: {
    default: '256',
    help: 'MiB, per process, for responses of services that are being received or that callers did not read yet, those of up to 64 KiB left out. Calls wait while there is none; a quarter is kept for workspaces that hold none.',
  },
  BULKHEAD_WORKSPACE_RESPONSE_MEMORY: {
    default: '32',
    help: 'MiB of that which one workspace may have.',
  },
  BULKHEAD_READER_THREADS: {
    default: '',
    help: 'Threads that read responses of more than 256 KiB, each started when it is needed; one for each processor but one, and 4 at most, if not set.',
  },
  BULKHEAD_DRAIN_SECONDS: {
    default: '5',
    help: 'Time to stop after SIGTERM: in the first half the server still serves but reports that it is not ready; in the second it accepts no new connections, and idle ones have time to close.',
  },
  BULKHEAD_SAMPLE_DATA: {
    default: 'on',
    help: 'on or off: whether a service can be tried without a credential, on records that the server makes up.',
  },
  BULKHEAD_DEVICE_SIGN_IN: {
    default: 'on',
    help: 'on or off: whether "bulkhead login --device" may sign in by a code that a person types in a browser on another device.',
  },
  BULKHEAD_METRICS_ADDRESS: {
    default: 'none: /metrics of this server',
    help: 'host:port that serves /metrics instead, such as 127.0.0.1:9464.',
  },
  BULKHEAD_SMTP_URL: {
    default: 'none: invitations are links to copy',
    help: 'SMTP server that mails are sent by, such as smtps://user:password@smtp.example.com. It may be private. A password is sent over TLS alone.',
    isSecret: true,
  },
  BULKHEAD_MAIL_FROM: {
    default: 'none',
    help: 'Sender of mails, such as Bulkhead <bulkhead@example.com>; needed with BULKHEAD_SMTP_URL.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    default: 'none: no telemetry is sent',
    help: 'Receiver of traces, metrics and the log by OTLP over HTTP, such as http://localhost:4318. It may be private.',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    default: 'none',
    help: 'Headers for that receiver, as name=value,name=value with values percent-encoded.',
    isSecret: true,
  },
  BULKHEAD_TRACE_RATIO: {
    default: '1',
    help: 'Share of requests whose traces are sent, from 0 to 1.',
  },
  BULKHEAD_TRACE_CALLERS: {
    default: 'off',
    help: 'on or off: whether the traceparent of a request decides on its trace, and on whether that is sent. Only for callers that you trust.',
  },
  BULKHEAD_TRACE_UPSTREAMS: {
    default: 'off',
    help: 'on or off: whether services get a traceparent with the requests that are sent to them.',
  },
  BULKHEAD_BACKUP_TO: {
    default: 'none: no scheduled backups',
    help: 'Where scheduled backups go: a folder, or s3://bucket/prefix. Set it for one server of an installation.',
  },
  BULKHEAD_BACKUP_EVERY_HOURS: { default: '24', help: 'Hours between scheduled backups, up to 720.' },
  BULKHEAD_BACKUP_KEEP: { default: '7', help: 'Scheduled backups that are kept; older ones are removed.' },
  BULKHEAD_BACKUP_S3_ENDPOINT: {
    default: 'https://s3.<region>.amazonaws.com',
    help: 'Address of storage that is compatible with S3, called with the bucket in the path.',
  },
  BULKHEAD_BACKUP_S3_REGION: {
    default: 'us-east-1',
    help: 'Region that requests to the storage are signed for.',
  },
  BULKHEAD_BACKUP_S3_KEY_ID: {
    default: 'none',
    help: 'Id of the access key of the storage.',
    isSecret: true,
  },
  BULKHEAD_BACKUP_S3_SECRET: { default: 'none', help: 'Secret of the access key.', isSecret: true },
  BULKHEAD_EXPORT_FILE: {
    default: 'none: nothing is exported',
    help: 'File that audit records and tool calls are added to as JSON lines, each at least once. Set it for one server of an installation.',
  },
  BULKHEAD_EXPORT_SIZE: {
    default: '100',
    help: 'MiB that the file may have; then it is renamed to <file>.1, the one before to <file>.2, and a new one is begun.',
  },
  BULKHEAD_EXPORT_KEEP: {
    default: '10',
    help: 'Files of the export that are kept, the current one included; older ones are removed.',
  },
  BULKHEAD_EXPORT_WEBHOOK_URL: {
    default: 'none',
    help: 'URL that audit records and tool calls are sent to as JSON lines, each at least once, signed as webhooks are.',
  },
  BULKHEAD_EXPORT_WEBHOOK_SECRET: {
    default: 'none',
    help: 'Secret that these requests are signed with: whsec_ and 24 bytes or more in base64.',
    isSecret: true,
  },
  BULKHEAD_EXPORT_S3_TO: {
    default: 'none',
    help: 'Bucket of S3 or compatible storage that audit records and tool calls are put into as objects of JSON lines, as s3://bucket/prefix.',
  },
  BULKHEAD_EXPORT_S3_ENDPOINT: {
    default: 'https://s3.<region>.amazonaws.com',
    help: 'Address of the storage of the export.',
  },
  BULKHEAD_EXPORT_S3_REGION: { default: 'us-east-1', help: 'Region of the bucket of the export.' },
  BULKHEAD_EXPORT_S3_KEY_ID: {
    default: 'none',
    help: 'Access key of the bucket of the export.',
    isSecret: true,
  },
  BULKHEAD_EXPORT_S3_SECRET: { default: 'none', help: 'Its secret.', isSecret: true },
  BULKHEAD_LOG_LEVEL: { default: 'info', help: 'fatal, error, warn, info, debug, trace or silent.' },
} as const satisfies Record<string, Variable>

export type VariableName = keyof typeof VARIABLES

/** Returns the name of a setting. For a secret, also the name of the variable for a file. */
export function getVariableNames(name: VariableName): string[] {
  return isSecret(name) ? [name, toFileVariable(name)] : [name]
}

function isSecret(name: VariableName): boolean {
  const variable: Variable = VARIABLES[name]
  return variable.isSecret === true
}

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
  /** Number of threads that read responses. Undefined: as many as fit the machine. */
  readonly readerThreads: number | undefined
  readonly drainMs: number
  readonly hasSampleData: boolean
  /** Whether a user may sign in on the command line with a code typed on another device. */
  readonly deviceCodes: boolean
  /** Address that serves `/metrics`. Undefined if the server itself does. */
  readonly metricsAddress: { readonly host: string; readonly port: number } | undefined
  /** Settings of mail. Undefined if no mail is sent. */
  readonly mail: { readonly url: string; readonly from: string } | undefined
  /** Settings of telemetry. Undefined if none is sent. */
  readonly telemetry: TelemetrySettings | undefined
  readonly backups: BackupSettings | undefined
  /** Destinations of exported audit records and tool calls. */
  readonly exportTo: ExportTargets
  readonly logLevel: string
  /** Variables that begin with BULKHEAD_ and are no setting. They are probably misspelled. */
  readonly unknown: readonly string[]
}

/** Variables of the clients. They may be set in the same shell. */
const OF_CLIENTS: ReadonlySet<string> = new Set([...Object.values(SDK_VARIABLES), ...CLI_VARIABLES])

const KNOWN: ReadonlySet<string> = new Set(
  (Object.keys(VARIABLES) as VariableName[]).flatMap(getVariableNames),
)

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** Reads the environment. @throws Error that names the variable and what it accepts. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const read = (name: VariableName) =>
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
    mcpHosts: getList(read('BULKHEAD_MCP_HOSTS')),
    workers: readWorkers(read),
    callLimits: callLimits(running, readCount('BULKHEAD_WORKSPACE_QUEUE', 0, read)),
    memoryLimits: memoryLimits(...memory),
    readerThreads: read('BULKHEAD_READER_THREADS')
      ? readCount('BULKHEAD_READER_THREADS', 1, read, 64)
      : undefined,
    drainMs: readSeconds('BULKHEAD_DRAIN_SECONDS', read('BULKHEAD_DRAIN_SECONDS')) * 1000,
    hasSampleData: readSwitch('BULKHEAD_SAMPLE_DATA', read),
    deviceCodes: readSwitch('BULKHEAD_DEVICE_SIGN_IN', read),
    metricsAddress: readAddress('BULKHEAD_METRICS_ADDRESS', read('BULKHEAD_METRICS_ADDRESS')),
    mail: readMail(read('BULKHEAD_SMTP_URL'), read('BULKHEAD_MAIL_FROM')),
    telemetry: readTelemetry(read),
    backups: readBackups(read),
    exportTo: readExport(read),
    logLevel,
    unknown: Object.keys(environment).filter(
      (name) => name.startsWith('BULKHEAD_') && !KNOWN.has(name) && !OF_CLIENTS.has(name),
    ),
  })
}

function readWorkers(read: (name: VariableName) => string | undefined): number {
  const isAuto = read('BULKHEAD_WORKERS') === 'auto'
  const count = isAuto ? availableParallelism() : readCount('BULKHEAD_WORKERS', 1, read, MOST_WORKERS)
  if (count === 1 || read('BULKHEAD_DATABASE_URL') !== undefined) return Math.min(count, MOST_WORKERS)
  throw new Error(
    `BULKHEAD_WORKERS asks for ${count} processes, and the embedded database has room for one. Set BULKHEAD_DATABASE_URL to a Postgres, or BULKHEAD_WORKERS to 1.`,
  )
}

const MOST_WORKERS = 64

function readTelemetry(read: (name: VariableName) => string | undefined): TelemetrySettings | undefined {
  const ratio = Number(read('BULKHEAD_TRACE_RATIO') ?? VARIABLES.BULKHEAD_TRACE_RATIO.default)
  if (!(ratio >= 0 && ratio <= 1)) throw new Error('BULKHEAD_TRACE_RATIO must be a number from 0 to 1.')
  const continuesCallers = readSwitch('BULKHEAD_TRACE_CALLERS', read)
  const tellsUpstreams = readSwitch('BULKHEAD_TRACE_UPSTREAMS', read)
  const headers = readHeaders('OTEL_EXPORTER_OTLP_HEADERS', read('OTEL_EXPORTER_OTLP_HEADERS'))
  const endpoint = readReceiver('OTEL_EXPORTER_OTLP_ENDPOINT', read('OTEL_EXPORTER_OTLP_ENDPOINT'))
  return endpoint === undefined ? undefined : { endpoint, headers, continuesCallers, tellsUpstreams, ratio }
}

function readSwitch(name: VariableName, read: (name: VariableName) => string | undefined): boolean {
  const text = read(name) ?? VARIABLES[name].default
  if (text !== 'on' && text !== 'off') throw new Error(`${name} must be on or off.`)
  return text === 'on'
}

function readCount(
  name: VariableName,
  least: number,
  read: (name: VariableName) => string | undefined,
  most = 100_000,
): number {
  const count = Number(read(name) ?? VARIABLES[name].default)
  if (Number.isInteger(count) && count >= least && count <= most) return count
  throw new Error(`${name} must be a whole number from ${least} to ${most}.`)
}

/**
 * Returns the URL on the local machine.
 *
 * @throws Error if the port is not known before the server listens, because tokens and links contain it.
 */
function localUrl(port: number): string {
  if (port > 0) return `http://localhost:${port}`
  throw new Error(
    'BULKHEAD_PORT is 0, which takes a free port: set BULKHEAD_PUBLIC_URL to where callers reach this server, or name a port.',
  )
}

/** @throws Error where codes would travel in clear to a server that is called by https. */
function readCallbackUrl(text: string | undefined, publicUrl: string): string {
  const url = readUrl('BULKHEAD_CALLBACK_URL', text) ?? publicUrl
  if (url.startsWith('https:') || !publicUrl.startsWith('https:')) return url
  throw new Error('BULKHEAD_CALLBACK_URL must be https, as BULKHEAD_PUBLIC_URL is.')
}

function readSeconds(name: VariableName, text: string | undefined): number {
  const seconds = Number(text ?? VARIABLES[name].default)
  if (!(seconds >= 0 && seconds <= 300)) throw new Error(`${name} must be a number of seconds from 0 to 300.`)
  return seconds
}

function readMail(url: string | undefined, from: string | undefined): Settings['mail'] {
  if (url === undefined && from === undefined) return undefined
  if (url === undefined || from === undefined) {
    throw new Error('BULKHEAD_SMTP_URL and BULKHEAD_MAIL_FROM must be given together, or neither.')
  }
  // The message does not repeat the value: it may contain a password.
  if (!/^smtps?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new Error(
      'BULKHEAD_SMTP_URL must be a URL such as smtps://user:password@smtp.example.com or smtp://localhost:25.',
    )
  }
  if (!/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/.test(from)) {
    throw new Error('BULKHEAD_MAIL_FROM must be an address, such as Bulkhead <bulkhead@example.com>.')
  }
  return { url, from }
}

function readClient(id: string | undefined, secret: string | undefined): Settings['client'] {
  if (id === undefined && secret === undefined) return undefined
  if (id === undefined || secret === undefined) {
    throw new Error('BULKHEAD_CLIENT_ID and BULKHEAD_CLIENT_SECRET must be given together, or neither.')
  }
  if (secret.length < 32) throw new Error('BULKHEAD_CLIENT_SECRET must have 32 characters or more.')
  return { id, secret }
}
