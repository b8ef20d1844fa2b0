import { CALLERS, type Caller, type OperationShape } from '@bulkhead/contract/operation'
import type { Reference } from '@bulkhead/contract/values/shapes'
import { addImport, addImportedNames, getImport } from './add-import.ts'

/** Command-line options for a new operation. None has a default, as in the contract. */
export interface NewOperation {
  /** Operation id, which is also the name of its value in the contract and of its handler. */
  readonly id: string
  /** Name of the contract's file and of the handler's folder, such as `workspaces`. */
  readonly resource: string
  readonly method: OperationShape['method']
  readonly path: string
  readonly callers: readonly Caller[]
  readonly audit: string | null
}

/** Function that reads a file of the repository. It returns undefined if the file does not exist. */
export type Read = (path: string) => string | undefined

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const
const REFERENCES: readonly Reference[] = [
  'organization',
  'workspace',
  'application',
  'secret',
  'connector',
  'definition',
  'template',
  'person',
  'tool_call',
  'session',
]
const OPERATIONS = 'packages/contract/src/operations.ts'
const HANDLERS = 'packages/server/src/operations/handlers.ts'
const SAMPLES = 'packages/testing/src/http-matrix/samples.ts'

/** Reads the options of a new operation. @throws Error that describes the invalid option. */
export function readNewOperation(said: Readonly<Record<string, string | undefined>>): NewOperation {
  const { id = '', resource = '', method = 'GET', path = '', callers = '', audit } = said
  if (!/^[a-z]+([A-Z][A-Za-z]*)+$/.test(id)) throw new Error(`${id} is no name such as archiveWorkspace.`)
  if (!/^[a-z]+(-[a-z]+)*$/.test(resource)) throw new Error(`${resource} is no resource such as tool-calls.`)
  const known = METHODS.find((one) => one === method)
  if (known === undefined) throw new Error(`${method} is none of ${METHODS.join(', ')}.`)
  if (!/^\/api\/v1(\/[a-z0-9-]+|\/\{[a-z_]+\})+$/.test(path)) {
    throw new Error(`${path} is no path such as /api/v1/workspaces/{workspace_id}.`)
  }
  const kinds = callers.split(',').map((name) => {
    const kind = CALLERS.find((one) => one === name)
    if (kind === undefined) throw new Error(`${name} is none of ${CALLERS.join(', ')}.`)
    return kind
  })
  if (known !== 'GET' && audit === undefined) {
    throw new Error('Say what is recorded: --audit workspace.archived, or --audit none.')
  }
  const event = audit === undefined || audit === 'none' ? null : audit
  if (event !== null && !/^[a-z_]+\.[a-z_]+$/.test(event)) throw new Error(`${event} is no event.`)
  return { id, resource, method: known, path, callers: kinds, audit: event }
}

/**
 * Writes an operation that returns the caller's organization. It compiles, is served and has a row of the isolation
 * matrix at once. Its test fails until somebody replaces it.
 *
 * @returns Files to write, by path.
 * @throws Error if the operation exists, or a file has an unexpected form.
 */
export function scaffoldOperation(operation: NewOperation, read: Read): Readonly<Record<string, string>> {
  const { id, resource } = operation
  const name = kebab(id)
  const contract = `packages/contract/src/${resource}.ts`
  const handler = `packages/server/src/operations/${resource}/${name}.ts`
  const test = `packages/server/test/${resource}/${name}.test.ts`
  for (const path of [handler, test]) {
    if (read(path) !== undefined) throw new Error(`${path} is there already.`)
  }
  const demand = (path: string) => {
    const text = read(path)
    if (text === undefined) throw new Error(`There is no ${path}.`)
    return text
  }
  const before = read(contract)
  if (before?.includes(`export const ${id} =`)) throw new Error(`${contract} has ${id} already.`)
  return {
    [contract]: withOperation(before ?? resourceFile(resource), operation),
    ...(before === undefined && { [OPERATIONS]: withResource(demand(OPERATIONS), resource) }),
    [handler]: handlerFile(operation),
    [HANDLERS]: withHandler(demand(HANDLERS), id, `./${resource}/${name}.ts`),
    [SAMPLES]: withSample(demand(SAMPLES), id),
    [test]: testFile(operation),
  }
}

