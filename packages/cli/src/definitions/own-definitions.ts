import {
  addDefinition,
  deleteDefinition,
  getOwnDefinition,
  listOwnDefinitions,
  updateDefinition,
} from '@bulkhead/contract/definitions/own'
import { showRecord } from '#command/answer'
import { organizationList } from '#command/api-command'
import { type ArgumentSpec, type Call, type CommandSpec, command } from '#command/command'
import { CommandError, EXIT } from '#command/command-error'
import { openClient, sendOptions } from '#profile/open-clients'
import { confirm } from '#terminal/ask'
import { readJsonObject } from '#terminal/read-input'

const DEFINITION: ArgumentSpec = {
  name: 'definition',
  description: 'Its slug or id; see: bulkhead definitions list',
}
const OVERLAY = {
  name: 'overlay',
  value: 'file',
  description: 'OpenAPI Overlay that corrects the document. Default: overlay.yaml next to a file',
}
const SOURCE =
  'OpenAPI 3.0, 3.1, Swagger 2.0 or a GraphQL schema: a file, a folder with openapi.yaml, or a URL'
const GRAPHQL_FLAGS = [
  {
    name: 'graphql',
    description: 'The source is the address of a GraphQL API; the command asks it for its schema',
  },
  { name: 'url', value: 'url', description: 'Address of the GraphQL API that a schema in a file describes' },
  {
    name: 'auth',
    value: 'way',
    description: 'How the API authenticates, if the document does not say: bearer, basic, or header:<name>',
  },
]
const WITHOUT = {
  document: 'the argument',
  overlay: '--overlay, which names a file',
  source_url: '--url, or the argument if it is a URL',
}
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Commands for the definitions that the organization of the profile added. */
export const ownDefinitions: readonly CommandSpec[] = [
  command({
    words: 'definitions add',
    summary: 'Add any API to your organization, from its OpenAPI document or GraphQL schema',
    about: `Makes a type of connector that only your organization can see. All of its workspaces can connect it: bulkhead connectors create <slug>.

This command reads the document, even from a URL; the server fetches nothing. JSON may have 32 MiB, YAML 8 MiB. The omissions list what cannot be offered, with the reason; an overlay can correct it.

Of a GraphQL schema (schema language, or the response to an introspection query) each field of the query type is an operation that reads. With --graphql this command asks the API itself. If the API requires credentials for that, set BULKHEAD_CREDENTIALS to them as JSON, and use --auth; they are sent only to that address.`,
    args: [{ name: 'source', description: SOURCE }],
    flags: [OVERLAY, ...GRAPHQL_FLAGS],
    operation: addDefinition,
    withoutFlag: WITHOUT,
    reaches: 'organization',
    examples: [
      'definitions add https://api.acme.example/openapi.json',
      'definitions add acme/openapi.yaml --slug acme --fields slug,operations,left_out',
      'definitions add https://api.acme.example/graphql --graphql --auth bearer --slug acme',
      'definitions add schema.graphql --url https://api.acme.example/graphql --slug acme',
    ],
    run: async (call) => {
      const { definitions } = openClient(call)
      const source = await read(call)
      await showRecord(call, addDefinition, () =>
        definitions.add({ ...call.given, ...source }, sendOptions(call)),
      )
    },
  }),
  organizationList({
    words: 'definitions list',
    summary: 'List the definitions that your organization added, oldest first',
    about: 'The catalog is not among them: bulkhead connectors available.',
    operation: listOwnDefinitions,
    examples: ['definitions list', 'definitions list --fields slug,source_url'],
    send: ({ definitions }, call) => definitions.listOwn(sendOptions(call)),
  }),
  command({
    words: 'definitions show',
    summary: 'Show a definition that your organization added',
    args: [DEFINITION],
    operation: getOwnDefinition,
    reaches: 'organization',
    examples: ['definitions show acme'],
    run: async (call) => {
      const { definitions } = openClient(call)
      const id = await getId(call, definitions)
      await showRecord(call, getOwnDefinition, () => definitions.getOwn(id, sendOptions(call)))
    },
  }),
  command({
    words: 'definitions update',
    summary: 'Give a definition a new document, overlay or name',
    about:
      'Whatever you leave out stays as it is. Prints what changes for callers, and what narrowed tokens and connectors gain or lose; to see this without changing anything: --dry-run. Credentials are never sent to a host other than the one that they were given for.',
    args: [DEFINITION, { name: 'source', description: SOURCE, isOptional: true }],
    flags: [OVERLAY, ...GRAPHQL_FLAGS],
    operation: updateDefinition,
    withoutFlag: WITHOUT,
    reaches: 'organization',
    examples: [
      'definitions update acme acme/openapi.yaml --dry-run',
      'definitions update acme acme/openapi.yaml',
      'definitions update acme --name "Acme API"',
    ],
    run: async (call) => {
      const { definitions } = openClient(call)
      const source = await read(call, call.args[1] ?? null)
      const id = await getId(call, definitions)
      await showRecord(call, updateDefinition, () =>
        definitions.update(id, { ...call.given, ...source }, sendOptions(call)),
      )
    },
  }),
  command({
    words: 'definitions remove',
    summary: 'Remove a definition that no connector uses',
    args: [DEFINITION],
    operation: deleteDefinition,
    reaches: 'organization',
    confirms: true,
    examples: ['definitions remove acme'],
    run: async (call) => {
      const { definitions } = openClient(call)
      const id = await getId(call, definitions)
      await confirm(call, `Remove the definition ${call.args[0]}?`)
      await showRecord(call, deleteDefinition, () => definitions.delete(id, sendOptions(call)))
    },
  }),
]

type Client = ReturnType<typeof openClient>['definitions']

/** Finds the id of a definition by its id or slug. @throws {CommandError} */
async function getId(call: Asked, definitions: Client): Promise<string> {
  const [name = ''] = call.args
  if (UUID.test(name)) return name
  for await (const { id, slug } of definitions.listOwn(sendOptions(call))) if (slug === name) return id
  const hint = 'See: bulkhead definitions list'
  const message = `The organization has no definition ${JSON.stringify(name)} of its own.`
  throw new CommandError(EXIT.notFound, 'definition_not_found', message, hint)
}

type Asked = Pick<Call, 'args' | 'flags' | 'terminal' | 'signal'>

/** Reads the document of a command. The reader is loaded here, because help must not wait for it. */
async function read(call: Asked, source: string | null = call.args[0] ?? null) {
  const { readSource } = await import('./read-source.ts')
  const { flags, terminal } = call
  const getText = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined)
  const { BULKHEAD_CREDENTIALS: given } = terminal.environment
  return readSource(source ?? undefined, {
    ...{ overlay: getText('overlay'), url: getText('url'), auth: getText('auth') },
    is_graphql: flags.graphql === true,
    getCredentials: async () => (given ? readJsonObject(given, 'BULKHEAD_CREDENTIALS', terminal) : undefined),
    getSignal: () => call.signal,
  })
}
