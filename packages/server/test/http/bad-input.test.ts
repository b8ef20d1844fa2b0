import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ErrorCode } from '@bulkhead/contract/errors'
import type { OperationId } from '@bulkhead/contract/operations'
import { engines } from '@bulkhead/testing/engines'
import type { Answer } from '@bulkhead/testing/house'
import {
  API,
  APPLICATIONS,
  assertError,
  assertNames,
  CONNECTORS,
  DEFINITIONS,
  NOBODY,
  operationOf,
  parseAnswer,
  sendBytes,
  TEMPLATES,
  WORKSPACES,
} from './api.ts'
import { countRows, readTables } from './read-tables.ts'
import { openScene, type Scene } from './scene.ts'

/** One bad request: what is wrong, who refuses it, with which code, and what its message must name. */
interface Case {
  readonly what: string
  /** Undefined where no operation is chosen. */
  readonly operation?: OperationId
  readonly code: ErrorCode
  readonly names?: readonly string[]
  /** Texts that no part of the answer may hold. */
  readonly hides?: readonly string[]
  /** What stands at the operation's path parameter. */
  readonly id?: string | ((made: Made) => string)
  readonly query?: string
  /** A string is sent as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly token?: 'application' | 'scoped' | 'none'
}

interface Made {
  readonly workspace: string
  readonly connector: string
  readonly moved: string
}

const MINT = 'createScopedToken'
const CREATE = 'createConnector'
const UPDATE = 'updateConnector'
const EXECUTE = 'executeOperation'
const credentials = { token: 'bad-input-secret' }
const echo = { connector_type: 'echo', credentials, environment: { base_url: 'http://127.0.0.1:9' } }
const SECRET = ['bad-input-secret']

const malformed: Case[] = [
  '{',
  '{"workspace_name": "a",}',
  "{'workspace_name': 'a'}",
  'workspace_name=a',
  '{"workspace_name": undefined}',
  '{"workspace_name": NaN}',
  '{"workspace_name": "a"} {}',
  '"\n"',
  '{"workspace_name": "a\tb"}',
  '{"a": 01}',
  '[1,',
].map(
  (body): Case => ({
    what: `malformed JSON ${body}`,
    operation: MINT,
    body,
    code: 'malformed_json',
    names: ['JSON'],
  }),
)

const noObject: Case[] = ['[]', '"text"', '1', 'true', 'null', '[{"workspace_name":"a"}]'].map(
  (body): Case => ({
    what: `the body ${body}`,
    operation: MINT,
    body,
    code: 'invalid_request',
    names: ['body', 'object'],
  }),
)

const badNames: [string, string, string][] = [
  ['an empty name', '', '1'],
  ['a leading space', ' a', 'white space'],
  ['a trailing space', 'a ', 'white space'],
  ['a leading no-break space', '\u00a0a', 'white space'],
  ['a decomposed name', 'Cafe\u0301', 'NFC'],
  ['a line break', 'a\nb', 'control'],
  ['a tab', 'a\tb', 'control'],
  ['DEL', 'a\u007fb', 'control'],
  ['a zero-width space', 'a\u200bb', 'format'],
  ['a zero-width joiner', 'a\u200db', 'format'],
  ['a byte order mark', 'a\ufeffb', 'format'],
  ['a bidi override', 'a\u202eb', 'format'],
  ['a line separator', 'a\u2028b', 'line separator'],
  ['256 characters', 'a'.repeat(256), '255'],
  ['256 characters beyond the first plane', '🚢'.repeat(256), '255'],
]
const nameCases = badNames.flatMap(([what, name, named]): Case[] => [
  {
    what,
    operation: MINT,
    body: { workspace_name: name },
    code: 'invalid_request',
    names: ['body.workspace_name', named],
  },
  {
    what,
    operation: MINT,
    body: { customer_name: name },
    code: 'invalid_request',
    names: ['body.customer_name', named],
  },
  {
    what,
    operation: CREATE,
    body: { ...echo, workspace_name: name },
    code: 'invalid_request',
    names: ['body.workspace_name', named],
  },
  {
    what,
    operation: 'updateWorkspace',
    id: ({ workspace }) => workspace,
    body: { name },
    code: 'invalid_request',
    names: ['body.name', named],
  },
  {
    what,
    operation: 'listConnectors',
    query: `workspace_name=${encodeURIComponent(name)}`,
    code: 'invalid_request',
    names: ['query.workspace_name', named],
  },
])

const wrongTypes: Case[] = [
  {
    what: 'a number for a name',
    operation: MINT,
    body: { workspace_name: 7 },
    code: 'invalid_request',
    names: ['body.workspace_name', 'string'],
  },
  {
    what: 'null for a name',
    operation: MINT,
    body: { workspace_name: null },
    code: 'invalid_request',
    names: ['body.workspace_name', 'string'],
  },
  {
    what: 'a list for a name',
    operation: MINT,
    body: { workspace_name: ['a'] },
    code: 'invalid_request',
    names: ['body.workspace_name', 'string'],
  },
  {
    what: 'a text for a number',
    operation: MINT,
    body: { workspace_name: 'a', expires_in: '60' },
    code: 'invalid_request',
    names: ['body.expires_in', 'integer'],
  },
  {
    what: 'a fraction',
    operation: MINT,
    body: { workspace_name: 'a', expires_in: 60.5 },
    code: 'invalid_request',
    names: ['body.expires_in', 'integer'],
  },
  {
    what: 'a number below the least',
    operation: MINT,
    body: { workspace_name: 'a', expires_in: 59 },
    code: 'invalid_request',
    names: ['body.expires_in', '60'],
  },
  {
    what: 'a number above the most',
    operation: MINT,
    body: { workspace_name: 'a', expires_in: 1201 },
    code: 'invalid_request',
    names: ['body.expires_in', '1200'],
  },
  {
    what: 'a text for a boolean',
    operation: MINT,
    body: { workspace_name: 'a', create_workspace: 'false' },
    code: 'invalid_request',
    names: ['body.create_workspace', 'boolean'],
  },
  {
    what: 'an id that is no UUID',
    operation: MINT,
    body: { workspace_id: 'acme' },
    code: 'invalid_request',
    names: ['body.workspace_id', 'UUID'],
  },
  {
    what: 'a region that is no UUID',
    operation: MINT,
    body: { workspace_name: 'a', region_id: 'eu' },
    code: 'invalid_request',
    names: ['body.region_id', 'UUID'],
  },
  {
    what: 'a status that does not exist',
    operation: 'updateWorkspace',
    id: ({ workspace }) => workspace,
    body: { status: 'paused' },
    code: 'invalid_request',
    names: ['body.status', 'active, inactive'],
  },
  {
    what: 'credentials as a text',
    operation: CREATE,
    body: { ...echo, credentials: 'bad-input-secret' },
    code: 'invalid_request',
    names: ['body.credentials', 'object'],
    hides: SECRET,
  },
  {
    what: 'credentials as a list',
    operation: CREATE,
    body: { ...echo, credentials: ['bad-input-secret'] },
    code: 'invalid_request',
    names: ['body.credentials', 'object'],
    hides: SECRET,
  },
  {
    what: 'entities as a map',
    operation: CREATE,
    body: { ...echo, entities: { things: ['read'] } },
    code: 'invalid_request',
    names: ['body.entities', 'array'],
  },
  {
    what: 'a mode that does not exist',
    operation: CREATE,
    body: { ...echo, entities: [{ entity: 'things', modes: ['admin'] }] },
    code: 'invalid_request',
    names: ['body.entities.0.modes.0', 'read, write'],
  },
  {
    what: 'an entity without its name',
    operation: CREATE,
    body: { ...echo, entities: [{ modes: ['read'] }] },
    code: 'invalid_request',
    names: ['body.entities.0.entity', 'required'],
  },
  {
    what: 'params as a list',
    operation: EXECUTE,
    id: ({ connector }) => connector,
    body: { entity: 'things', action: 'list', params: [] },
    code: 'invalid_request',
    names: ['body.params', 'object'],
  },
  {
    what: 'no action',
    operation: EXECUTE,
    id: ({ connector }) => connector,
    body: { entity: 'things' },
    code: 'invalid_request',
    names: ['body.action', 'required'],
  },
  {
    what: 'an intent of 513 characters',
    operation: EXECUTE,
    id: ({ connector }) => connector,
    body: { entity: 'things', action: 'list', intent: 'x'.repeat(513) },
    code: 'invalid_request',
    names: ['body.intent', '512'],
  },
  {
    what: 'skip_truncation null',
    operation: EXECUTE,
    id: ({ connector }) => connector,
    body: { entity: 'things', action: 'list', skip_truncation: null },
    code: 'invalid_request',
    names: ['body.skip_truncation', 'boolean'],
  },
]

const unknownFields: Case[] = [
  {
    what: 'a misspelled field',
    operation: MINT,
    body: { workspacename: 'a' },
    code: 'invalid_request',
    names: ['body.workspacename', 'workspace_name'],
  },
  {
    what: 'a field in camelCase',
    operation: MINT,
    body: { workspaceName: 'a' },
    code: 'invalid_request',
    names: ['body.workspaceName', 'workspace_name'],
  },
  {
    what: 'a misspelled field of a connector',
    operation: CREATE,
    body: { ...echo, credential: credentials },
    code: 'invalid_request',
    names: ['body.credential', 'credentials'],
    hides: SECRET,
  },
  {
    what: 'a field like no other',
    operation: MINT,
    body: { workspace_name: 'a', zzz: 1 },
    code: 'invalid_request',
    names: ['body.zzz', 'workspace_name', 'expires_in'],
  },
  {
    what: 'a misspelled field in a list',
    operation: CREATE,
    body: { ...echo, entities: [{ entity: 'things', mode: ['read'] }] },
    code: 'invalid_request',
    names: ['body.entities.0.mode', 'modes'],
  },
  {
    what: 'a misspelled parameter',
    operation: 'listWorkspaces',
    query: 'name_contain=a',
    code: 'invalid_request',
    names: ['query.name_contain', 'name_contains'],
  },
  {
    what: 'a parameter where there is none',
    operation: 'getWorkspaceStats',
    query: 'limit=1',
    code: 'invalid_request',
    names: ['query.limit'],
  },
  {
    what: 'a parameter beside a path',
    operation: 'getConnector',
    id: ({ connector }) => connector,
    query: 'expand=all',
    code: 'invalid_request',
    names: ['query.expand'],
  },
]

const notFound: Case[] = [
  ...[
    NOBODY,
    'not-a-uuid',
    '%20',
    'a'.repeat(255),
    '..%2f',
    '%00',
    '-1',
    NOBODY.replaceAll('-', ''),
    `{${NOBODY}}`,
  ].flatMap((id): Case[] => [
    {
      what: `the workspace ${id.slice(0, 40)}`,
      operation: 'getWorkspace',
      id,
      code: 'workspace_not_found',
      names: ['workspace'],
    },
    {
      what: `the workspace ${id.slice(0, 40)}`,
      operation: 'updateWorkspace',
      id,
      body: { name: 'b' },
      code: 'workspace_not_found',
      names: ['workspace'],
    },
    {
      what: `the workspace ${id.slice(0, 40)}`,
      operation: 'deleteWorkspace',
      id,
      code: 'workspace_not_found',
      names: ['workspace'],
    },
    {
      what: `the connector ${id.slice(0, 40)}`,
      operation: 'getConnector',
      id,
      code: 'connector_not_found',
      names: ['connector'],
    },
    {
      what: `the connector ${id.slice(0, 40)}`,
      operation: UPDATE,
      id,
      body: { name: 'b' },
      code: 'connector_not_found',
      names: ['connector'],
    },
    {
      what: `the connector ${id.slice(0, 40)}`,
      operation: 'deleteConnector',
      id,
      code: 'connector_not_found',
      names: ['connector'],
    },
    {
      what: `the connector ${id.slice(0, 40)}`,
      operation: EXECUTE,
      id,
      body: { entity: 'things', action: 'list' },
      code: 'connector_not_found',
      names: ['connector'],
    },
    {
      what: `the definition ${id.slice(0, 40)}`,
      operation: 'getDefinition',
      id,
      code: 'definition_not_found',
      names: ['definition'],
    },
    {
      what: `the template ${id.slice(0, 40)}`,
      operation: 'getTemplate',
      id,
      code: 'template_not_found',
      names: ['template'],
    },
  ]),
  {
    what: 'an unknown workspace to create in',
    operation: CREATE,
    token: 'application',
    body: { ...echo, workspace_name: 'nobody' },
    code: 'workspace_not_found',
    names: ['workspace'],
    hides: SECRET,
  },
  {
    what: 'another workspace than the token is for',
    operation: CREATE,
    body: { ...echo, workspace_name: 'default' },
    code: 'workspace_not_found',
    names: ['workspace'],
  },
  {
    what: 'an unknown definition',
    operation: CREATE,
    body: { ...echo, connector_type: undefined, definition_id: NOBODY },
    code: 'definition_not_found',
    names: ['definition'],
  },
  {
    what: 'an unknown template',
    operation: CREATE,
    body: { ...echo, source_template_id: NOBODY },
    code: 'template_not_found',
    names: ['template'],
  },
  {
    what: 'a definition id that is no UUID',
    operation: CREATE,
    body: { ...echo, definition_id: 'github' },
    code: 'invalid_request',
    names: ['body.definition_id', 'UUID'],
  },
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map(
    (connector_type): Case => ({
      what: `the connector_type ${connector_type}`,
      operation: CREATE,
      body: { ...echo, connector_type },
      code: 'definition_not_found',
      names: ['connector_type', 'Echo Chamber'],
    }),
  ),
]

const OPTIONS = ['echoToken', 'token', 'echoBasic', 'username', 'password', 'echoKey', 'api_key']
const configuration: Case[] = [
  {
    what: 'nothing to connect with',
    operation: CREATE,
    body: { connector_type: 'echo' },
    code: 'invalid_request',
    names: ['credentials', 'replication_config'],
  },
  {
    what: 'no type',
    operation: CREATE,
    body: { credentials },
    code: 'invalid_request',
    names: ['connector_type', 'definition_id', 'source_template_id'],
  },
  {
    what: 'an OAuth secret that nobody made',
    operation: CREATE,
    body: { ...echo, server_side_oauth_secret_id: 'x' },
    code: 'invalid_request',
    names: ['server_side_oauth_secret_id'],
  },
  {
    what: 'empty credentials',
    operation: CREATE,
    body: { ...echo, credentials: {} },
    code: 'invalid_credentials',
    names: ['none', ...OPTIONS],
  },
  {
    what: 'keys of no option',
    operation: CREATE,
    body: { ...echo, credentials: { secret: 'bad-input-secret', pass: 'bad-input-secret' } },
    code: 'invalid_credentials',
    names: ['secret', 'pass', ...OPTIONS],
    hides: SECRET,
  },
  {
    what: 'half an option',
    operation: CREATE,
    body: { ...echo, credentials: { username: 'bad-input-secret' } },
    code: 'invalid_credentials',
    names: ['username', ...OPTIONS],
    hides: SECRET,
  },
  {
    what: 'a key too many',
    operation: CREATE,
    body: { ...echo, credentials: { token: 'bad-input-secret', tokne: 'bad-input-secret' } },
    code: 'invalid_credentials',
    names: ['tokne', ...OPTIONS],
    hides: SECRET,
  },
  {
    what: 'an option that does not exist',
    operation: CREATE,
    body: { ...echo, credentials: { option_title: 'bad-input-secret', token: 'x' } },
    code: 'invalid_credentials',
    names: ['option_title', ...OPTIONS],
    hides: SECRET,
  },
  {
    what: 'a blank token',
    operation: CREATE,
    body: { ...echo, credentials: { token: '' } },
    code: 'invalid_credentials',
    names: ['token', ...OPTIONS],
  },
  {
    what: 'a null token',
    operation: CREATE,
    body: { ...echo, credentials: { token: null } },
    code: 'invalid_credentials',
    names: OPTIONS,
  },
  {
    what: 'a token that is an object',
    operation: CREATE,
    body: { ...echo, credentials: { token: { value: 'bad-input-secret' } } },
    code: 'invalid_credentials',
    names: ['token', ...OPTIONS],
    hides: SECRET,
  },
  {
    what: 'a token that is a list',
    operation: CREATE,
    body: { ...echo, credentials: { token: ['bad-input-secret'] } },
    code: 'invalid_credentials',
    names: ['token', ...OPTIONS],
    hides: SECRET,
  },
  {
    what: 'a token with a line break',
    operation: CREATE,
    body: { ...echo, credentials: { token: 'bad-input-secret\nx' } },
    code: 'invalid_credentials',
    names: ['token', 'line break'],
    hides: SECRET,
  },
  {
    what: 'a token beyond the limit',
    operation: CREATE,
    body: { ...echo, credentials: { token: 'bad-input-secret'.repeat(1000) } },
    code: 'invalid_credentials',
    names: ['token', '8192'],
    hides: SECRET,
  },
  {
    what: 'a name credentials must not have',
    operation: CREATE,
    body: '{"connector_type":"echo","environment":{"base_url":"http://127.0.0.1:9"},"credentials":{"constructor":"bad-input-secret"}}',
    code: 'invalid_credentials',
    names: ['constructor', ...OPTIONS],
    hides: SECRET,
  },
  {
    what: 'a secret under a misspelled setting',
    operation: CREATE,
    body: { ...echo, replication_config: { tokne: 'bad-input-secret' } },
    code: 'invalid_configuration',
    names: ['tokne'],
    hides: SECRET,
  },
  {
    what: 'an unknown setting',
    operation: CREATE,
    body: { ...echo, replication_config: { start_dat: '2024' } },
    code: 'invalid_configuration',
    names: ['start_dat', 'start_date'],
  },
  {
    what: 'an unknown setting of the server',
    operation: CREATE,
    body: { ...echo, environment: { base_url: 'http://127.0.0.1:9', tennant: 'a' } },
    code: 'invalid_configuration',
    names: ['tennant', 'tenant'],
  },
  {
    what: 'a missing setting',
    operation: CREATE,
    body: { connector_type: 'echo', credentials },
    code: 'invalid_configuration',
    names: ['tenant', 'replication_config'],
    hides: SECRET,
  },
  {
    what: 'a setting that is no label',
    operation: CREATE,
    body: { connector_type: 'echo', credentials, environment: { tenant: 'evil.example/' } },
    code: 'invalid_configuration',
    names: ['tenant'],
  },
  {
    what: 'a setting that is an object',
    operation: CREATE,
    body: { connector_type: 'echo', credentials, environment: { tenant: { a: 1 } } },
    code: 'invalid_configuration',
    names: ['tenant'],
  },
  ...[
    ['no URL', 'acme', 'URL'],
    ['a number', 7, 'base_url'],
    ['an empty text', '', 'URL'],
    ['another scheme', 'ftp://127.0.0.1/', 'https://'],
    ['a script', 'javascript:alert(1)', 'https://'],
    ['a query', 'http://127.0.0.1:9/?a=1', 'query'],
    ['a fragment', 'http://127.0.0.1:9/#a', 'fragment'],
    ['a password', 'http://user:bad-input-secret@127.0.0.1:9/', 'user name or password'],
    ['a backslash', 'http://127.0.0.1:9\\@evil.example/', 'backslash'],
    ['a space', 'http://127.0.0.1:9/ a', 'space'],
    ['braces', 'http://{tenant}.example/', 'braces'],
  ].map(
    ([what, base_url, named]): Case => ({
      what: `a base_url with ${what}`,
      operation: CREATE,
      body: { ...echo, environment: { base_url } },
      code: 'invalid_configuration',
      names: [String(named)],
      hides: SECRET,
    }),
  ),
  {
    what: 'credentials of no option',
    operation: UPDATE,
    id: ({ connector }) => connector,
    body: { credentials: { secret: 'bad-input-secret' } },
    code: 'invalid_credentials',
    names: ['secret', ...OPTIONS],
    hides: SECRET,
  },
  {
    what: 'an unknown setting',
    operation: UPDATE,
    id: ({ connector }) => connector,
    body: { replication_config: { start_dat: '2024' } },
    code: 'invalid_configuration',
    names: ['start_dat', 'start_date'],
  },
  {
    what: 'a setting that moves the connector without its credentials',
    operation: UPDATE,
    id: ({ moved }) => moved,
    body: { replication_config: { tenant: 'elsewhere' } },
    code: 'invalid_configuration',
    names: ['https://elsewhere.echo.example', 'https://acme.echo.example', 'credentials'],
  },
  {
    what: 'removing a setting it needs',
    operation: UPDATE,
    id: ({ moved }) => moved,
    body: { replication_config: { tenant: null } },
    code: 'invalid_configuration',
    names: ['tenant'],
  },
]

const executions: Case[] = [
  {
    what: 'an unknown entity',
    body: { entity: 'thing', action: 'list' },
    code: 'unknown_operation',
    names: ['thing', 'things'],
  },
  {
    what: 'an unknown action',
    body: { entity: 'things', action: 'lst' },
    code: 'unknown_operation',
    names: ['lst', 'list'],
  },
  {
    what: 'the entity __proto__',
    body: { entity: '__proto__', action: 'list' },
    code: 'unknown_operation',
    names: ['__proto__', 'things'],
  },
  {
    what: 'the action constructor',
    body: { entity: 'things', action: 'constructor' },
    code: 'unknown_operation',
    names: ['constructor', 'list'],
  },
  {
    what: 'an unknown parameter',
    body: { entity: 'things', action: 'list', params: { limt: 1 } },
    code: 'invalid_params',
    names: ['limt', 'limit'],
  },
  {
    what: 'a missing parameter',
    body: { entity: 'things', action: 'get' },
    code: 'invalid_params',
    names: ['id'],
  },
  {
    what: 'a path parameter that leaves its segment',
    body: { entity: 'things', action: 'get', params: { id: '..' } },
    code: 'invalid_params',
    names: ['id'],
  },
  {
    what: 'an empty path parameter',
    body: { entity: 'things', action: 'get', params: { id: '' } },
    code: 'invalid_params',
    names: ['id'],
  },
  {
    what: 'a list of lists in a path',
    body: { entity: 'things', action: 'get', params: { id: [[1]] } },
    code: 'invalid_params',
    names: ['id'],
  },
  {
    what: 'a header with a line break',
    body: { entity: 'things', action: 'list', params: { note: 'a\r\nx: y' } },
    code: 'invalid_params',
    names: ['note'],
  },
  {
    what: 'a parameter called constructor',
    body: '{"entity":"things","action":"list","params":{"constructor":1}}',
    code: 'invalid_params',
    names: ['constructor'],
  },
].map((one) => ({ operation: EXECUTE, id: ({ connector }: Made) => connector, ...one }) as Case)

const characters: Case[] = [
  {
    what: 'NUL in a body',
    operation: MINT,
    body: { workspace_name: 'a\0b' },
    code: 'invalid_request',
    names: ['NUL'],
  },
  {
    what: 'NUL in a key',
    operation: EXECUTE,
    id: ({ connector }) => connector,
    body: { entity: 'things', action: 'list', params: { 'a\0': 1 } },
    code: 'invalid_request',
    names: ['NUL'],
  },
  {
    what: 'half a surrogate pair',
    operation: MINT,
    body: '{"workspace_name":"a\\ud800"}',
    code: 'invalid_request',
    names: ['surrogate'],
  },
  {
    what: 'half a surrogate pair deep inside',
    operation: CREATE,
    body: '{"connector_type":"echo","credentials":{"token":"\\uDFFF"}}',
    code: 'invalid_request',
    names: ['surrogate'],
  },
  {
    what: 'NUL in a connector name',
    operation: CREATE,
    body: { ...echo, name: 'a\0' },
    code: 'invalid_request',
    names: ['NUL'],
    hides: SECRET,
  },
  {
    what: 'NUL in a query',
    operation: 'listWorkspaces',
    query: 'name_contains=%00',
    code: 'invalid_request',
    names: ['query.name_contains', 'NUL'],
  },
  {
    what: 'bytes that are no UTF-8 in a query',
    operation: 'listConnectors',
    query: 'workspace_name=a%FF',
    code: 'invalid_request',
    names: ['query.workspace_name'],
  },
  {
    what: 'a broken escape in a query',
    operation: 'listConnectors',
    query: 'workspace_name=a%zz',
    code: 'invalid_request',
    names: ['query.workspace_name'],
  },
  {
    what: '65 levels of lists',
    operation: MINT,
    body: `{"workspace_name":${'['.repeat(65)}${']'.repeat(65)}}`,
    code: 'invalid_request',
    names: ['64'],
  },
  {
    what: '100,000 levels of objects',
    operation: CREATE,
    body: `{"credentials":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
    code: 'invalid_request',
    names: ['64'],
  },
  {
    what: '500,000 open brackets',
    operation: MINT,
    body: '['.repeat(500_000),
    code: 'invalid_request',
    names: ['64'],
  },
  ...[
    '{"__proto__":{"workspace_name":"a"}}',
    '{"workspace_name":"a","constructor":{"prototype":{"x":1}}}',
  ].map(
    (body): Case => ({ what: body, operation: MINT, body, code: 'malformed_json', names: ['prototype'] }),
  ),
  {
    what: 'a field called constructor',
    operation: MINT,
    body: { workspace_name: 'a', constructor: 1 },
    code: 'invalid_request',
    names: ['body.constructor'],
  },
  {
    what: 'a huge number',
    operation: MINT,
    body: '{"workspace_name":"a","expires_in":1e400}',
    code: 'invalid_request',
    names: ['body.expires_in'],
  },
  {
    what: 'an integer that loses digits',
    operation: MINT,
    body: '{"workspace_name":"a","expires_in":9007199254740993}',
    code: 'invalid_request',
    names: ['body.expires_in'],
  },
  {
    what: 'a numeric credential that loses digits',
    operation: CREATE,
    body: '{"connector_type":"echo","credentials":{"token":12345678901234567890}}',
    code: 'invalid_request',
    names: ['body.credentials.token', 'text'],
    hides: ['1234567890123456'],
  },
  {
    what: 'a credential that is no number at all',
    operation: CREATE,
    body: '{"connector_type":"echo","credentials":{"token":1e999}}',
    code: 'invalid_request',
    names: ['body.credentials.token'],
  },
  {
    what: 'a secret left unquoted',
    operation: CREATE,
    body: '{"credentials": {"token": bad-input-secret-very-long}, "connector_type": "echo"}',
    code: 'malformed_json',
    names: ['JSON'],
    hides: ['bad-i', 'secret'],
  },
  {
    what: 'a secret after a fault',
    operation: 'createApplicationToken',
    token: 'none',
    body: '{"client_id": x, "client_secret": "bad-input-secret"}',
    code: 'malformed_json',
    names: ['JSON'],
    hides: ['bad-i'],
  },
]

const queries: Case[] = [
  ...['0', '101', '-1', '1.5', 'x', '1e400', '', '99999999999999999999'].map(
    (limit): Case => ({
      what: `limit=${limit}`,
      operation: 'listWorkspaces',
      query: `limit=${limit}`,
      code: 'invalid_request',
      names: ['query.limit'],
    }),
  ),
  ...['x', '', '%00', NOBODY, 'e30', Buffer.from(`${NOBODY}'`).toString('base64url'), 'a'.repeat(1024)].map(
    (cursor): Case => ({
      what: `the cursor ${cursor.slice(0, 40)}`,
      operation: 'listWorkspaces',
      query: `cursor=${cursor}`,
      code: 'invalid_request',
      names: ['query.cursor'],
    }),
  ),
  {
    what: 'a cursor that is too long',
    operation: 'listWorkspaces',
    query: `cursor=${'a'.repeat(1025)}`,
    code: 'invalid_request',
    names: ['query.cursor'],
  },
  {
    what: 'limit given twice',
    operation: 'listWorkspaces',
    query: 'limit=1&limit=2',
    code: 'invalid_request',
    names: ['query.limit'],
  },
  {
    what: 'name_contains given twice',
    operation: 'listWorkspaces',
    query: 'name_contains=a&name_contains=b',
    code: 'invalid_request',
    names: ['query.name_contains'],
  },
  {
    what: 'workspace_name given twice',
    operation: 'listConnectors',
    query: 'workspace_name=a&workspace_name=a',
    code: 'invalid_request',
    names: ['query.workspace_name'],
  },
  {
    what: 'a status that does not exist',
    operation: 'listWorkspaces',
    query: 'status=deleted',
    code: 'invalid_request',
    names: ['query.status', 'active, inactive'],
  },
  {
    what: 'a definition that is no UUID',
    operation: 'listConnectors',
    query: 'definition_id=github',
    code: 'invalid_request',
    names: ['query.definition_id', 'UUID'],
  },
  {
    what: 'use_global=yes',
    operation: 'listTemplates',
    query: 'use_global=yes',
    code: 'invalid_request',
    names: ['query.use_global', 'boolean'],
  },
  {
    what: 'tags_mode=none',
    operation: 'listTemplates',
    query: 'tags_mode=none',
    code: 'invalid_request',
    names: ['query.tags_mode', 'all, any'],
  },
  ...['__proto__', 'constructor', 'toString'].map(
    (name): Case => ({
      what: `the parameter ${name}`,
      operation: 'listWorkspaces',
      query: `${name}=1`,
      code: 'invalid_request',
      names: [`query.${name}`],
    }),
  ),
  {
    what: 'a search of 256 characters',
    operation: 'listWorkspaces',
    query: `name_contains=${'a'.repeat(256)}`,
    code: 'invalid_request',
    names: ['query.name_contains', '255'],
  },
]

const contentTypes: Case[] = [
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    'nonsense',
  ].map(
    (type): Case => ({
      what: `a body of ${type}`,
      operation: MINT,
      body: '{"workspace_name":"a"}',
      headers: { 'content-type': type },
      code: 'unsupported_media_type',
      names: ['application/json'],
    }),
  ),
  { what: 'an empty body', operation: MINT, body: '', code: 'invalid_request', names: ['body'] },
  { what: 'no body and no content type', operation: MINT, code: 'invalid_request', names: ['body'] },
  { what: 'a body of spaces', operation: MINT, body: '   ', code: 'malformed_json', names: ['JSON'] },
  {
    what: 'a body of 1 MiB and a byte',
    operation: MINT,
    body: JSON.stringify({ workspace_name: 'a'.repeat(1_048_576 - 20) }),
    code: 'body_too_large',
    names: ['1 MiB'],
  },
  {
    what: 'a body of 3 MiB',
    operation: CREATE,
    body: JSON.stringify({ ...echo, replication_config: { start_date: 'x'.repeat(3_000_000) } }),
    code: 'body_too_large',
    names: ['1 MiB'],
    hides: SECRET,
  },
  {
    what: 'a body that says it is compressed',
    operation: MINT,
    body: '\u001f',
    headers: { 'content-encoding': 'gzip' },
    code: 'malformed_json',
    names: ['JSON'],
  },
]

const tokens: Case[] = [
  ...[
    'x',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    'Bearer a b',
    'Bearer x,y',
    'Bearer x.y.z',
    'bearer',
    `Bearer ${'a'.repeat(8000)}`,
    'Bearer eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.',
    'Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6IngifQ.e30.AAAA',
  ].map(
    (authorization): Case => ({
      what: `authorization ${authorization.slice(0, 40)}`,
      operation: 'listWorkspaces',
      token: 'none',
      headers: { authorization },
      code: 'unauthenticated',
      names: ['oken'],
      hides: ['aaaaaaaa', 'e30'],
    }),
  ),
  {
    what: 'no token',
    operation: EXECUTE,
    id: NOBODY,
    token: 'none',
    body: { entity: 'a', action: 'b' },
    code: 'unauthenticated',
    names: ['Bearer'],
  },
  {
    what: 'no token and a bad body: the token comes first',
    operation: MINT,
    token: 'none',
    body: '{',
    code: 'unauthenticated',
    names: ['Bearer'],
  },
  {
    what: 'an organization that is no id',
    operation: 'listWorkspaces',
    headers: { 'x-organization-id': 'acme' },
    code: 'organization_mismatch',
    names: ['X-Organization-Id'],
  },
  {
    what: 'a wrong secret',
    operation: 'createApplicationToken',
    token: 'none',
    body: { client_id: 'nobody', client_secret: 'bad-input-secret' },
    code: 'invalid_client',
    names: ['client id', 'secret'],
    hides: SECRET,
  },
  {
    what: 'no secret',
    operation: 'createApplicationToken',
    token: 'none',
    body: { client_id: 'nobody' },
    code: 'invalid_request',
    names: ['body.client_secret', 'required'],
  },
  {
    what: 'a secret that is a number',
    operation: 'createApplicationToken',
    token: 'none',
    body: { client_id: 'nobody', client_secret: 12345678 },
    code: 'invalid_request',
    names: ['body.client_secret', 'string'],
    hides: ['12345678'],
  },
]

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'malformed JSON': malformed,
  'a body that is no object': noObject,
  'bad names': nameCases,
  'wrong types': wrongTypes,
  'unknown fields': unknownFields,
  'what does not exist': notFound,
  configurations: configuration,
  executions,
  characters,
  queries,
  'content types and sizes': contentTypes,
  tokens,
}

for (const engine of engines) {
  describe(`bad input on ${engine.name}`, () => {
    let scene: Scene
    let made: Made
    let rows: Record<string, number> | undefined
    let counted: unknown
    before(async () => {
      scene = await openScene(engine)
      const elsewhere = await scene.connect({ environment: { tenant: 'acme' } })
      made = { workspace: scene.workspace_id, connector: await scene.connect(), moved: elsewhere }
      counted = await count()
      rows = scene.house.store.postgres && countRows(await readTables(scene.house.store))
    })
    after(async () => {
      await scene?.close()
      await engine.close()
    })

    /** What a caller can see of everything that could have been written. */
    async function count() {
      const stats = await scene.house.call('GET', `${WORKSPACES}/stats`, { token: scene.tenant.token })
      const listed = await scene.house.call('GET', CONNECTORS, { token: scene.scoped })
      const inDefault = await scene.house.call('GET', CONNECTORS, { token: scene.tenant.token })
      return [stats.body, listed.body, inDefault.body]
    }

