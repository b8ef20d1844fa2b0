import { realpathSync } from 'node:fs'
import type { Call } from '#command/command'

type Asked = Pick<Call, 'flags' | 'given'>
type Entry = { readonly command: string; readonly args: readonly string[] }

/** Location and content of a client's configuration. */
interface Snippet {
  readonly title: string
  readonly where: string
  readonly text: (entry: Entry) => string
}

const json = (value: unknown) => JSON.stringify(value, null, 2)
const mcpServers = (entry: Entry) => json({ mcpServers: { bulkhead: entry } })

/** Known clients. */
export const SNIPPETS: Readonly<Record<string, Snippet>> = {
  'claude-code': {
    title: 'Claude Code',
    where: 'in a shell',
    text: ({ command, args }) => ['claude mcp add bulkhead --', command, ...args.map(quoted)].join(' '),
  },
  'claude-desktop': {
    title: 'Claude Desktop',
    where: 'in claude_desktop_config.json (Settings, Developer, Edit Config)',
    text: mcpServers,
  },
  cursor: { title: 'Cursor', where: 'in ~/.cursor/mcp.json', text: mcpServers },
  vscode: {
    title: 'VS Code',
    where: 'in .vscode/mcp.json',
    text: (entry) => json({ servers: { bulkhead: { type: 'stdio', ...entry } } }),
  },
  codex: {
    title: 'Codex',
    where: 'in ~/.codex/config.toml',
    text: ({ command, args }) =>
      `[mcp_servers.bulkhead]\ncommand = ${JSON.stringify(command)}\nargs = ${JSON.stringify(args)}`,
  },
  gemini: { title: 'Gemini CLI', where: 'in ~/.gemini/settings.json', text: mcpServers },
  windsurf: { title: 'Windsurf', where: 'in ~/.codeium/windsurf/mcp_config.json', text: mcpServers },
  zed: {
    title: 'Zed',
    where: 'in settings.json',
    text: (entry) => json({ context_servers: { bulkhead: entry } }),
  },
}

/** Returns the configuration by which a client starts the bridge with these flags. */
export function snippetFor(client: string, call: Asked): { readonly where: string; readonly text: string } {
  const snippet = SNIPPETS[client]
  if (snippet === undefined) throw new TypeError(`There is no client ${client}.`)
  const [node, program = ''] = process.argv
  // Names this very program by its path. A package name would be looked up, and the owner of that name on npm would get
  // the client secret.
  const entry = { command: node ?? 'node', args: [realpathSync(program), 'mcp', ...getArguments(call)] }
  return { where: `${snippet.title}, ${snippet.where}`, text: `${snippet.text(entry)}\n` }
}

function getArguments({ flags, given }: Asked): string[] {
  const named = ['profile', 'workspace', 'workspace-id'].flatMap((name) => {
    const value = flags[name]
    return typeof value === 'string' ? [`--${name}`, value] : []
  })
  const narrowed = Object.entries(given).flatMap(([property, value]) => {
    const name = `--${property.replaceAll('_', '-')}`
    return value === true ? [name] : [name, Array.isArray(value) ? value.join(',') : String(value)]
  })
  return [...named, ...narrowed, ...(flags.expanded === true ? ['--expanded'] : [])]
}

/** Quotes a word for a shell, unless it is plain. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
