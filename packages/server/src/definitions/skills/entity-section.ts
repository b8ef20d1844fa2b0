import type { SkillBlock } from '@bulkhead/contract/definitions/skills'
import type { Definition, JsonSchema } from '@bulkhead/engine'
import { ACTIONS, describeOperation, type OperationDescription } from '@bulkhead/engine/describe'
import { ownMember } from '@bulkhead/engine/text'
import { heading, jsonCode, list, paragraph, table } from './blocks.ts'

/** Documents the operations of an entity: params, an example, hints. Each step is one operation. */
export function* entitySection(
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

const EFFECTS = {
  read: 'Read-only.',
  write: 'Writes to the service.',
  destructive: 'Destructive: it cannot be undone.',
} as const

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
