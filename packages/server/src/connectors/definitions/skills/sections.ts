import type { SkillBlock } from '@bulkhead/contract/definitions/skills'
import type { Definition, JsonSchema } from '@bulkhead/engine'
import {
  ACTIONS,
  describeOperation,
  type OperationDescription,
  usedSettings,
} from '@bulkhead/engine/describe'
import { ownMember } from '@bulkhead/engine/text'
import { inSlices } from '#platform/in-slices'

/** Limit of rows: a document can have any number of params, and models pay for what they read. */
const MOST_ROWS = 60
const MOST_ITEMS = 60
const LONGEST_CELL = 240
const LONGEST_TEXT = 4_000

const EFFECTS = {
  read: 'Read-only.',
  write: 'Writes to the service.',
  destructive: 'Destructive: it cannot be undone.',
} as const

/** Section of a skill. Its content is created when it is read. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly content: () => Promise<SkillBlock[]>
}

/**
 * Maximum number of sections in an outline. A document can have thousands of entities. Sections that are left out can
 * still be read by name.
 */
export const MOST_LISTED = 300
const LONGEST_SUMMARY = 160

/** Sections that every skill has, before those of its entities. */
const GENERAL = {
  overview: { title: 'Overview', summary: 'The service, its entities and actions.', make: overview },
  authentication: {
    title: 'Authentication',
    summary: 'Ways to authenticate, scopes and settings.',
    make: authentication,
  },
  calling: {
    title: 'Calling',
    summary: 'Running operations, pagination, retries.',
    make: calling,
  },
} as const

/**
 * Returns the sections of a skill: three about the whole service, then one for each entity.
 *
 * @param definition Definition with the operations that the caller may use.
 */
export function getSections(definition: Definition): Section[] {
  const general = Object.entries(GENERAL).map(([id, { title, summary, make }]) => ({
    id,
    title,
    summary,
    content: async () => make(definition),
  }))
  const entities = [...definition.entities].map(([entity, actions]) => ({
    id: Object.hasOwn(GENERAL, entity) ? `entity:${entity}` : entity,
    title: entity,
    summary: cutText([...actions.keys()].join(', '), LONGEST_SUMMARY),
    content: () => inSlices('getSkillDocs', entitySection(definition, entity)),
  }))
  return [...general, ...entities]
}

/** Returns the content of a skill if no section was named. */
export function getGuidance(definition: Definition): SkillBlock[] {
  const [entity] = definition.entities.keys()
  return [
    heading(1, definition.display_name),
    ...paragraph(definition.description),
    ...paragraph(
      entity === undefined
        ? 'You may not use any operation of this connector.'
        : `Choose a section of the outline and read it by its id, for example \`${entity}\`: it has the params, examples and hints of each operation. \`calling\` explains how to run one.`,
    ),
  ]
}

function overview(definition: Definition): SkillBlock[] {
  const { display_name, description, documentation_urls, example_questions } = definition
  const operations = [...definition.entities.values()].flatMap((actions) => [...actions.values()])
  return [
    heading(1, display_name),
    ...paragraph(description),
    ...table(
      ['Entity', 'Actions'],
      [...definition.entities].map(([entity, actions]) => [entity, [...actions.keys()].join(', ')]),
      MOST_LISTED,
    ),
    ...paragraph(operations.length === 0 ? 'You may not use any operation of this connector.' : undefined),
    ...titled('Questions it answers', example_questions.direct),
    ...titled('What it cannot do', example_questions.unsupported),
    ...titled(
      'Pages of the service',
      documentation_urls.map(({ url, title }) => (title === undefined ? url : `${title}: ${url}`)),
    ),
  ]
}

function authentication(definition: Definition): SkillBlock[] {
  return [
    heading(1, 'Authentication'),
    ...paragraph('The connector stores its credentials. Callers neither send nor see them.'),
    ...table(
      ['Method', 'Kind', 'Description'],
      definition.auth_options.map(({ title, kind, description = '' }) => [title, kind, description]),
    ),
    ...definition.auth_options.flatMap(({ title, oauth }) =>
      oauth === undefined || oauth.scopes.size === 0
        ? []
        : [heading(2, `Scopes of ${title}`), ...table(['Scope', 'Allows'], [...oauth.scopes])],
    ),
    ...table(
      ['Setting', 'Required', 'Description'],
      usedSettings(definition).map(({ name, required, description = '' }) => [
        name,
        required ? 'yes' : 'no',
        description,
      ]),
    ),
  ]
}

function calling(definition: Definition): SkillBlock[] {
  const [entity] = definition.entities.keys()
  const action = entity && definition.entities.get(entity)?.keys().next().value
  return [
    heading(1, 'Calling'),
    ...paragraph(
      'Execute takes an entity, an action and params. Params are validated before a request is sent.',
    ),
    ...(entity === undefined ? [] : jsonCode({ entity, action, params: {} })),
    ...list([
      'A paginated operation returns `end_cursor`. Pass it as `cursor` to get the next page.',
      '`select_fields` and `exclude_fields` take dotted paths and narrow the result.',
      'Reads are retried automatically. Writes are not; an idempotency key makes a write run at most once.',
      'After a 429, wait for the time in `Retry-After`.',
      'The action `describe` of an entity returns the JSON Schemas of its params and records.',
    ]),
  ]
}

function titled(title: string, items: readonly string[]): SkillBlock[] {
  return items.length === 0 ? [] : [heading(2, title), ...list(items)]
}

