import type { CommandSpec, Flag } from '#command/command'
import { NANGO_OWNERS } from './read-nango.ts'

const FLAGS: readonly Flag[] = [
  { name: 'apply', description: 'Creates the connectors. Without it nothing is changed' },
  {
    name: 'service',
    value: 'name=slug',
    isRepeated: true,
    description: 'Definition for a service in the export; may be repeated',
  },
  {
    name: 'clients',
    value: 'file',
    description:
      'JSON of the OAuth clients that tokens were issued to, by slug: {"github": {"client_id": …}}',
  },
  { name: 'check', description: 'Tries each credential, and imports only those that work' },
]
const FILES = [{ name: 'file', description: 'Files of the export', isRepeated: true }] as const

const ABOUT = `Each connection becomes a connector in its customer's workspace, which is created if it does not exist. Only an application can create workspaces: run it with BULKHEAD_CLIENT_ID and BULKHEAD_CLIENT_SECRET, or after "bulkhead login --application". Without --apply nothing is changed: a table says what would be done, what exists already, and what cannot be imported and why. Run it as often as you like: a connection is recognized by the name of its connector and is never imported twice.

A file is JSON, or has one JSON value per line. It contains secrets: the command only reads it, and never prints any part of a credential. Refresh tokens work only with the OAuth client that they were issued to; pass it with --clients, which names a file.

Exit code 0: everything is or can be imported. 1: something cannot.`

const shared = {
  args: FILES,
  shows: true,
  reaches: 'organization',
} as const

export const commands: readonly CommandSpec[] = [
  {
    ...shared,
    words: 'import nango',
    summary: 'Import connections from Nango',
    about: `Reads connections as Nango's GET /connections/{connectionId} returns them, with their credentials: one per file, one per line, or a list.

${ABOUT}`,
    flags: [
      ...FLAGS,
      {
        name: 'workspaces',
        value: 'who',
        choices: NANGO_OWNERS,
        description:
          'What each workspace stands for: the end user, their organization, or the connection. Default: end-user',
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
    summary: 'Import connected accounts from Composio',
    about: `Reads connected accounts as Composio's GET /api/v3/connected_accounts returns them, with their state: pages of the list, one account per file, or one per line. Workspaces are named after the user_id.

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
