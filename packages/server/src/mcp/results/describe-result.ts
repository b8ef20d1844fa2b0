import { BulkheadError } from '@bulkhead/contract/errors'
import type { JsonSchema, JsonValue } from '@bulkhead/engine'
import type { DefinitionDescription, OperationDescription } from '@bulkhead/engine/describe'
import { ownMember } from '@bulkhead/engine/text'
import { paramsForModels } from '../tools/params-for-models.ts'
import { fitOperations, type ShownOperation, schemaAt, short } from './fit-description.ts'
import { MOST_CHARACTERS } from './result-limit.ts'

const MOST_FIELDS = 120
const MOST_DEPTH = 2
const MOST_SUMMARY = 160
const MOST_RELATIONSHIPS = 20

/** Part of a connector that is to be described. */
export interface DescriptionRequest {
  readonly entity?: string
  readonly action?: string
  readonly path?: string
  readonly cursor?: string
}

/**
 * Returns the description of a connector for a model, with at most `MOST_CHARACTERS` of JSON.
 *
 * @throws BulkheadError `unknown_operation`, `invalid_params`
 */
export function describeResult(
  connector_id: string,
  { slug, description, entities }: DefinitionDescription,
  { entity = '', action, path, cursor }: DescriptionRequest,
) {
  const common = { connector_id, type: slug, description: short(description, MOST_SUMMARY * 4) }
  if (entity === '') return { ...common, ...outline(entities, cursor, roomBeside(common)) }
  const relationships = entities.flatMap(({ relationships }) => relationships).slice(0, MOST_RELATIONSHIPS)
  const all = entities.flatMap(({ operations }) => operations)
  const named = action === undefined ? all : all.filter((one) => one.action === action)
  if (named.length === 0) throw noSuchAction(entity, action ?? '', all)
  const shown = named.flatMap((operation) => toShown(operation, path))
  if (shown.length === 0) throw noSuchPath(named, path ?? '')
  const fitting = fitOperations(shown, roomBeside({ ...common, relationships }))
  return { ...common, ...fitting, relationships }
}

/** Returns the characters that a result may have beside what is always in it. */
function roomBeside(common: object): number {
  return MOST_CHARACTERS - JSON.stringify(common).length
}

type Entities = DefinitionDescription['entities']

/** Returns the entities from `cursor` on, with one line for each action, as far as they fit. */
function outline(entities: Entities, cursor: string | undefined, room: number) {
  const from = Number(cursor ?? 0)
  const shown: { entity: string; actions: { action: string; summary?: string }[] }[] = []
  let left = room - '{"entities":[],"next_cursor":"000000"}'.length
  for (const { entity, operations } of entities.slice(from)) {
    const actions = operations.map(({ action, summary }) => ({
      action,
      ...(summary !== undefined && { summary: short(summary, MOST_SUMMARY) }),
    }))
    left -= JSON.stringify({ entity, actions }).length + 1
    if (left < 0 && shown.length > 0) break
    shown.push({ entity, actions })
  }
  const end = from + shown.length
  return { entities: shown, ...(end < entities.length && { next_cursor: String(end) }) }
}

function toShown(operation: OperationDescription, path: string | undefined): ShownOperation[] {
  const { entity, action, summary, description, effect, effect_reason, example, pagination, response } =
    operation
  const whole = paramsForModels(operation)
  const params = path === undefined ? whole : schemaAt(whole, path)
  if (params === undefined) return []
  return [
    {
      entity,
      action,
      ...(summary !== undefined && { summary: short(summary, MOST_SUMMARY * 2) }),
      ...(description !== undefined && { description }),
      effect,
      ...(effect_reason !== undefined && { effect_reason }),
      has_pages: pagination !== null,
      params,
      ...(path === undefined && { example }),
      ...(path === undefined && response !== undefined && { record_fields: recordFields(response) }),
    },
  ]
}

function noSuchPath(operations: readonly OperationDescription[], path: string) {
  const names = new Set(operations.flatMap(({ params }) => Object.keys(params.properties)))
  const known = [...names].slice(0, 20).join(', ')
  const message = `There is no param at the path ${path.slice(0, 100)}. It begins with one of ${known}.`
  return new BulkheadError('invalid_params', message, { details: [{ field: 'path', message }] })
}

function noSuchAction(entity: string, action: string, known: readonly OperationDescription[]) {
  const message = `${entity} has no action ${action}; it has ${known.map((one) => one.action).join(', ')}.`
  return new BulkheadError('unknown_operation', message, { details: [{ field: 'action', message }] })
}

/** Returns the fields that a record's schema declares, as the dotted paths that `select_fields` takes. */
function recordFields(schema: JsonSchema): string[] {
  return fieldsIn(schema, '', 1).slice(0, MOST_FIELDS)
}

function fieldsIn(schema: JsonValue | undefined, prefix: string, depth: number): string[] {
  const properties = ownMember(schema, 'properties')
  if (properties === undefined) {
    const items = ownMember(schema, 'items')
    return items === undefined ? [] : fieldsIn(items, prefix, depth)
  }
  return Object.entries(properties as JsonSchema).flatMap(([name, member]) => {
    const path = `${prefix}${name}`
    return [path, ...(depth < MOST_DEPTH ? fieldsIn(member, `${path}.`, depth + 1) : [])]
  })
}
