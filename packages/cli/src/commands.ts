import type { CommandSpec } from '#command/command'

/** First word of a command, with the module of the commands that begin with it. */
export interface Topic {
  /** Summary in one line, for the list of all commands. */
  readonly summary: string
  readonly heading: string
  /** Loads the module when it is needed: `--version` must not wait for the server's modules. */
  readonly load: () => Promise<{
    readonly commands: readonly CommandSpec[]
    /** Descriptions of command groups, for example of `keys` in `operator keys rotate`. */
    readonly groups?: Readonly<Record<string, string>>
  }>
}

const [ACCOUNT, CUSTOMERS, RECORDS, SERVER, TOOLS] = [
  'Your account:',
  'Your customers:',
  'Records:',
  'The server:',
  'Tools:',
]

/** All commands, by their first word. Help, completion and the reference page derive from it. */
export const TOPICS: Readonly<Record<string, Topic>> = {
  login: {
    heading: ACCOUNT,
    summary: 'Log in and save it as a profile',
    load: () => import('#commands/login'),
  },
  logout: {
    heading: ACCOUNT,
    summary: 'Sign out, and remove the profile',
    load: () => import('#commands/logout'),
  },
  whoami: { heading: ACCOUNT, summary: 'Show who you are and where', load: () => import('#commands/whoami') },
  'access-token': {
    heading: ACCOUNT,
    summary: 'Print the access token of your sign-in, for a script',
    load: () => import('#commands/access-token'),
  },
  profiles: {
    heading: ACCOUNT,
    summary: 'Servers and applications you have logged in to',
    load: () => import('#commands/profiles'),
  },
  organizations: {
    heading: ACCOUNT,
    summary: 'Your organization and its settings',
    load: () => import('#commands/organizations'),
  },
  people: {
    heading: ACCOUNT,
    summary: 'People of your organization: roles, invitations, sign-in, access review',
    load: () => import('#commands/people/people'),
  },
  'agent-clients': {
    heading: ACCOUNT,
    summary: 'Programs that your people sign in to',
    load: () => import('#commands/people/agent-clients'),
  },
  agents: {
    heading: ACCOUNT,
    summary: 'Programs that people allow to act for them',
    load: () => import('#commands/people/agents'),
  },
  applications: {
    heading: ACCOUNT,
    summary: 'Client ids and secrets of your backends',
    load: () => import('#commands/applications'),
  },
  'oauth-apps': {
    heading: ACCOUNT,
    summary: 'Your OAuth apps at services',
    load: () => import('#commands/oauth-apps'),
  },
  webhooks: {
    heading: ACCOUNT,
    summary: 'Endpoints that receive events',
    load: () => import('#commands/webhooks'),
  },
  workspaces: {
    heading: CUSTOMERS,
    summary: 'Workspaces, one per customer',
    load: () => import('#commands/workspaces'),
  },
  keys: {
    heading: CUSTOMERS,
    summary: 'Keys of a workspace, for clients that can only send a fixed header',
    load: () => import('#commands/keys'),
  },
  connectors: {
    heading: CUSTOMERS,
    summary: "A customer's credentials, and what can be done with them",
    load: () => import('#commands/connectors/connectors'),
  },
  skills: {
    heading: CUSTOMERS,
    summary: 'Documentation of connectors: entities, params, examples',
    load: () => import('#commands/skills'),
  },
  connect: {
    heading: CUSTOMERS,
    summary: 'Connect a service in the browser, or make a link for a customer',
    load: () => import('#commands/connect/connect'),
  },
  'connect-sessions': {
    heading: CUSTOMERS,
    summary: 'Connect links: see their outcome, confirm or end them',
    load: () => import('#commands/connect/connect-sessions'),
  },
  branding: {
    heading: CUSTOMERS,
    summary: 'Branding of the connect page: name, logo, colors, links',
    load: () => import('#commands/connect/branding'),
  },
  'tool-calls': {
    heading: RECORDS,
    summary: 'What was executed in a workspace',
    load: () => import('#commands/tool-calls'),
  },
  calls: {
    heading: RECORDS,
    summary: 'Counts of executed calls, and the content of a recorded one',
    load: () => import('#commands/calls'),
  },
  audit: {
    heading: RECORDS,
    summary: 'Who changed what, and who was refused',
    load: () => import('#commands/audit'),
  },
  serve: { heading: SERVER, summary: 'Start the server', load: () => import('#commands/serve') },
  doctor: {
    heading: SERVER,
    summary: 'Check an installation: settings, key, disk, database, network',
    load: () => import('#commands/doctor'),
  },
  operator: {
    heading: SERVER,
    summary: 'Organizations, keys and backups of a server',
    load: () => import('#operator/operator'),
  },
  import: {
    heading: CUSTOMERS,
    summary: 'Import connections from Nango or Composio',
    load: () => import('#import/import'),
  },
  definitions: {
    heading: TOOLS,
    summary: 'Add any API by its OpenAPI document or GraphQL schema; check and compare documents',
    load: () => import('#definitions/definitions'),
  },
  generate: {
    heading: TOOLS,
    summary: 'TypeScript declarations for your own documents',
    load: () => import('#commands/generate'),
  },
  mcp: {
    heading: TOOLS,
    summary: "A workspace's tools for an agent, over standard input and output",
    load: () => import('#mcp/mcp'),
  },
  completion: {
    heading: TOOLS,
    summary: 'Completion for bash, zsh and fish',
    load: () => import('#completion/completion'),
  },
}
