import type { CommandSpec, Flag } from '#command/command'
import { NANGO_OWNERS } from './read-nango.ts'

const FLAGS: readonly Flag[] = [
  { name: 'apply', description: 'Makes the connectors. Without it nothing is changed' },
  {
    name: 'service',
    value: 'name=slug',
    isRepeated: true,
    description: 'Definition that a service of the export is; may be repeated',
  },
  {
    name: 'clients',
    value: 'file',
    description:
      'JSON of the OAuth clients that tokens were issued to, by slug: {"github": {"client_id": …}}',
  },
  { name: 'check', description: 'Tries each credential, and takes only those that work' },
]
const FILES = [{ name: 'file', description: 'Files of the export', isRepeated: true }] as const

const ABOUT = `Each connection becomes a connector in the workspace of its customer, which is made if there is none. Only an application makes workspaces: run it with BULKHEAD_CLIENT_ID and BULKHEAD_CLIENT_SECRET, or after "bulkhead login --application". Without --apply nothing is changed: a table says what would be done, what is there already, and what cannot be taken and why. Run it as often as you like: a connection is known by the name of its connector and is never taken twice.

A file is JSON, or has JSON in each line. It holds secrets: it is only read, and nothing of a credential is ever printed. Refresh tokens work only with the OAuth client that they were issued to; give it by --clients, which names a file.

Exit code 0: everything is or can be taken. 1: something cannot.`

const shared = {
  args: FILES,
  shows: true,
  reaches: 'organization',
} as const

export const commands: readonly CommandSpec[] = [
  {
    ...shared,
    words: 'import nango',
    summary: 'Take connections over from Nango',
    about: `Reads connections as Nango's GET /connections/{connectionId} gives them, with their credentials: one in a file, one a line, or a list.

${ABOUT}`,
    flags: [
      ...FLAGS,
      {
        name: 'workspaces',
        value: 'who',
        choices: NANGO_OWNERS,
        description:
          'Customer that a workspace is of: the end user, their organization, or the connection. Default: end-user',
      },
    ],
    examples: [
      'import nango connections.json',
      'import nango connections.jsonl --clients clients.json --apply',
    ],
    run: async (call) => {
      const { importConnections } = await import('./import-connections.ts')
      const { readNango } = await import('./read-nango.ts')
      const owner = typeof call.flags.workspaces === 'string' ? call.flags.workspaces : 'end-user'
      return importConnections(call, 'nango', (entry) => readNango(entry, owner))
    },
  },
  {
    ...shared,
    words: 'import composio',
    summary: 'Take connected accounts over from Composio',
    about: `Reads connected accounts as Composio's GET /api/v3/connected_accounts gives them, with their state: pages of the list, one account in a file, or one a line. A workspace is called after the user_id.

${ABOUT}`,
    flags: FLAGS,
    examples: [
      'import composio accounts.json',
      'import composio accounts.json --service custom=acme --apply',
    ],
    run: async (call) => {
      const { importConnections } = await import('./import-connections.ts')
      const { readComposio } = await import('./read-composio.ts')
      return importConnections(call, 'composio', readComposio)
    },
  },
]
