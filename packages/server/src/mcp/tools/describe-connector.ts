import { executeOperation as operation } from '@bulkhead/contract/executions'
import { FreeObject, OneOf, Shape } from '@bulkhead/contract/values/shapes'
import type { JsonSchema, JsonValue } from '@bulkhead/engine'
import { ownMember } from '@bulkhead/engine/text'
import { Type } from 'typebox'
import { describe } from './describe.ts'
import { CONNECTOR, findConnector } from './find-connector.ts'
import { paramsForModels } from './params-for-models.ts'
import type { Tool } from './tool.ts'
import { withWorkspace } from './with-workspace.ts'

const MOST_FIELDS = 120
const MOST_DEPTH = 2

const input = Shape({
  connector: CONNECTOR,
  entity: Type.Optional(
    Type.String({
      maxLength: 255,
      description: 'One entity, such as `issues`. Leave it out for all, in short.',
    }),
  ),
})

/** Describes the operations that can be executed: all entities in short, or one in full. */
export const describeConnector: Tool = {
  name: 'describe_connector',
  title: 'Describe a connector',
  description:
    'Say what can be executed with a connector. Without `entity`: its entities and their actions, in short. With `entity`: the exact parameters of each action as JSON Schema, whether it reads, writes or destroys, and the fields of its records. Describe an entity before you execute on it.',
  operations: [operation],
  input,
  applicationInput: withWorkspace(input),
  output: Shape({
    connector_id: Type.String(),
    type: Type.String(),
    description: Type.String(),
    entities: Type.Optional(
      Type.Array(Shape({ entity: Type.String(), actions: Type.Array(Type.String()) }), {
        description: 'All entities, if none was named.',
      }),
    ),
    operations: Type.Optional(
      Type.Array(
        Shape({
          entity: Type.String(),
          action: Type.String(),
          summary: Type.Optional(Type.String()),
          description: Type.Optional(Type.String()),
          effect: OneOf(['read', 'write', 'destructive']),
          has_pages: Type.Boolean(),
          params: FreeObject({ description: 'JSON Schema of the params of execute.' }),
          example: FreeObject({ description: 'Params with all that is required.' }),
          record_fields: Type.Optional(
            Type.Array(Type.String(), { description: 'Fields that select_fields can name.' }),
          ),
        }),
        { description: 'The operations of the named entity.' },
      ),
    ),
    relationships: Type.Optional(
      Type.Array(FreeObject(), { description: 'What one needs of other entities to call these operations.' }),
    ),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  async run(call, given) {
    const { entity = '', ...which } = given as { connector: string; workspace_name?: string; entity?: string }
    const connector_id = await findConnector(call, which)
    const { slug, description, entities } = await describe(call, connector_id, entity)
    const common = { connector_id, type: slug, description }
    if (entity === '') {
      return {
        structured: {
          ...common,
          entities: entities.map(({ entity, operations }) => ({
            entity,
            actions: operations.map(({ action }) => action),
          })),
        },
      }
    }
    return {
      structured: {
        ...common,
        operations: entities.flatMap(({ operations }) =>
          operations.map((operation) => {
            const { entity, action, summary, description, effect, example, pagination, response } = operation
            return {
              entity,
              action,
              ...(summary !== undefined && { summary }),
              ...(description !== undefined && { description }),
              effect,
              has_pages: pagination !== null,
              params: paramsForModels(operation),
              example,
              ...(response !== undefined && { record_fields: recordFields(response) }),
            }
          }),
        ),
        relationships: entities.flatMap(({ relationships }) => relationships),
      },
    }
  },
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
