import { ERRORS } from '@bulkhead/contract/errors'
import { openApiDocument } from '@bulkhead/contract/openapi'
import { markdownTable } from 'markdown-table'

interface Schema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly description?: string
  readonly deprecated?: boolean
  readonly $ref?: string
}

interface Parameter {
  readonly name: string
  /** Set for headers that many operations take, in place of all others. The page of conventions describes them. */
  readonly $ref?: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema: Schema
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
  readonly description?: string
}

interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content>>
}

/** Maximum depth of nested fields that a page shows. */
const DEEPEST = 3
/** Errors that every operation with an `Idempotency-Key` declares. The page of conventions names them once. */
const IDEMPOTENCY = /^idempotency_/

/**
 * Returns the pages of the HTTP API by path, from the contract.
 *
 * @param introduction Hand-written conventions of all operations. A list of the operations follows.
 */
export function httpPages(introduction: string, version: string): Record<string, string> {
  const { paths, tags, components } = openApiDocument(version) as unknown as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
    readonly tags: readonly { readonly name: string }[]
    readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
  }
  const resolve = (value: unknown) => withoutReferences(value, components.schemas)
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: resolve(operation) as Operation,
    })),
  )
  const groups = tags.map(({ name }) => ({
    name,
    file: `${toSlug(name)}.md`,
    operations: operations.filter(({ operation }) => operation.tags[0] === name),
  }))
  const lists = groups.map(({ name, file, operations }) => {
    const rows = operations.map(({ method, path, operation }) => [
      `[${operation.summary}](http/${file}#${toSlug(operation.summary)})`,
      `\`${method} ${path}\``,
    ])
    return `## ${name}\n\n${markdownTable([['Operation', 'Request'], ...rows])}\n`
  })
  const common = getCommonErrors(operations.map(({ operation }) => operation))
  const known = [...common].map(([name, code]) => `[\`${name}\`](errors.md#${name}) (${code})`)
  const keyed = new Map(
    operations
      .flatMap(({ operation }) => getErrors(operation))
      .filter(({ name }) => IDEMPOTENCY.test(name))
      .map(({ name, code }) => [name, code]),
  )
  const withKey = [...keyed].map(([name, code]) => `[\`${name}\`](errors.md#${name}) (${code})`)
  const always = `Most operations may respond with ${known.join(', ')}, and those that take an \`Idempotency-Key\` with ${withKey.join(', ')}. Their pages name the others.`
  return {
    'docs/reference/http.md': `${introduction}\n${always}\n\n${lists.join('\n')}`,
    ...Object.fromEntries(
      groups.map(({ name, file, operations }) => {
        const sections = operations.map((route) => toSection(route, common))
        const text = `# ${name}\n\n[Conventions and all operations](../http.md).\n\n${sections.join('\n')}`
        return [`docs/reference/http/${file}`, `${text.replace(/\n{3,}/g, '\n\n').trimEnd()}\n`]
      }),
    ),
  }
}

interface Route {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

function toSection({ method, path, operation }: Route, common: ReadonlyMap<string, string>): string {
  const { summary, description = '', parameters = [], requestBody, responses, operationId } = operation
  const taken = parameters
    .filter(({ $ref }) => $ref === undefined)
    .map(({ name, in: place, required, description, schema }) =>
      toRow(name, { ...(description !== undefined && { description }), ...schema }, required === true, place),
    )
  const body = toJson(requestBody)
  const [status, response] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? []
  const made = toJson(response)
  const errors = getErrors(operation)
    .filter(({ name }) => !common.has(name) && !IDEMPOTENCY.test(name))
    .map(({ name, code }) => `[\`${name}\`](../errors.md#${name}) (${code})`)
  return [
    `## ${summary}`,
    `\`${method} ${path}\`, operation \`${operationId}\``,
    description,
    ...toTable('Parameters', ['Name', 'In', 'Type', 'Description'], taken),
    ...toTable('Body', ['Name', 'Type', 'Description'], body === undefined ? [] : getRows(body)),
    ...toTable(
      `Response ${status ?? ''}`,
      ['Name', 'Type', 'Description'],
      made === undefined ? [] : getRows(made, '', 1, false),
    ),
    ...(errors.length === 0 ? [] : [`**Errors:** ${errors.join(', ')}`]),
    '',
  ]
    .filter((part, at, all) => part !== '' || at === all.length - 1)
    .join('\n\n')
}

/** Returns a value of the document with schemas in place of references to them. Examples are left out. */
function withoutReferences(value: unknown, schemas: Readonly<Record<string, Schema>>): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutReferences(item, schemas))
  if (typeof value !== 'object' || value === null) return value
  const { $ref, ...rest } = value as Record<string, unknown>
  const [, name] = /^#\/components\/schemas\/(\w+)$/.exec(String($ref)) ?? []
  // What the schema is for is said where it is used.
  const all = name === undefined ? value : { ...schemas[name], description: undefined, ...rest }
  return Object.fromEntries(
    Object.entries(all)
      .filter(([key, item]) => key !== 'example' && item !== undefined)
      .map(([key, item]) => [key, withoutReferences(item, schemas)]),
  )
}

