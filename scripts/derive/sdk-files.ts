import { readFileSync } from 'node:fs'
import * as applications from '@bulkhead/contract/applications'
import * as audit from '@bulkhead/contract/audit'
import * as checks from '@bulkhead/contract/checks'
import * as connect from '@bulkhead/contract/connect/sessions'
import * as connectors from '@bulkhead/contract/connectors'
import { ERRORS } from '@bulkhead/contract/errors'
import { LIST_ACTIONS } from '@bulkhead/contract/executions'
import * as grants from '@bulkhead/contract/grants'
import { getIdempotency, getSuccess, type OperationShape } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import * as organizations from '@bulkhead/contract/organizations'
import { PersonItem } from '@bulkhead/contract/people'
import { AccessReviewItem } from '@bulkhead/contract/people/access-review'
import { AgentClient } from '@bulkhead/contract/people/agent-clients'
import { AgentGrant } from '@bulkhead/contract/people/agents'
import { InvitationItem } from '@bulkhead/contract/people/invitations'
import { Provider } from '@bulkhead/contract/people/providers'
import { WorkspaceMember } from '@bulkhead/contract/people/roles'
import { Domain } from '@bulkhead/contract/people/sign-in'
import * as templates from '@bulkhead/contract/templates'
import * as toolCalls from '@bulkhead/contract/tool-calls'
import { DEFAULT_URL, SDK_VARIABLES } from '@bulkhead/contract/values/environment'
import { DEFAULT_WORKSPACE } from '@bulkhead/contract/values/workspace-name'
import * as webhooks from '@bulkhead/contract/webhooks'
import * as workspaces from '@bulkhead/contract/workspaces'
import type { Definition, JsonSchema } from '@bulkhead/engine'
import { declareDefinition, documented, indented, printMembers, printType } from '@bulkhead/engine/declare'

const FOLDER = 'packages/sdk/src/generated'
const MANIFEST = new URL('../../packages/sdk/package.json', import.meta.url)
const MODULES = [
  workspaces,
  connectors,
  connect,
  checks,
  toolCalls,
  audit,
  applications,
  webhooks,
  organizations,
  templates,
  grants,
  // Other schemas about people belong to browser sessions.
  {
    PersonItem,
    InvitationItem,
    WorkspaceMember,
    AccessReviewItem,
    Provider,
    Domain,
    AgentClient,
    AgentGrant,
  },
]
/** Schema names that the SDK changes, because it has a class of the same name. */
const RENAMED: Record<string, string> = { Organization: 'OrganizationItem', Branding: 'BrandingItem' }
/**
 * Writes without an idempotency key that are safe to repeat: another token does no harm, and a workspace of the name is
 * created only once.
 */
const REPEATABLE: ReadonlySet<string> = new Set(['createScopedToken'])

/** A definition of the catalog, by the name of its folder. */
interface CatalogDefinition {
  readonly slug: string
  readonly definition: Definition
}

/** The files of the SDK that derive from the contract and from the catalog, by path. */
export function sdkFiles(catalog: readonly CatalogDefinition[]): Record<string, string> {
  return { [`${FOLDER}/api.ts`]: apiFile(), ...connectorFiles(catalog) }
}

