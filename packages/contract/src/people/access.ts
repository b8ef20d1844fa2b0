import { type Static, Type } from 'typebox'
import { operation } from '../operation.ts'
import { Id, NamedShape, Nullable, OneOf, PathId, Shape } from '../values/shapes.ts'

const tag = 'People'

export const AccessRule = NamedShape('AccessRule', {
  entity: Type.String({
    minLength: 1,
    maxLength: 255,
    description: 'An entity of the service, or `*` for all.',
  }),
  allow: OneOf(['read', 'write'], { description: '`write` includes reading.' }),
  people: Type.Union([Type.Literal('everyone'), Type.Array(Id('person'), { minItems: 1, maxItems: 1000 })], {
    description: '`everyone`, or ids of people of the organization.',
  }),
})
export type AccessRule = Static<typeof AccessRule>

const AccessRules = Nullable(
  Type.Array(AccessRule, {
    maxItems: 500,
    description:
      'People can do what at least one rule allows, and nothing else. Null: everything that the connector allows.',
  }),
)
const ofConnector = Shape({ connector_id: PathId('connector') })
const AccessOfConnector = NamedShape('ConnectorAccess', {
  connector_id: Id('connector'),
  access: AccessRules,
})

export const getConnectorAccess = operation({
  operationId: 'getConnectorAccess',
  method: 'GET',
  path: '/api/v1/integrations/connectors/{connector_id}/access',
  tag,
  summary: 'Show which entities of a connector people may read or write',
  callers: ['person'],
  needs: 'admin',
  audit: null,
  params: ofConnector,
  responses: { 200: AccessOfConnector },
  errors: ['connector_not_found'],
})

export const setConnectorAccess = operation({
  operationId: 'setConnectorAccess',
  method: 'PUT',
  path: '/api/v1/integrations/connectors/{connector_id}/access',
  tag,
  summary: 'Set which entities of a connector people may read or write',
  description:
    "The rules narrow what the connector (`entities`) and a member's level allow. They also apply to owners and admins, and to tokens that people minted, but not to applications. Takes effect at once on every process.",
  callers: ['person'],
  needs: 'admin',
  audit: 'connector.access_set',
  params: ofConnector,
  body: Shape({ access: AccessRules }),
  responses: { 200: AccessOfConnector },
  errors: ['connector_not_found', 'person_not_found'],
})