interface DeclaredError {
  readonly name: string
  readonly code: string
}

function getErrors({ responses }: Operation): DeclaredError[] {
  return Object.entries(responses)
    .filter(([code]) => !code.startsWith('2'))
    .flatMap(([code, { description = '' }]) =>
      [...description.matchAll(/`([a-z_]+)`/g)].map(([, name = '']) => ({ name, code })),
    )
}

/** Returns the errors that most operations declare. The page of conventions lists them once. */
function getCommonErrors(operations: readonly Operation[]): ReadonlyMap<string, string> {
  const all = operations.flatMap(getErrors)
  const count = (name: string) => all.filter((error) => error.name === name).length
  const common = all.filter(({ name }) => count(name) > operations.length * 0.6)
  return new Map(common.map(({ name, code }) => [name, code]))
}

function toTable(title: string, head: string[], rows: string[][]): string[] {
  return rows.length === 0 ? [] : [`### ${title}`, toMarkdown(head, rows)]
}

/** Returns a table whose cells are not padded: one long cell would make every line of the page as long. */
function toMarkdown(head: string[], rows: string[][]): string {
  const isUsed = head.map((_, at) => at === 0 || rows.some((row) => row[at] !== ''))
  const used = [head, ...rows].map((row) => row.filter((_, at) => isUsed[at]))
  return markdownTable(used, { alignDelimiters: false })
}

function toJson(content: Content | undefined): Schema | undefined {
  return content?.content?.['application/json']?.schema
}

/** Returns a row for each field, nested fields included, by dotted path. */
function getRows(schema: Schema, prefix = '', depth = 1, isInput = true): string[][] {
  const object = getObject(schema)
  if (object?.properties === undefined) return []
  return Object.entries(object.properties).flatMap(([name, field]) => {
    const inside = getObject(field.items ?? field)
    const isList = field.items !== undefined || getList(field) !== undefined
    const path = `${prefix}${name}`
    const more =
      inside?.properties !== undefined && depth < DEEPEST
        ? getRows(inside, `${path}${isList ? '[]' : ''}.`, depth + 1, isInput)
        : []
    return [toRow(path, field, isInput && object.required?.includes(name) === true), ...more]
  })
}

/** Returns the object schema of a value that is an object, a list of objects or a nullable object. */
function getObject(schema: Schema): Schema | undefined {
  if (schema.properties !== undefined) return schema
  const list = getList(schema)
  if (list !== undefined) return getObject(list)
  return schema.anyOf?.map(getObject).find((one) => one !== undefined)
}

function getList(schema: Schema): Schema | undefined {
  return schema.items ?? schema.anyOf?.find(({ items }) => items !== undefined)?.items
}

function toRow(name: string, schema: Schema, required: boolean, place?: string): string[] {
  const { description = '', deprecated, default: value } = schema
  const bounds = toBounds(schema)
  const facts = [
    ...(deprecated ? ['Deprecated.'] : []),
    description,
    ...(bounds === '' ? [] : [bounds]),
    ...(value === undefined ? [] : [`Default \`${JSON.stringify(value)}\`.`]),
  ]
  const text = facts.join(' ').replaceAll('\n', ' ').replaceAll('|', '\\|').trim()
  return [
    `\`${name}\`${required ? ' (required)' : ''}`,
    ...(place === undefined ? [] : [place]),
    toType(schema),
    text,
  ]
}

/** Returns the bounds of a number as a sentence. Those that any safe integer keeps say nothing. */
function toBounds({ minimum, maximum }: Schema): string {
  const least = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : format(minimum)
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : format(maximum)
  if (least !== undefined && most !== undefined) return `${least} to ${most}.`
  if (most !== undefined) return `At most ${most}.`
  return least === undefined || minimum === 0 ? '' : `At least ${least}.`
}

function format(number: number): string {
  return number.toLocaleString('en-US')
}

const CODES = Object.keys(ERRORS)

function toType(schema: Schema): string {
  const { type, format, anyOf, items, const: one } = schema
  if (schema.enum !== undefined && CODES.every((code) => schema.enum?.includes(code)))
    return `[error code](../errors.md)${schema.enum.includes(null) ? ' or null' : ''}`
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${JSON.stringify(value)}\``).join(', ')
  if (one !== undefined) return `\`${JSON.stringify(one)}\``
  if (items !== undefined)
    return `list of ${toType(items)}${[type].flat().includes('null') ? ' or null' : ''}`
  if (anyOf !== undefined) return [...new Set(anyOf.map(toType))].join(' or ')
  const names = [type ?? 'any'].flat()
  return names.map((name) => (name === 'string' && format !== undefined ? format : name)).join(' or ')
}

function toSlug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}