/** Converts `deleteOAuthCredentials` to `delete-oauth-credentials`. */
function kebab(id: string): string {
  return id.replaceAll('OAuth', 'Oauth').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function withOperation(text: string, { id, method, path, callers, audit }: NewOperation): string {
  const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, place = '']) => {
    const reference = REFERENCES.find((one) => place === `${one}_id`)
    return `${place}: ${reference === undefined ? 'Type.String({ minLength: 1 })' : `PathId('${reference}')`}`
  })
  const lines = [
    `  operationId: '${id}',`,
    `  method: '${method}',`,
    `  path: '${path}',`,
    '  tag,',
    `  summary: '${words(id)}',`,
    `  callers: [${callers.map((kind) => `'${kind}'`).join(', ')}],`,
    `  audit: ${audit === null ? 'null' : `'${audit}'`},`,
    ...(places.length > 0 ? [`  params: Shape({ ${places.join(', ')} }),`] : []),
    // The body has no fields: if a caller sends one, the server rejects it as unknown.
    ...(method === 'POST' || method === 'PUT' ? ['  body: Shape({}),'] : []),
    "  responses: { 200: Shape({ organization_id: Id('organization') }) },",
    '  errors: [],',
  ]
  const value = `export const ${id} = operation({\n${lines.join('\n')}\n})\n`
  const used = ['Id', 'Shape', ...(value.includes('PathId(') ? ['PathId'] : [])]
  let imported = addImportedNames(text, used, './values/shapes.ts')
  if (value.includes('Type.')) imported = addImportedNames(imported, ['Type'], 'typebox')
  return `${imported.trimEnd()}\n\n${value}`
}

function resourceFile(resource: string): string {
  return `import { operation } from './operation.ts'\n\nconst tag = '${words(camel(resource))}'\n`
}

function withResource(text: string, resource: string): string {
  const from = `./${resource}.ts`
  const withImport = addImport(text, `import * as ${camel(resource)} from '${from}'\n`, from)
  return replaced(
    withImport,
    /(const exported = \{\n[\s\S]*?)(\n\})/,
    `$1\n  ...${camel(resource)},$2`,
    OPERATIONS,
  )
}

function withHandler(text: string, id: string, file: string): string {
  const withImport = addImport(text, getImport([id], file), file)
  return replaced(withImport, /(export const HANDLERS[\s\S]*?)(\n\}\n)/, `$1\n  ${id},$2`, HANDLERS)
}

function withSample(text: string, id: string): string {
  const sample = `  ${id}: { shows: 'organization' },`
  return replaced(text, /(export const SAMPLES[\s\S]*?)(\n\}\n)/, `$1\n${sample}$2`, SAMPLES)
}

function replaced(text: string, pattern: RegExp, by: string, path: string): string {
  if (!pattern.test(text)) throw new Error(`${path} is not as expected: it has no ${pattern}.`)
  return text.replace(pattern, by)
}

function handlerFile({ id, resource }: NewOperation): string {
  const from = `@bulkhead/contract/${resource}`
  const imports = "import type { Handler } from '#operations/handler'\n"
  return `${addImport(imports, `import type { ${id} as operation } from '${from}'\n`, from)}
/** ${words(id)}. */
export const ${id}: Handler<typeof operation> = async (_services, context) => {
  return { organization_id: context.organization }
}
`
}

function testFile({ id, method, path, callers }: NewOperation): string {
  const token = callers.includes('application') ? 'tenant' : "await testServer.mint(tenant, 'acme')"
  return `import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { type TestServer, startTestServer, type Tenant } from '@bulkhead/testing/test-server'

const PATH = '${path}'

for (const engine of engines) {
  describe(\`${id} on \${engine.name}\`, () => {
    let testServer: TestServer
    let tenant: Tenant

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    test('it answers what it is for', async () => {
      const { token } = ${token}
      const { status, text } = await testServer.call('${method}', PATH, { token })
      assert.equal(status, 200, text)
      assert.fail('Say here what ${id} does.')
    })
  })
}
`
}

/** Converts `archiveWorkspace` to `Archive workspace`. */
function words(id: string): string {
  const text = id.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return `${text[0]?.toUpperCase()}${text.slice(1)}`
}

function camel(resource: string): string {
  return resource.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