/** Types, routes and error codes of the API, so that the SDK needs neither the contract nor its schema library. */
function apiFile(): string {
  const models = MODULES.flatMap((module) => Object.entries(module))
    .filter(([, value]) => isObjectSchema(value))
    .map(([name, schema]) => [RENAMED[name] ?? name, schema as JsonSchema] as const)
  const byText = new Map(models.map(([name, schema]) => [toText(schema), name]))
  const getName = (schema: JsonSchema) => byText.get(toText(schema))
  // Operations below `/api` for people are included, because the web app calls them with this client. Operations below
  // `/auth` are only for the browser itself.
  const served = operations.filter(({ operationId, callers, path }) =>
    callers === 'anyone'
      ? operationId === 'createApplicationToken'
      : callers.some((caller) => caller !== 'connect' && (caller !== 'person' || path.startsWith('/api/'))),
  )
  const interfaces = models.map(([name, schema]) =>
    documented(getDescription(schema), `export interface ${name} ${printMembers(schema, getName)}`),
  )
  const members = served.map((operation) => {
    const { operationId, summary, params, query, body } = operation
    const parts = { path: params, query, body, output: getSuccess(operation).schema }
    const lines = Object.entries(parts)
      .filter(([, schema]) => schema !== undefined)
      .map(([part, schema]) => `${part}: ${printType(schema as unknown as JsonSchema, getName)}`)
    return documented(`${summary}.`, `${operationId}: {\n${lines.join('\n')}\n}`)
  })
  const routes = served.map(
    (operation) =>
      `${operation.operationId}: ['${operation.method}', '${operation.path}', '${getRepeat(operation)}'],`,
  )
  const variables = Object.entries(SDK_VARIABLES).map(([option, name]) => `${option}: '${name}',`)
  const { version } = JSON.parse(readFileSync(MANIFEST, 'utf8'))
  const codes = Object.keys(ERRORS).map((code) => `| '${code}'`)
  return `${indented(
    [
      '// Derived from `packages/contract/src` by `npm install` and `npm test`; do not edit.',
      ...interfaces,
      documented(
        'What each operation takes and gives, by its id.',
        `export interface Operations {\n${members.join('\n')}\n}`,
      ),
      documented(
        'Method, path template, and whether a request whose reply was lost may be sent again: `freely`, `with a key` that makes it happen once, or `never`.',
        `export const ROUTES = {\n${routes.join('\n')}\n} as const`,
      ),
      documented(
        'Actions that a read-only grant allows.',
        `export const READ_ACTIONS = ${printTuple(grants.READ_ACTIONS)}`,
      ),
      documented(
        'Actions whose result is a list of records, in pages.',
        `export const LIST_ACTIONS = ${printTuple(LIST_ACTIONS)}`,
      ),
      documented(
        'The most that one part of a grant may list.',
        `export const MOST_GRANTED = ${grants.MOST_GRANTED}`,
      ),
      documented(
        'Variables of the environment, by the option that each stands in for.',
        `export const SDK_VARIABLES = {\n${variables.join('\n')}\n} as const`,
      ),
      documented('Version of this package.', `export const SDK_VERSION = '${version}'`),
      documented(
        'Where a server is looked for when nobody says.',
        `export const DEFAULT_URL = '${DEFAULT_URL}'`,
      ),
      documented(
        'The workspace that is meant where none is named.',
        `export const DEFAULT_WORKSPACE = '${DEFAULT_WORKSPACE}'`,
      ),
      documented(
        'Codes of the errors that the server answers; see docs/reference/errors.md.',
        `export type ErrorCode =\n${codes.join('\n')}`,
      ),
    ].join('\n\n'),
  )}\n`
}

function printTuple(texts: Iterable<string>): string {
  return `[${[...texts].map((text) => `'${text}'`).join(', ')}] as const`
}

function getRepeat(operation: OperationShape): 'freely' | 'with a key' | 'never' {
  if (operation.method === 'GET' || operation.callers === 'anyone') return 'freely'
  if (getIdempotency(operation) !== 'none') return 'with a key'
  return operation.audit === null || REPEATABLE.has(operation.operationId) ? 'freely' : 'never'
}

/** Generates a file of types for each catalog document, and the interface that lists them by slug. */
function connectorFiles(catalog: readonly CatalogDefinition[]): Record<string, string> {
  const declared = catalog.map(({ slug, definition }) => ({ slug, ...declareDefinition(definition) }))
  const files = declared.map(({ slug, code }) => [
    `${FOLDER}/connectors/${slug}.ts`,
    `// Derived from \`packages/catalog/${slug}/connector.yaml\`; do not edit.\n\n${code}\n`,
  ])
  const imports = declared.map(({ slug, name }) => `import type { ${name} } from './connectors/${slug}.ts'`)
  const members = declared.map(({ slug, name }) => `  ${JSON.stringify(slug)}: ${name}`)
  const list = `// Derived from the documents of \`packages/catalog\`; do not edit.
${imports.join('\n')}

/**
 * The types of connectors that are known by slug. \`bulkhead generate types\` adds those of your own documents
 * by declaring more members of this interface.
 */
export interface Connectors {
${members.join('\n')}
}
`
  return Object.fromEntries([...files, [`${FOLDER}/connectors.ts`, list]])
}

function isObjectSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'properties' in value && !('operationId' in value)
}

function toText(schema: JsonSchema): string {
  const { description: _said, type: _object, ...rest } = schema
  return JSON.stringify(rest)
}

function getDescription({ description }: JsonSchema): string | undefined {
  return typeof description === 'string' ? description : undefined
}
