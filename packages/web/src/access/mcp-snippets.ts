import { t } from '@lingui/core/macro'
import type { Language } from '#ui/show/code.tsx'

interface McpSnippet {
  readonly value: string
  readonly label: string
  readonly language: Language
  /** Instruction where to put the snippet. */
  readonly place: string
  readonly of: (origin: string) => string
}

/** Returns the setup of this MCP server for known clients. */
export function getMcpSnippets(): readonly McpSnippet[] {
  return [
    {
      value: 'claude-code',
      label: 'Claude Code',
      language: 'sh',
      place: t`In a terminal`,
      of: (origin) =>
        `claude mcp add --transport http bulkhead ${origin}/mcp \\\n  --header "Authorization: Bearer $TOKEN"`,
    },
    {
      value: 'claude-desktop',
      label: 'Claude Desktop',
      language: 'json',
      place: t`In claude_desktop_config.json; the command line has to be installed (docs/reference/cli.md)`,
      of: (origin) => json({ mcpServers: { bulkhead: bridge(origin) } }),
    },
    {
      value: 'cursor',
      label: 'Cursor',
      language: 'json',
      place: t`In .cursor/mcp.json`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Cursor fills it in
      of: (origin) => json({ mcpServers: { bulkhead: remote(origin, '${env:BULKHEAD_TOKEN}') } }),
    },
    {
      value: 'vscode',
      label: 'VS Code',
      language: 'json',
      place: t`In .vscode/mcp.json`,
      of: (origin) =>
        json({
          inputs: [{ type: 'promptString', id: 'token', description: t`Scoped token`, password: true }],
          // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code asks for it
          servers: { bulkhead: { type: 'http', ...remote(origin, '${input:token}') } },
        }),
    },
    {
      value: 'codex',
      label: 'Codex',
      language: 'text',
      place: t`In ~/.codex/config.toml`,
      of: (origin) =>
        `[mcp_servers.bulkhead]\nurl = "${origin}/mcp"\nbearer_token_env_var = "BULKHEAD_TOKEN"`,
    },
    {
      value: 'stdio',
      label: t`Any other, by stdio`,
      language: 'json',
      place: t`Wherever the client lists its servers; the command line has to be installed (docs/reference/cli.md)`,
      of: (origin) => json({ mcpServers: { bulkhead: bridge(origin) } }),
    },
  ]
}

function remote(origin: string, token: string) {
  return { url: `${origin}/mcp`, headers: { Authorization: `Bearer ${token}` } }
}

/** Returns the setup with the CLI as a bridge, which forwards messages and renews its tokens. */
function bridge(origin: string) {
  return {
    // Installed as docs/reference/cli.md says. Not by npx, which would run whatever has that name on npm, with the secret.
    command: 'bulkhead',
    args: ['mcp'],
    env: { BULKHEAD_URL: origin, BULKHEAD_CLIENT_ID: '…', BULKHEAD_CLIENT_SECRET: '…' },
  }
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
