import { type Static, type TObject, Type } from 'typebox'
import type { AuditEvent } from '#operation'
import { DOMAIN_PATTERN } from '#people/sign-in'
import { FreeObject, Nullable, PATTERN_RULE, Shape } from '#values/shapes'

/** Shape of every command of the operator. */
export interface OperatorCommand {
  readonly effect: 'read' | 'write'
  /** Place of execution. `server`: the running server, over its socket. `offline`: the command line itself. */
  readonly runs: 'server' | 'offline'
  readonly summary: string
  /** Background for an operator who runs the command for the first time. */
  readonly description: string
  /** Audit event. Null: the command does not concern an organization, so it is recorded only in the log. */
  readonly audit: AuditEvent | null
  /** The command cannot be undone, so the command line asks for confirmation. */
  readonly confirms?: true
  /** Input of the command: arguments in this order, options, and objects that the command line reads from a file. */
  readonly input: TObject
  /** Arguments that the command line uses itself and does not send. */
  readonly local?: TObject
  /**
   * Kind of result. `record`: one object. `table`: a list of objects. `archive`: the bytes of a backup, and a record of
   * it.
   */
  readonly answer: 'record' | 'table' | 'archive'
  readonly example: string
}

const KeyVersion = Type.Integer({
  minimum: 1,
  maximum: 999_999_999,
  description: 'The number in front of the key in BULKHEAD_KEY.',
})

/**
 * Schema keyword of a property that is given only as `--name <value>`. Its value is the placeholder shown in help. A
 * boolean property is given as `--name`.
 */
export const AS_OPTION = 'x-bulkhead-option'

const PostgresUrl = Type.String({
  [AS_OPTION]: 'url',
  pattern: '^postgres(ql)?://.+',
  description: 'postgres://login:password@host/database, with the login that migrates.',
})

const Owner = Type.String({
  minLength: 1,
  maxLength: 254,
  description: 'The owner: id or e-mail address, as owners list shows them.',
})

function organizationOption(description = 'The organization; the oldest one if left out.') {
  return Type.Optional(Type.String({ format: 'uuid', [AS_OPTION]: 'id', description }))
}

/** Returns an optional limit of an organization. Null removes the limit. */
function limit(minimum: 0 | 1, description: string, maximum = 2_147_483_647) {
  return Type.Optional(Nullable(Type.Integer({ minimum, maximum, [AS_OPTION]: 'number|none', description })))
}

/** A file to write, which must not exist yet, or a file to read. */
const File = Type.String({ minLength: 1, description: 'Path of the archive.' })

/**
 * Every command of `bulkhead operator`, by name. Help, validation and the paths on the socket are derived from this
 * table, and a test compares `docs/guides/operating.md` with it.
 */