    function send(one: Case): Promise<Answer> {
      const { method, path, callers } = operationOf(one.operation as OperationId)
      const id = typeof one.id === 'function' ? one.id(made) : one.id
      const kind =
        one.token ?? (callers !== 'anyone' && callers.includes('scoped') ? 'scoped' : 'application')
      const tokens = { application: { token: scene.tenant.token }, scoped: { token: scene.scoped }, none: {} }
      return scene.house.call(
        method,
        path.replace(/\{\w+\}/, id ?? '') + (one.query ? `?${one.query}` : ''),
        {
          ...tokens[kind],
          ...(one.body !== undefined && { body: one.body }),
          ...(one.headers && { headers: one.headers }),
        },
      )
    }

    for (const [group, cases] of Object.entries(CASES)) {
      describe(group, () => {
        for (const one of cases) {
          test(`${one.operation}: ${one.what.slice(0, 80)} is ${one.code}`, async () => {
            const answer = await send(one)
            assertNames(answer, one.code, one.operation as OperationId, one.names ?? [])
            for (const hidden of one.hides ?? []) assert.ok(!answer.text.includes(hidden), answer.text)
            assert.ok(answer.text.length < 4_000, `${answer.text.length} characters`)
          })
        }

        test('nothing was written', async () => assert.deepEqual(await count(), counted))
      })
    }

