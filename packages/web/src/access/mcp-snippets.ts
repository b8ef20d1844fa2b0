import { t } from '@lingui/core/macro'
import type { Language } from '#ui/show/code.tsx'

/** Setup of this MCP server in one client. */
export interface McpSnippet {
  readonly value: string
  readonly label: string
  /** Link that the client opens by itself to add the server. */
  readonly link?: string
  /** Instruction, or where to put the code. */
  readonly place: string
  /** Page of the documentation with what must be installed first. */
  readonly guide?: string
  readonly code?: { readonly source: string; readonly language: Language }
}

/** Returns the setup of clients that take the server's URL and sign the person in with the browser. */
export function getSignInSnippets(origin: string): readonly McpSnippet[] {
  const url = `${origin}/mcp`
  return [
    {
      value: 'claude-code',
      label: 'Claude Code',
      place: t`In a terminal. Then type /mcp in Claude Code, choose bulkhead and sign in.`,
      code: shell(`claude mcp add --transport http bulkhead ${url}`),
    },
    {
      value: 'claude',
      label: 'Claude',
      place: t`In claude.ai or Claude Desktop, under Settings, Connectors: add a custom connector with the address above, and connect it. Anthropic must reach this server from the internet.`,
    },
    {
      value: 'chatgpt',
      label: 'ChatGPT',
      place: t`Turn developer mode on in the advanced settings of apps and connectors. Then create a connector with the address above, and OAuth as its authentication. OpenAI must reach this server from the internet.`,
    },
    {
      value: 'cursor',
      label: 'Cursor',
      link: getCursorLink(url),
      place: t`Or in .cursor/mcp.json. Then choose to connect under Settings, MCP.`,
      code: json({ mcpServers: { bulkhead: { url } } }),
    },
    {
      value: 'vscode',
      label: 'VS Code',
      link: getVSCodeLink(url),
      place: t`Or in .vscode/mcp.json. Then start the server there, and allow the sign-in.`,
      code: json({ servers: { bulkhead: { type: 'http', url } } }),
    },
    {
      value: 'codex',
      label: 'Codex',
      place: t`In a terminal`,
      code: shell(`codex mcp add bulkhead --url ${url}\ncodex mcp login bulkhead`),
    },
    {
      value: 'gemini',
      label: 'Gemini CLI',
      place: t`In a terminal. Then type /mcp auth bulkhead in Gemini CLI.`,
      code: shell(`gemini mcp add --transport http bulkhead ${url}`),
    },
  ]
}

/** Returns the setup of clients that do not sign in: first the bridge, then clients that send a token. */
export function getTokenSnippets(origin: string): readonly McpSnippet[] {
  const url = `${origin}/mcp`
  const remote = (token: string) => ({ url, headers: { Authorization: `Bearer ${token}` } })
  return [
    {
      value: 'bridge',
      label: t`Bridge`,
      place: t`For clients that start a program. In a terminal; the command line must be installed. The last command prints the configuration of Claude Desktop; it knows claude-code, cursor, vscode, codex, gemini, windsurf and zed too.`,
      guide: '/docs/reference/cli',
      code: shell(
        `bulkhead login --url ${origin}\nbulkhead mcp --workspace default --snippet claude-desktop`,
      ),
    },
    {
      value: 'claude-code',
      label: 'Claude Code',
      place: t`In a terminal`,
      code: shell(
        `claude mcp add --transport http bulkhead ${url} \\\n  --header "Authorization: Bearer $TOKEN"`,
      ),
    },
    {
      value: 'cursor',
      label: 'Cursor',
      place: t`In .cursor/mcp.json`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Cursor fills it in
      code: json({ mcpServers: { bulkhead: remote('${env:BULKHEAD_TOKEN}') } }),
    },
    {
      value: 'vscode',
      label: 'VS Code',
      place: t`In .vscode/mcp.json`,
      code: json({
        inputs: [{ type: 'promptString', id: 'token', description: t`Scoped token`, password: true }],
        // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code asks for it
        servers: { bulkhead: { type: 'http', ...remote('${input:token}') } },
      }),
    },
    {
      value: 'codex',
      label: 'Codex',
      place: t`In ~/.codex/config.toml`,
      code: {
        language: 'text',
        source: `[mcp_servers.bulkhead]\nurl = "${url}"\nbearer_token_env_var = "BULKHEAD_TOKEN"`,
      },
    },
  ]
}

function shell(source: string): NonNullable<McpSnippet['code']> {
  return { language: 'sh', source }
}

function json(value: unknown): NonNullable<McpSnippet['code']> {
  return { language: 'json', source: JSON.stringify(value, null, 2) }
}

// Links that open an MCP client on the same machine. They contain the URL of this server and no secret.

/** Returns the link by which Cursor adds an MCP server. */
function getCursorLink(url: string): string {
  const query = new URLSearchParams({ name: 'bulkhead', config: btoa(JSON.stringify({ url })) })
  return `cursor://anysphere.cursor-deeplink/mcp/install?${query}`
}

/** Returns the link by which VS Code adds an MCP server. */
function getVSCodeLink(url: string): string {
  const server = { name: 'bulkhead', type: 'http', url }
  return `vscode:mcp/install?${encodeURIComponent(JSON.stringify(server))}`
}