export const OPERATOR_COMMANDS = {
  'organizations create': {
    effect: 'write',
    runs: 'server',
    summary: 'Create an organization and its first application',
    description:
      'Prints the client id and the client secret of the application. The secret is stored as a hash and shown only this once.',
    audit: 'organization.created',
    input: Shape({
      name: Type.String({
        minLength: 1,
        maxLength: 255,
        description: 'Its display name; need not be unique.',
      }),
    }),
    answer: 'record',
    example: 'bulkhead operator organizations create "Acme"',
  },
  'organizations list': {
    effect: 'read',
    runs: 'server',
    summary: 'List all organizations',
    description: 'Oldest first, each with its limits.',
    audit: null,
    input: Shape({}),
    answer: 'table',
    example: 'bulkhead operator organizations list',
  },
  'organizations limit': {
    effect: 'write',
    runs: 'server',
    summary: 'Limit what an organization may use, or lift a limit',
    description:
      'Limits that you do not name stay as they are; none lifts a limit. If an organization already has more than a new limit allows, it keeps it. Takes effect at once in the server that responds, and within half a minute in others with the same database. Prints the resulting limits.',
    audit: 'organization.limited',
    input: Shape(
      {
        organization_id: Type.String({
          format: 'uuid',
          description: 'The organization, as organizations list shows it.',
        }),
        max_workspaces: limit(0, 'Workspaces, including default. One more is quota_exceeded.'),
        max_connectors: limit(0, 'Connectors, in all its workspaces together. One more is quota_exceeded.'),
        requests_per_second: limit(
          1,
          'Requests by its applications and people, across all processes of the installation. One more is rate_limited.',
        ),
        max_body_bytes: limit(
          1,
          'Bytes of a request body, if less than the general limit. One more is body_too_large.',
        ),
        max_definitions: limit(0, 'Its own definitions; none means 50. One more is quota_exceeded.', 1_000),
      },
      { minProperties: 2 },
    ),
    answer: 'record',
    example:
      'bulkhead operator organizations limit 019a2f5e-7a10-7c1e-9d6b-2f0c5a4e8b31 --max-workspaces 500 --requests-per-second none',
  },
  'owners link': {
    effect: 'write',
    runs: 'server',
    summary: 'Create a one-time link for an owner to sign up to the web app',
    description:
      'The first person to open the link chooses a password and becomes an owner of the organization. The link is valid for 24 hours and shown only once. If an owner has lost the password, use owners reset.',
    audit: 'owner.link_created',
    input: Shape({ organization_id: organizationOption() }),
    answer: 'record',
    example: 'bulkhead operator owners link',
  },
  'owners list': {
    effect: 'read',
    runs: 'server',
    summary: 'List the owners of an organization, or of all',
    description: 'The oldest organization first; within each, the owner who signed up first.',
    audit: null,
    input: Shape({
      organization_id: organizationOption(
        'Only owners of this organization. Default: owners of all organizations.',
      ),
    }),
    answer: 'table',
    example: 'bulkhead operator owners list',
  },
  'owners remove': {
    effect: 'write',
    runs: 'server',
    summary: 'Remove an owner: account, sessions and tokens',
    description:
      'Sessions and the tokens minted in them end at once on every server. Applications, connectors and workspaces of the organization stay: retire client secrets that the owner has seen (bulkhead applications retire-secret). The last owner cannot be removed: first have another one sign up with owners link, or use owners reset.',
    audit: 'person.removed',
    confirms: true,
    input: Shape({ owner: Owner }),
    answer: 'record',
    example: 'bulkhead operator owners remove anna@example.com',
  },
  'owners reset': {
    effect: 'write',
    runs: 'server',
    summary:
      'Remove password, second factor and sessions of an owner, and create a link to choose a new password',
    description:
      'Use it for a password that is lost or known to others, and for a lost authenticator app. The old password, the second factor, passkeys and sessions end at once on every server, with the agents and command-line sign-ins that the owner allowed, and the tokens, keys and connect links that the owner made. The first person to open the link chooses the password, and must enter the e-mail address of this owner. The link is valid for 24 hours and shown only once.',
    audit: 'person.reset',
    confirms: true,
    input: Shape({ owner: Owner }),
    answer: 'record',
    example: 'bulkhead operator owners reset anna@example.com',
  },
  'domains prove': {
    effect: 'write',
    runs: 'server',
    summary: 'Assign a mail domain to an organization, without DNS',
    description:
      "People with an address in the domain are offered the organization's providers. Use it if you cannot change the domain's DNS. A domain can belong to only one organization: refused while another has it.",
    audit: 'domain.proven',
    input: Shape({
      domain: Type.String({
        minLength: 3,
        maxLength: 253,
        pattern: DOMAIN_PATTERN,
        [PATTERN_RULE]: 'must be a domain, such as example.com',
        description: 'Part of the addresses after the @.',
      }),
      organization_id: organizationOption(),
    }),
    answer: 'record',
    example: 'bulkhead operator domains prove example.com',
  },
  'providers apply': {
    effect: 'write',
    runs: 'server',
    summary: 'Set up sign-in providers and mail domains as a file declares them',
    description:
      'YAML or JSON. A provider is known by its name in the organization: it is created, or changed where it differs. What the file leaves out stays. Client secrets stand in files of their own (client_secret_file). Domains count as proven. All of it is done, or nothing.',
    audit: 'provider.updated',
    input: Shape({
      organization_id: organizationOption(),
      check: Type.Optional(
        Type.Boolean({ [AS_OPTION]: '', description: 'Show what would change, and change nothing.' }),
      ),
      without_discovery: Type.Optional(
        Type.Boolean({
          [AS_OPTION]: '',
          description: 'Do not contact new providers. A wrong issuer then shows only at the first sign-in.',
        }),
      ),
      file: FreeObject(),
      secrets: Type.Unsafe<Record<string, string>>({
        type: 'object',
        additionalProperties: { type: 'string', minLength: 1, maxLength: 4096 },
      }),
    }),
    local: Shape({ file: Type.String({ minLength: 1, description: 'Path of the file.' }) }),
    answer: 'table',
    example: 'bulkhead operator providers apply sign-in.yaml --check',
  },
  'providers list': {
    effect: 'read',
    runs: 'server',
    summary: 'List the sign-in providers of an organization',
    description: 'Oldest first, each with the redirect URL to register there. Secrets are not shown.',
    audit: null,
    input: Shape({ organization_id: organizationOption() }),
    answer: 'table',
    example: 'bulkhead operator providers list',
  },
  'networks clear': {
    effect: 'write',
    runs: 'server',
    summary: 'Let people of an organization work from any network again',
    description:
      'Use it if nobody can get in from the networks that an owner has allowed. Afterwards owners can set others under Settings → Sign-in. Takes effect within a second on every server. Prints the networks that were allowed.',
    audit: 'sign_in.updated',
    input: Shape({ organization_id: organizationOption() }),
    answer: 'record',
    example: 'bulkhead operator networks clear',
  },
  'keys status': {
    effect: 'read',
    runs: 'server',
    summary: 'Show which key version wraps what',
    description:
      'One line per key version: whether this server has it, whether it wraps, and how many data keys and signing keys it still wraps.',
    audit: null,
    input: Shape({}),
    answer: 'table',
    example: 'bulkhead operator keys status',
  },
  'keys rotate': {
    effect: 'write',
    runs: 'server',
    summary: 'Rewrap every data key under the first key of BULKHEAD_KEY',
    description:
      'Start every server with the new key first: BULKHEAD_KEY=2:<new>,1:<old>. Runs while the server handles requests. If it is interrupted, run it again: it continues where it stopped. Credentials are not sealed again: their data keys stay the same.',
    audit: null,
    input: Shape({}),
    answer: 'record',
    example: 'bulkhead operator keys rotate',
  },
  'keys retire': {
    effect: 'write',
    runs: 'server',
    summary: 'Retire a key version that no longer wraps anything',
    description:
      'Refused while anything is wrapped under it. Afterwards servers can start without that key, and its number is never used again. Once the text of the key is destroyed, backups made before the rotation cannot be read by anyone.',
    audit: null,
    confirms: true,
    input: Shape({ version: KeyVersion }),
    answer: 'record',
    example: 'bulkhead operator keys retire 1',
  },
  'keys replace-signing': {
    effect: 'write',
    runs: 'server',
    summary: 'Sign tokens with a new key, and refuse every token signed with an old one',
    description:
      'Use it if a signing key may have leaked. Restart every server afterwards: until then it accepts tokens that it verified before. Clients get new tokens with their credentials as usual.',
    audit: null,
    confirms: true,
    input: Shape({}),
    answer: 'record',
    example: 'bulkhead operator keys replace-signing',
  },
  backup: {
    effect: 'read',
    runs: 'server',
    summary: 'Back up everything that is stored to one file, while the server runs',
    description:
      'One consistent snapshot, with a checksum. The key is not included: keep it elsewhere, because nothing in the archive can be opened without it. An existing file is never overwritten. With --direct the command reads Postgres itself, with BULKHEAD_DATABASE_OWNER_URL, and needs no server. Without a file it then stores the backup at BULKHEAD_BACKUP_TO, under a name with the time, and removes the oldest ones beyond BULKHEAD_BACKUP_KEEP.',
    audit: null,
    input: Shape({}),
    local: Shape({
      file: Type.Optional(File),
      direct: Type.Optional(
        Type.Boolean({
          [AS_OPTION]: '',
          description: 'Read Postgres itself, as the login that migrates, without a running server.',
        }),
      ),
    }),
    answer: 'archive',
    example: 'bulkhead operator backup bulkhead-2026-11-25.archive',
  },
  restore: {
    effect: 'write',
    runs: 'offline',
    summary: 'Restore a backup into an empty database',
    description:
      'Needs no running server. Restores to where the settings point: BULKHEAD_DATABASE_OWNER_URL or BULKHEAD_DATABASE_URL if set, else the data directory, or to --into. Refuses if anything is there already. The file is checked before anything is loaded; all of it is loaded, or nothing. Needs the key (BULKHEAD_KEY, BULKHEAD_KEY_FILE, or the file `key` put into the data directory) and proves that it fits.',
    audit: null,
    input: Shape({ file: File, into: Type.Optional(PostgresUrl) }),
    answer: 'record',
    example: 'bulkhead operator restore bulkhead-2026-11-25.archive',
  },
  migrate: {
    effect: 'write',
    runs: 'offline',
    summary: 'Migrate a Postgres database to the schema of this version',
    description:
      "Needs BULKHEAD_DATABASE_OWNER_URL, the login that migrates. Servers then start with BULKHEAD_DATABASE_URL alone, and their processes never hold the owner's password. Run it before the first start and before the first start of a newer version; a second run changes nothing.",
    audit: null,
    input: Shape({
      login: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 63,
          [AS_OPTION]: 'name',
          description: 'Login that runs the servers. Default: that of BULKHEAD_DATABASE_URL.',
        }),
      ),
    }),
    answer: 'record',
    example: 'bulkhead operator migrate --login bulkhead',
  },
  copy: {
    effect: 'write',
    runs: 'offline',
    summary: 'Copy the embedded database to Postgres',
    description:
      'Stop the server first. Copies all rows of the data directory into an empty Postgres database in one transaction. Before it commits, it counts every table on both sides and opens one sealed credential of every workspace. The data directory stays as it is.',
    audit: null,
    input: Shape({ to: PostgresUrl }),
    answer: 'record',
    example: 'bulkhead operator copy --to postgres://bulkhead_migrator@db/bulkhead',
  },
} as const satisfies Record<string, OperatorCommand>