    test('several faults are all named', async () => {
      const answer = await send({
        what: '',
        operation: MINT,
        code: 'invalid_request',
        body: { workspace_name: 1, expires_in: 'x', zzz: 1 },
      })
      assertNames(answer, 'invalid_request', MINT, ['body.workspace_name'])
      assert.deepEqual(answer.body.errors.map(({ field }: { field: string }) => field).sort(), [
        'body.expires_in',
        'body.workspace_name',
        'body.zzz',
      ])
    })

    test('a thousand faults are cut short', async () => {
      const body = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`field_${index}`, 1]))
      const answer = await send({ what: '', operation: MINT, code: 'invalid_request', body })
      assertError(answer, 'invalid_request', MINT)
      assert.ok(answer.text.length < 20_000, `${answer.text.length} characters`)
    })

    const routes: [string, string][] = [
      ['GET', `${API}/nothing`],
      ['GET', '/'],
      ['GET', `${API}/workspaces/a/b`],
      ['PATCH', WORKSPACES],
      ['POST', WORKSPACES],
      ['DELETE', WORKSPACES],
      ['OPTIONS', WORKSPACES],
      ['PROPFIND', WORKSPACES],
      ['GET', `${APPLICATIONS}/token`],
      ['GET', `${WORKSPACES}/%`],
      ['GET', `${WORKSPACES}/%zz`],
      ['GET', `${WORKSPACES}/%ff`],
      ['GET', `${CONNECTORS}/%c0%ae%c0%ae`],
      ['GET', `${DEFINITIONS}/${'a'.repeat(1025)}`],
      ['GET', `${TEMPLATES}/${'a'.repeat(8000)}`],
      ['GET', `${API}//workspaces`],
      ['GET', `${API}/Workspaces`],
    ]
    for (const [method, path] of routes) {
      test(`${method} ${path.slice(0, 80)} is no operation`, async () => {
        const text = await sendBytes(
          scene.house.server.url,
          `${method} ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${scene.tenant.token}\r\nconnection: close\r\n\r\n`,
        )
        const answer = parseAnswer(text)
        assertError(answer, 'route_not_found')
        assert.ok(answer.body.message.includes('path'), answer.text)
      })
    }

    test('HEAD answers 404 without a body', async () => {
      const answer = await scene.house.call('HEAD', WORKSPACES, { token: scene.tenant.token })
      assert.deepEqual([answer.status, answer.text], [404, ''])
    })

    const bytes: [string, string | Buffer][] = [
      ['no HTTP', 'hello\r\n\r\n'],
      ['TLS', Buffer.from('16030100a5010000a10303', 'hex')],
      ['a header line without a colon', 'GET / HTTP/1.1\r\nhost x\r\n\r\n'],
      ['headers of 100 KiB', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`],
      ['two lengths', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
      [
        'a length and chunks',
        'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      ],
      ['a chunk that is no number', 'POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
      ['a bare line feed in a header', 'GET / HTTP/1.1\r\nhost: x\r\na: b\nc: d\r\n\r\n'],
    ]
    for (const [what, sent] of bytes) {
      test(`${what} is malformed_request`, async () => {
        const answer = parseAnswer(await sendBytes(scene.house.server.url, sent))
        assertError(answer, 'malformed_request')
      })
    }

    const raw = (lines: string[], body: Buffer | string) => {
      const bytes = Buffer.from(body as string)
      return sendBytes(
        scene.house.server.url,
        Buffer.concat([
          Buffer.from(
            `${lines.join('\r\n')}\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ${scene.tenant.token}\r\ncontent-length: ${bytes.length}\r\n\r\n`,
          ),
          Buffer.isBuffer(body) ? body : bytes,
        ]),
      )
    }

    test('a body that is no UTF-8 is refused, never stored as something else', async () => {
      const body = Buffer.concat([
        Buffer.from('{"workspace_name":"a'),
        Buffer.from([0xff]),
        Buffer.from('"}'),
      ])
      const answer = parseAnswer(
        await raw([`POST ${APPLICATIONS}/scoped-token HTTP/1.1`, 'content-type: application/json'], body),
      )
      assertNames(answer, 'malformed_json', MINT, ['UTF-8'])
      assert.deepEqual(await count(), counted)
    })

    test('a byte order mark and a charset are taken', async () => {
      for (const type of [
        'application/json; charset=utf-8',
        'Application/JSON',
        'application/json;charset=UTF-8',
      ]) {
        const answer = parseAnswer(
          await raw(
            [`POST ${APPLICATIONS}/scoped-token HTTP/1.1`, `content-type: ${type}`],
            '\ufeff{"workspace_name":"scene"}',
          ),
        )
        assert.equal(answer.status, 200, answer.text)
      }
    })

    test('DELETE with a content type and no body deletes', async () => {
      const id = await scene.connect()
      const answer = await scene.house.call('DELETE', `${CONNECTORS}/${id}`, {
        token: scene.scoped,
        headers: { 'content-type': 'application/json' },
      })
      assert.equal(answer.status, 202, answer.text)
    })

    for (const body of ['{}', 'null', '{"a":1}']) {
      test(`DELETE with the body ${body} deletes: the body of an operation without one does not matter`, async () => {
        const id = await scene.connect()
        const answer = await scene.house.call('DELETE', `${CONNECTORS}/${id}`, { token: scene.scoped, body })
        assert.equal(answer.status, 202, answer.text)
      })
    }

    for (const [body, type, code] of [
      ['{', 'application/json', 'malformed_json'],
      ['x', 'text/plain', 'unsupported_media_type'],
      [`"${'a'.repeat(1_048_576)}"`, 'application/json', 'body_too_large'],
    ] as const) {
      test(`DELETE with a bad body is ${code}, and deletes nothing`, async () => {
        const answer = await scene.house.call('DELETE', `${CONNECTORS}/${made.connector}`, {
          token: scene.scoped,
          body,
          headers: { 'content-type': type },
        })
        assertError(answer, code, 'deleteConnector')
        assert.deepEqual(await count(), counted)
      })
    }

    test('a client that sends half a body and leaves does no harm', async () => {
      const text = await sendBytes(
        scene.house.server.url,
        `POST ${APPLICATIONS}/scoped-token HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${scene.tenant.token}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"workspace_name":"half"`,
        200,
      )
      assert.equal(text, '')
      assert.deepEqual(await count(), counted)
    })

    test('no table has a row more than before', async () => {
      if (rows !== undefined) assert.deepEqual(countRows(await readTables(scene.house.store)), rows)
    })

    test('nothing was logged as an error of the server', () => {
      const failures = scene.house.log.filter((line) => JSON.parse(line).level >= 50)
      assert.deepEqual(failures, [])
    })
  })
}
