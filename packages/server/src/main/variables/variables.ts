import { DEFAULT_DATA_DIRECTORY } from '@bulkhead/contract/values/environment'
import { toFileVariable } from '../settings/read-secret.ts'

/** Environment variable: its default as a string, and a sentence for `bulkhead serve --help`. */
interface Variable {
  readonly default: string
  readonly help: string
  /** Whether the value can also be in a file, named by the variable with the suffix `_FILE`. */
  readonly isSecret?: true
  /** Variable without which this one is ignored. */
  readonly needs?: string
  /** Beginning of the value that this other variable must have. Default: any value. */
  readonly needsPrefix?: string
}

/** Keys that wrap data keys, and the transit engine that can keep them. */
const KEYS = {
  BULKHEAD_KEY: {
    default: 'none: a key file is made in the data directory (embedded database only)',
    help: 'Keys that wrap data keys, as 2:<base64>,1:<base64>; the first one wraps, all of them unwrap. The key of 2:transit is kept by the transit engine.',
    isSecret: true,
  },
  BULKHEAD_TRANSIT_URL: {
    default: 'none: keys are in BULKHEAD_KEY or its file',
    help: 'Address of OpenBao or Vault, such as https://openbao.example.com:8200, whose transit engine keeps the keys that BULKHEAD_KEY calls transit; without BULKHEAD_KEY, version 1.',
  },
  BULKHEAD_TRANSIT_KEY: {
    default: 'bulkhead',
    help: 'Name of the key of the transit engine.',
    needs: 'BULKHEAD_TRANSIT_URL',
  },
  BULKHEAD_TRANSIT_MOUNT: {
    default: 'transit',
    help: 'Path at which the transit engine is enabled.',
    needs: 'BULKHEAD_TRANSIT_URL',
  },
  BULKHEAD_TRANSIT_NAMESPACE: {
    default: 'none',
    help: 'Namespace of the transit engine.',
    needs: 'BULKHEAD_TRANSIT_URL',
  },
  BULKHEAD_TRANSIT_TOKEN: {
    default: 'none',
    help: 'Token for the transit engine; it is renewed. A file is read again when its token has ended.',
    isSecret: true,
    needs: 'BULKHEAD_TRANSIT_URL',
  },
  BULKHEAD_TRANSIT_ROLE_ID: {
    default: 'none',
    help: 'AppRole that signs in at the transit engine, in the place of a token.',
    isSecret: true,
    needs: 'BULKHEAD_TRANSIT_URL',
  },
  BULKHEAD_TRANSIT_SECRET_ID: {
    default: 'none',
    help: 'Secret id of the AppRole.',
    isSecret: true,
    needs: 'BULKHEAD_TRANSIT_URL',
  },
  BULKHEAD_TRANSIT_ROLE_MOUNT: {
    default: 'approle',
    help: 'Path at which AppRole is enabled.',
    needs: 'BULKHEAD_TRANSIT_ROLE_ID',
  },
  BULKHEAD_TRANSIT_CA_FILE: {
    default: 'none: authorities of Node',
    help: 'File with the certificates, in PEM, of the authorities that the transit engine may be signed by.',
    needs: 'BULKHEAD_TRANSIT_URL',
  },
} as const satisfies Record<string, Variable>

/** Destinations of exported audit records and tool calls. */
const EXPORTS = {
  BULKHEAD_EXPORT_FILE: {
    default: 'none: nothing is exported',
    help: 'File that audit records and tool calls are added to as JSON lines, each at least once. Set it for one server of an installation.',
  },
  BULKHEAD_EXPORT_SIZE: {
    default: '100',
    help: 'MiB that the file may have; then it is renamed to <file>.1, the one before to <file>.2, and a new one is begun.',
    needs: 'BULKHEAD_EXPORT_FILE',
  },
  BULKHEAD_EXPORT_KEEP: {
    default: '10',
    help: 'Files of the export that are kept, the current one included; older ones are removed.',
    needs: 'BULKHEAD_EXPORT_FILE',
  },
  BULKHEAD_EXPORT_WEBHOOK_URL: {
    default: 'none',
    help: 'URL that audit records and tool calls are sent to as JSON lines, each at least once, signed as webhooks are.',
  },
  BULKHEAD_EXPORT_WEBHOOK_SECRET: {
    default: 'none',
    help: 'Secret that these requests are signed with: whsec_ and 24 bytes or more in base64.',
    isSecret: true,
    needs: 'BULKHEAD_EXPORT_WEBHOOK_URL',
  },
  BULKHEAD_EXPORT_S3_TO: {
    default: 'none',
    help: 'Bucket of S3 or compatible storage that audit records and tool calls are put into as objects of JSON lines, as s3://bucket/prefix.',
  },
  BULKHEAD_EXPORT_S3_ENDPOINT: {
    default: 'https://s3.<region>.amazonaws.com',
    help: 'Address of the storage of the export.',
    needs: 'BULKHEAD_EXPORT_S3_TO',
  },
  BULKHEAD_EXPORT_S3_REGION: {
    default: 'us-east-1',
    help: 'Region of the bucket of the export.',
    needs: 'BULKHEAD_EXPORT_S3_TO',
  },
  BULKHEAD_EXPORT_S3_KEY_ID: {
    default: 'none',
    help: 'Access key of the bucket of the export.',
    isSecret: true,
    needs: 'BULKHEAD_EXPORT_S3_TO',
  },
  BULKHEAD_EXPORT_S3_SECRET: {
    default: 'none',
    help: 'Its secret.',
    isSecret: true,
    needs: 'BULKHEAD_EXPORT_S3_TO',
  },
} as const satisfies Record<string, Variable>

