import { createScopedToken } from '@bulkhead/contract/tokens'
import { type CommandSpec, command } from '#command/command'
import { write } from '#output/print'
import { SNIPPETS, snippetFor } from './snippets.ts'

const CLIENTS = Object.keys(SNIPPETS)

export const commands: readonly CommandSpec[] = [
  command({
    words: 'mcp',
    summary: 'Serve the tools of a workspace to an agent, over standard input and output',
    about: `A bridge for agents that start MCP servers as programs: what they write to standard input goes to /mcp on the server. It mints scoped tokens for the workspace and renews them in time, so the agent's configuration contains no secret, and the agent reaches only that workspace. The flags narrow it further. A token in BULKHEAD_TOKEN, or a sign-in for one workspace, is used as it is, so the flags cannot narrow it.

--snippet prints what to add to a client's configuration, including the other flags that you pass.`,
    flags: [
      {
        name: 'snippet',
        value: 'client',
        choices: CLIENTS,
        description: 'Print the configuration of a client',
      },
      { name: 'expanded', description: 'One tool per operation, instead of a few for all operations' },
    ],
    operation: createScopedToken,
    withoutFlag: {
      workspace_name: '--workspace',
      workspace_id: '--workspace-id',
      create_workspace: 'an agent makes no workspace',
      expires_in: 'tokens are replaced in time',
      region_id: 'data stays where the server runs',
    },
    reaches: 'workspace',
    shows: false,
    examples: [
      'mcp --workspace acme --read-only',
      'mcp --workspace acme --snippet claude-code',
      'mcp --workspace acme --entities issues,comments --snippet cursor',
    ],
    run: async (call) => {
      const { snippet } = call.flags
      if (typeof snippet === 'string') {
        const { where, text } = snippetFor(snippet, call)
        call.terminal.stderr.write(`${where}:\n`)
        return write(call.terminal.stdout, text)
      }
      // Loaded here and not above: help must not wait for the protocol's library.
      return (await import('./serve-bridge.ts')).serveBridge(call)
    },
  }),
]
