import { getIdempotency } from '@bulkhead/contract/operation'
import type { CommandSpec, Flag } from './command.ts'
import { toFlags } from './schema-flags.ts'

const PROFILE: readonly Flag[] = [
  { name: 'profile', value: 'name', description: 'Act as this profile; see: bulkhead profiles list' },
  { name: 'debug', description: 'Log requests to standard error, without secrets' },
]

const OUTPUT: readonly Flag[] = [
  { name: 'fields', value: 'names', description: 'Show only these fields, such as id,name or a.b' },
  {
    name: 'format',
    value: 'how',
    choices: ['table', 'json', 'text'],
    description: 'Default: table on a terminal, else json. text: values only, separated by tabs',
  },
]

const WORKSPACE: readonly Flag[] = [
  {
    name: 'workspace',
    short: 'w',
    value: 'name',
    description: "Default: BULKHEAD_WORKSPACE, else the profile's workspace, else default",
  },
  { name: 'workspace-id', value: 'id', description: 'The workspace, by its id' },
]

const LIST: readonly Flag[] = [
  { name: 'limit', value: 'number', description: 'How many to show; default: 100' },
  { name: 'all', description: 'Show all of them' },
]

const CONFIRMATION: readonly Flag[] = [
  { name: 'yes', short: 'y', description: 'Do not ask for confirmation' },
]

const BODY: readonly Flag[] = [
  {
    name: 'json',
    value: 'json',
    description: 'Everything as one JSON object: {…}, @file, or - for standard input; other flags win',
  },
]

const ONCE: readonly Flag[] = [
  {
    name: 'idempotency-key',
    value: 'key',
    description: 'Run it only once in 24 hours, however often the command is repeated with this key',
  },
]

/** Query parameters of lists that are no flags: the command line itself fetches further pages. */
export const PAGING: ReadonlySet<string> = new Set(['limit', 'cursor'])

/** Returns whether the command lists page by page. */
function isPaged({ operation }: CommandSpec): boolean {
  return operation?.query?.properties.limit !== undefined
}

/** Returns the shared flags of a command: those for its kind, and those of every command. */
export function getSharedFlags(spec: CommandSpec): {
  readonly own: readonly Flag[]
  readonly common: readonly Flag[]
} {
  const { operation, withoutFlag, reaches, confirms, shows = operation !== undefined } = spec
  const body = operation?.body === undefined ? [] : toFlags({ body: operation.body }, withoutFlag)
  const isKeyed = operation !== undefined && getIdempotency(operation) !== 'none'
  return {
    own: [
      ...(body.length === 0 ? [] : BODY),
      ...(isPaged(spec) ? LIST : []),
      ...(isKeyed ? ONCE : []),
      ...(confirms === true ? CONFIRMATION : []),
    ],
    common: [
      ...(reaches === 'workspace' ? WORKSPACE : []),
      ...(shows ? OUTPUT : []),
      ...(reaches === undefined ? [] : PROFILE),
    ],
  }
}