const NEEDS_BUCKET = { needs: 'BULKHEAD_BACKUP_TO', needsPrefix: 's3://' } as const

/** Scheduled backups and their storage. */
export const BACKUPS = {
  BULKHEAD_BACKUP_TO: {
    default: 'none: no scheduled backups',
    help: 'Where scheduled backups go: a folder, or s3://bucket/prefix. Set it for one server of an installation.',
  },
  BULKHEAD_BACKUP_EVERY_HOURS: {
    default: '24',
    help: 'Hours between scheduled backups, up to 720.',
    needs: 'BULKHEAD_BACKUP_TO',
  },
  BULKHEAD_BACKUP_KEEP: {
    default: '7',
    help: 'Scheduled backups that are kept; older ones are removed.',
    needs: 'BULKHEAD_BACKUP_TO',
  },
  BULKHEAD_BACKUP_S3_ENDPOINT: {
    default: 'https://s3.<region>.amazonaws.com',
    help: 'Address of storage that is compatible with S3, called with the bucket in the path.',
    ...NEEDS_BUCKET,
  },
  BULKHEAD_BACKUP_S3_REGION: {
    default: 'us-east-1',
    help: 'Region that requests to the storage are signed for.',
    ...NEEDS_BUCKET,
  },
  BULKHEAD_BACKUP_S3_KEY_ID: {
    default: 'none',
    help: 'Id of the access key of the storage.',
    isSecret: true,
    ...NEEDS_BUCKET,
  },
  BULKHEAD_BACKUP_S3_SECRET: {
    default: 'none',
    help: 'Secret of the access key.',
    isSecret: true,
    ...NEEDS_BUCKET,
  },
} as const satisfies Record<string, Variable>

/** Postgres, its standby, and Valkey. */
const DATABASE = {
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
    needs: 'BULKHEAD_DATABASE_URL',
  },
  BULKHEAD_DATABASE_REPLICA_URL: {
    default: 'none: reports are read from BULKHEAD_DATABASE_URL',
    help: 'A standby of that Postgres, with the same login, which lists of tool calls and of audit records, statistics and charts are read from while it is current.',
    isSecret: true,
  },
  BULKHEAD_DATABASE_REPLICA_WAIT: {
    default: '300',
    help: 'Milliseconds that a report waits for the standby to have all that the primary had when it was asked for, up to 3000; then it is read from the primary.',
    needs: 'BULKHEAD_DATABASE_REPLICA_URL',
  },
  BULKHEAD_VALKEY_URL: {
    default: 'none: in Postgres',
    help: 'Valkey 8 or newer, such as valkey://bulkhead:<password>@valkey:6379/0 or valkeys:// for TLS, in which all processes on one Postgres count what has a limit. Each of them needs it; no other installation may have its database number.',
    isSecret: true,
  },
} as const satisfies Record<string, Variable>

