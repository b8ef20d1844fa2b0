import { executeOperation as operation } from '@bulkhead/contract/executions'
import { FreeObject, OneOf, Shape } from '@bulkhead/contract/values/shapes'
import { Type } from 'typebox'
import { type DescriptionRequest, describeResult } from '../results/describe-result.ts'
import { describe } from './describe.ts'
import { CONNECTOR, findConnector } from './find-connector.ts'
import type { Tool } from './tool.ts'
import { withWorkspace } from './with-workspace.ts'

const input = Shape({
  connector: CONNECTOR,
  entity: Type.Optional(
    Type.String({
      maxLength: 255,
      description: 'One entity, such as `issues`. Leave it out for all, in short.',
    }),
  ),
  action: Type.Optional(
    Type.String({ maxLength: 255, description: 'One action of the entity, such as `create`. Default: all.' }),
  ),
  path: Type.Optional(
    Type.String({
      maxLength: 500,
      description: 'A part of the params of that action, such as `issue.fields`, if its schema was cut.',
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      maxLength: 12,
      pattern: '^[0-9]*$',
      description: '`next_cursor` of the same call without entity.',
    }),
  ),
})

/** Describes the operations that can be executed: all entities in short, or one in full. */
export const describeConnector: Tool = {
  name: 'describe_connector',
  title: 'Describe a connector',
  description:
    'Say what can be executed with a connector. Without `entity`: its entities, and what each of their actions does. With `entity`: the exact parameters of each action as JSON Schema, whether it reads, writes or destroys, and the fields of its records. Describe an entity before you execute on it.',
  operations: [operation],
  input,
  applicationInput: withWorkspace(input),
  output: Shape({
    connector_id: Type.String(),
    type: Type.String(),
    description: Type.String(),
    entities: Type.Optional(
      Type.Array(
        Shape({
          entity: Type.String(),
          actions: Type.Array(Shape({ action: Type.String(), summary: Type.Optional(Type.String()) })),
        }),
        { description: 'All entities, if none was named.' },
      ),
    ),
    next_cursor: Type.Optional(
      Type.String({ description: 'If there are more entities: give it as `cursor` to see them.' }),
    ),
    operations: Type.Optional(
      Type.Array(
        Shape({
          entity: Type.String(),
          action: Type.String(),
          summary: Type.Optional(Type.String()),
          description: Type.Optional(Type.String()),
          effect: OneOf(['read', 'write', 'destructive']),
          effect_reason: Type.Optional(
            Type.String({
              description: 'Why it cannot be undone: it deletes, ends, sends, pays or publishes.',
            }),
          ),
          has_pages: Type.Boolean(),
          params: Type.Optional(
            FreeObject({
              description:
                'JSON Schema of the params of execute, or of the part at `path`. `$ref` names a member of `schemas`.',
            }),
          ),
          example: Type.Optional(FreeObject({ description: 'Params with all that is required.' })),
          record_fields: Type.Optional(
            Type.Array(Type.String(), { description: 'Fields that select_fields can name.' }),
          ),
        }),
        { description: 'The operations of the named entity.' },
      ),
    ),
    schemas: Type.Optional(FreeObject({ description: 'Schemas that occur more than once, by name.' })),
    more: Type.Optional(Type.String({ description: 'What was left out and how to get it.' })),
    relationships: Type.Optional(
      Type.Array(FreeObject(), { description: 'What one needs of other entities to call these operations.' }),
    ),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  async run(call, given) {
    const { connector, workspace_name, ...which } = given as unknown as Arguments
    const connector_id = await findConnector(call, { connector, ...(workspace_name && { workspace_name }) })
    const description = await describe(call, connector_id, which.entity ?? '')
    return { structured: describeResult(connector_id, description, which) }
  },
}

interface Arguments extends DescriptionRequest {
  readonly connector: string
  readonly workspace_name?: string
}
