import { Type } from 'typebox'
import { operation } from './operation.ts'
import { JsonObject, NamedShape, Nullable, OneOf, PathId, Shape } from './values/shapes.ts'

const tag = 'Definitions'

/** A definition in a list. Definition endpoints use camelCase, as existing clients expect. */
const DefinitionItem = NamedShape('DefinitionItem', {
  name: Type.String(),
  sourceDefinitionId: Type.String({ format: 'uuid' }),
  iconUrl: Type.Optional(Type.String({ description: 'A square SVG, for light and dark pages.' })),
  custom: Type.Boolean(),
  supportLevel: Nullable(OneOf(['archived', 'certified', 'community', 'none'])),
})

export const listDefinitions = operation({
  operationId: 'listDefinitions',
  method: 'GET',
  path: '/api/v1/integrations/definitions/sources',
  tag,
  summary: 'List the types of connector this server knows',
  callers: ['application', 'scoped', 'person'],
  needs: 'self',
  audit: null,
  unknownFields: 'ignored',
  query: Shape({
    name: Type.Optional(
      Type.String({
        maxLength: 255,
        description: 'Part of the name or of the slug, as in zendesk-support, in any letter case.',
      }),
    ),
  }),
  responses: { 200: Shape({ definitions: Type.Array(DefinitionItem) }) },
  errors: [],
})

export const getDefinition = operation({
  operationId: 'getDefinition',
  method: 'GET',
  path: '/api/v1/integrations/definitions/sources/{definition_id}',
  tag,
  summary: 'Get a definition: what it needs to connect, and questions it can answer',
  callers: ['application', 'scoped', 'person'],
  needs: 'self',
  audit: null,
  unknownFields: 'ignored',
  params: Shape({ definition_id: PathId('definition') }),
  responses: {
    200: NamedShape('Definition', {
      id: Type.String({ format: 'uuid' }),
      definition: NamedShape('DefinitionDetail', {
        ...DefinitionItem.properties,
        spec: JsonObject,
        documentationUrl: Type.Optional(Type.String()),
      }),
      entities: Type.Array(
        NamedShape('DefinitionEntity', {
          entity: Type.String(),
          operations: Type.Array(
            NamedShape('DefinitionOperation', {
              action: Type.String(),
              effect: OneOf(['read', 'write', 'destructive']),
              effect_reason: Type.Optional(
                OneOf(['deletes', 'ends', 'sends', 'pays', 'publishes'], {
                  description:
                    'Why a destructive operation cannot be undone, if the connector document says so.',
                }),
              ),
            }),
          ),
        }),
        {
          description:
            'Everything that can be executed, regardless of what a single connector or token allows.',
        },
      ),
      example_questions: NamedShape('ExampleQuestions', {
        direct: Type.Array(Type.String()),
        search: Type.Array(Type.String()),
      }),
    }),
  },
  errors: ['definition_not_found'],
})

export const listDestinationDefinitions = operation({
  operationId: 'listDestinationDefinitions',
  method: 'GET',
  path: '/api/v1/integrations/definitions/destinations',
  tag,
  summary: 'List the types of destination that records can be copied to: there are none',
  description: 'This server copies nothing. Clients that ask get an empty list.',
  callers: ['application', 'scoped', 'person'],
  needs: 'self',
  audit: null,
  unknownFields: 'ignored',
  query: Shape({
    actorDefinitionIds: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 200 })),
  }),
  responses: {
    200: Shape({
      destinations: Type.Array(
        NamedShape('DestinationDefinition', { id: Type.String(), name: Type.String(), icon: Type.String() }),
      ),
    }),
  },
  errors: [],
})