export type OperatorCommandName = keyof typeof OPERATOR_COMMANDS

/** Commands that the running server executes. */
export type ServedCommandName = {
  [N in OperatorCommandName]: (typeof OPERATOR_COMMANDS)[N]['runs'] extends 'server' ? N : never
}[OperatorCommandName]

export type OperatorInput<N extends OperatorCommandName> = Static<(typeof OPERATOR_COMMANDS)[N]['input']>

/** Name of the socket in the data directory. */
export const OPERATOR_SOCKET = 'operator.sock'

/** Returns the path of a command on the socket, such as `/keys/rotate`. */
export function getCommandPath(name: string): string {
  return `/${name.replaceAll(' ', '/')}`
}

/** Message from the server, one JSON object per line. A result or an error ends the stream. */
export type OperatorMessage =
  | { readonly progress: { readonly done: number; readonly total: number } }
  | { readonly result: unknown }
  | { readonly error: { readonly message: string } }

/** Name of the trailer after the bytes of an archive. Without it the archive is incomplete. */
export const ARCHIVE_TRAILER = 'x-bulkhead-archive'

/** Content of the trailer, as JSON. */
export interface ArchiveReceipt {
  readonly bytes: number
  /** SHA-256 of the bytes that were sent. */
  readonly sha256: string
  readonly rows: number
  readonly organizations: number
  readonly workspaces: number
  readonly schema_version: number
  readonly kek_versions: readonly number[]
}