/** Addresses that a server may reach, and callers that may reach it. */
const NETWORK = {
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

/** Processes, calls, memory and time. */
const LIMITS = {
  BULKHEAD_WORKERS: {
    default: '1',
    help: 'Processes that serve this port together, on Postgres, from 1 to 64, or auto for one for each processor. What is said to be per process counts for each of them. Also --workers.',
  },
  BULKHEAD_REQUESTS_PER_SECOND: {
    default: '',
    help: 'Requests per second of an organization that has no limit of its own; no limit if not set. Each call to a service leaves a record of about 1 KiB.',
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
} as const satisfies Record<string, Variable>

/** Metrics, traces and the log. */
const TELEMETRY = {
  BULKHEAD_METRICS_ADDRESS: {
    default: 'none: /metrics of this server',
    help: 'host:port that serves /metrics instead, such as 127.0.0.1:9464.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    default: 'none: no telemetry is sent',
    help: 'Receiver of traces, metrics and the log by OTLP over HTTP, such as http://localhost:4318. It may be private.',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    default: 'none',
    help: 'Headers for that receiver, as name=value,name=value with values percent-encoded.',
    isSecret: true,
    needs: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  },
  BULKHEAD_TRACE_RATIO: {
    default: '1',
    help: 'Share of requests whose traces are sent, from 0 to 1.',
    needs: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  },
  BULKHEAD_TRACE_CALLERS: {
    default: 'off',
    help: 'on or off: whether the traceparent of a request decides on its trace, and on whether that is sent. Only for callers that you trust.',
    needs: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  },
  BULKHEAD_TRACE_UPSTREAMS: {
    default: 'off',
    help: 'on or off: whether services get a traceparent with the requests that are sent to them.',
    needs: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  },
  BULKHEAD_LOG_LEVEL: { default: 'info', help: 'fatal, error, warn, info, debug, trace or silent.' },
} as const satisfies Record<string, Variable>

/** Offers of a server from its first start: an application, connectors, sample data, a way to sign in. */
const OFFER = {
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
  BULKHEAD_SAMPLE_DATA: {
    default: 'on',
    help: 'on or off: whether a service can be tried without a credential, on records that the server makes up.',
  },
  BULKHEAD_DEVICE_SIGN_IN: {
    default: 'on',
    help: 'on or off: whether "bulkhead login --device" may sign in by a code that a person types in a browser on another device.',
  },
  BULKHEAD_CLIENT_ID_DOCUMENTS: {
    default: 'auto',
    help: 'on, off or auto: whether MCP clients may identify themselves by a document at their vendor, which the server fetches. auto announces this only while the server can fetch such documents. Otherwise clients register.',
  },
} as const satisfies Record<string, Variable>

/** Addresses of a server, and the folder of its files. */
const ADDRESSES = {
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
} as const satisfies Record<string, Variable>

/** Server and sender of mails. */
const MAIL = {
  BULKHEAD_SMTP_URL: {
    default: 'none: invitations are links to copy',
    help: 'SMTP server that mails are sent by, such as smtps://user:password@smtp.example.com. It may be private. A password is sent over TLS alone.',
    isSecret: true,
  },
  BULKHEAD_MAIL_FROM: {
    default: 'none',
    help: 'Sender of mails, such as Bulkhead <bulkhead@example.com>; needed with BULKHEAD_SMTP_URL.',
  },
} as const satisfies Record<string, Variable>

/** All settings of a server. `bulkhead serve --help` and `docs/reference/settings.md` print this table. */
export const VARIABLES = {
  ...ADDRESSES,
  ...DATABASE,
  ...KEYS,
  ...OFFER,
  ...NETWORK,
  ...LIMITS,
  ...MAIL,
  ...TELEMETRY,
  ...BACKUPS,
  ...EXPORTS,
} as const satisfies Record<string, Variable>

export type VariableName = keyof typeof VARIABLES

/** Returns the name of a setting. For a secret, also the name of the variable for a file. */
export function getVariableNames(name: VariableName): string[] {
  return isSecret(name) ? [name, toFileVariable(name)] : [name]
}

/** Returns whether the value of a variable can also be in a file. */
export function isSecret(name: VariableName): boolean {
  const variable: Variable = VARIABLES[name]
  return variable.isSecret === true
}

/** Returns the variable without which another one is ignored. Undefined if it counts by itself. */
export function getNeeded(name: VariableName): VariableName | undefined {
  const variable: Variable = VARIABLES[name]
  return variable.needs as VariableName | undefined
}

/** Returns the beginning of the value that the needed variable must have. */
export function getNeededPrefix(name: VariableName): string {
  const variable: Variable = VARIABLES[name]
  return variable.needsPrefix ?? ''
}

/** Returns the sentences that explain a variable. */
export function getHelp(name: VariableName): string {
  const needed = getNeeded(name)
  const prefix = getNeededPrefix(name)
  if (needed === undefined) return VARIABLES[name].help
  const condition = prefix === '' ? `without ${needed}` : `unless ${needed} begins with ${prefix}`
  return `${VARIABLES[name].help} Ignored ${condition}.`
}