/** Documents the operations of an entity: params, an example, hints. Each step is one operation. */
function* entitySection(
  definition: Definition,
  entity: string,
): Generator<undefined, SkillBlock[], undefined> {
  const blocks = [heading(1, entity)]
  const actions = definition.entities.get(entity)
  for (const action of ACTIONS) {
    const operation = actions?.get(action)
    if (operation === undefined) continue
    // Only the blocks are kept, because descriptions are large and many callers can ask at once.
    blocks.push(...operationBlocks(describeOperation(operation, definition)))
    yield
  }
  const related = (definition.relationships ?? [])
    .filter(({ source_entity }) => source_entity === entity)
    .map(
      ({ foreign_key, target_entity, target_key, description }) =>
        `\`${foreign_key}\` is \`${target_key}\` of \`${target_entity}\`${description === undefined ? '' : `: ${description}`}`,
    )
  return related.length === 0 ? blocks : [...blocks, heading(2, 'Related entities'), ...list(related)]
}

function operationBlocks(operation: OperationDescription): SkillBlock[] {
  const { entity, action, summary, description, example, params, leave_out, response } = operation
  // A param is looked up among thousands of others.
  const [hidden, required] = [new Set(leave_out), new Set(params.required)]
  const shown = Object.entries(params.properties).filter(([name]) => !hidden.has(name))
  const fields = Object.keys((ownMember(response, 'properties') as JsonSchema | undefined) ?? {})
  return [
    heading(2, action),
    ...paragraph(summary),
    ...(description === summary ? [] : paragraph(description)),
    ...list(hints(operation)),
    ...table(
      ['Param', 'Type', 'Required', 'Description'],
      shown.map(([name, schema]) => [
        name,
        typeText(schema),
        required.has(name) ? 'yes' : 'no',
        textIn(schema, 'description'),
      ]),
    ),
    ...jsonCode({ entity, action, params: example }),
    ...paragraph(fields.length === 0 ? undefined : `Fields of a record: ${fields.slice(0, 60).join(', ')}.`),
  ]
}

function hints({ action, effect, idempotent, pagination, scopes }: OperationDescription): string[] {
  return [
    EFFECTS[effect],
    effect !== 'read' &&
      (idempotent
        ? 'Idempotent: repeating it changes nothing more.'
        : 'Not idempotent: repeating it repeats the effect.'),
    pagination !== null && 'Paginated: pass `end_cursor` of a result as `cursor` to get the next page.',
    pagination?.limit === true && '`limit` sets the size of a page.',
    action === 'download' && 'Returns a file.',
    scopes !== undefined && scopes.length > 0 && `Needs the OAuth scopes: ${scopes.join(', ')}.`,
  ].filter((hint) => hint !== false)
}

/** Returns the type of a param in a few words. */
function typeText(schema: JsonSchema): string {
  const values = ownMember(schema, 'enum')
  if (Array.isArray(values)) return `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`
  const type = ownMember(schema, 'type')
  const types = (Array.isArray(type) ? type : [type]).filter((one) => typeof one === 'string')
  const items = ownMember(schema, 'items')
  if (types.includes('array') && typeof items === 'object' && items !== null && !Array.isArray(items))
    return `list of ${typeText(items as JsonSchema)}`
  const format = textIn(schema, 'format')
  return `${types.length === 0 ? 'any' : types.join(' or ')}${format === '' ? '' : ` (${format})`}`
}

function textIn(schema: JsonSchema, name: string): string {
  const text = ownMember(schema, name)
  return typeof text === 'string' ? text.replaceAll(/\s+/g, ' ') : ''
}

function heading(level: number, text: string): SkillBlock {
  return { type: 'heading', level, text: cutText(text, LONGEST_CELL) }
}

/** Returns a paragraph, or nothing for an empty string. */
function paragraph(text: string | undefined): SkillBlock[] {
  const shown = text?.trim() ?? ''
  return shown === '' ? [] : [{ type: 'paragraph', text: cutText(shown, LONGEST_TEXT) }]
}

/** Returns a list, or nothing if there are no items. */
function list(items: readonly string[]): SkillBlock[] {
  if (items.length === 0) return []
  return [{ type: 'list', items: bounded(items, MOST_ITEMS).map((item) => cutText(item, LONGEST_CELL)) }]
}

/** Returns JSON to copy, or nothing if it would have to be cut. */
function jsonCode(value: unknown): SkillBlock[] {
  const code = JSON.stringify(value, null, 2)
  return code.length > LONGEST_TEXT ? [] : [{ type: 'code', language: 'json', code }]
}

/** Returns a table, and a note if rows are left out. Without rows the list is empty. */
function table(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  most = MOST_ROWS,
): SkillBlock[] {
  if (rows.length === 0) return []
  const shown = rows.slice(0, most).map((row) => row.map((cell) => cutText(cell, LONGEST_CELL)))
  const more = rows.length - shown.length
  return [
    { type: 'table', headers: [...headers], rows: shown },
    ...(more > 0 ? paragraph(`${more} more rows are left out. The action \`describe\` returns all.`) : []),
  ]
}

/** Cuts a string to a length, with an ellipsis. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  // Does not cut between the halves of a surrogate pair.
  const cut = text.slice(0, most - 1)
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`
}

/** Returns the first items, and a last one that counts the others. */
function bounded(items: readonly string[], most: number): readonly string[] {
  return items.length <= most ? items : [...items.slice(0, most), `and ${items.length - most} more`]
}
