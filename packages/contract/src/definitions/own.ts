import { type Static, Type } from 'typebox'
import { BODY_BOUNDS, operation } from '../operation.ts'
import { Id, NamedShape, Nullable, OneOf, PATTERN_RULE, PathId, Shape, Timestamp } from '../values/shapes.ts'

const tag = 'Definitions'
const readers = ['application', 'scoped', 'person'] as const
const writers = ['application', 'person'] as const
const params = Shape({ definition_id: PathId('own_definition') })

/** Maximum number of characters of a document. The server accepts 32 MiB of JSON, or 8 MiB of YAML. */
const DOCUMENT_MAX = 32 * 1024 * 1024
const OVERLAY_MAX = 1024 * 1024
/** Bounds of the body. A JSON document inside a JSON string grows by the escapes of its quotes and line ends. */
const DOCUMENT_BOUNDS = { ...BODY_BOUNDS, bytes: 64 * 1024 * 1024, texts: ['document', 'overlay'] }

/** Definition that an organization added. */
export const OwnDefinition = NamedShape('OwnDefinition', {
  id: Id('own_definition', { description: '`definition_id` of its connectors.' }),
  slug: Type.String({ description: 'Its name in `connector_type`, as `parcel-tracker`.' }),
  name: Type.String({ description: 'Its name for people, which `connector_type` also accepts.' }),
  version: Type.String({ description: 'Version that the document states.' }),
  entities: Type.Integer(),
  operations: Type.Integer(),
  left_out: Type.Integer({ description: 'Operations and security schemes that cannot be offered.' }),
  document_bytes: Type.Integer({ description: 'Size of the document with its overlay.' }),
  has_overlay: Type.Boolean(),
  source_url: Nullable(Type.String({ description: 'Address that the document was read from.' })),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type OwnDefinition = Static<typeof OwnDefinition>

const Omissions = Type.Array(
  NamedShape('Omission', {
    what: Type.String({
      description: 'Part of the document, such as `GET /parcels` or `security scheme oauth`.',
    }),
    reason: Type.String(),
    line: Type.Integer({ description: 'Line of the document, from 1.' }),
  }),
  { description: 'The first 100 things that cannot be offered. An overlay can correct it.' },
)

const Document = Type.String({
  minLength: 1,
  maxLength: DOCUMENT_MAX,
  description:
    'Text of an OpenAPI 3.0 or 3.1 document, of Swagger 2.0, or of a GraphQL schema (the response to an introspection query, or the schema language): JSON of at most 32 MiB, anything else of at most 8 MiB. The server fetches nothing.',
})

const Further = {
  overlay: Type.Optional(
    Nullable(
      Type.String({
        minLength: 1,
        maxLength: OVERLAY_MAX,
        description: 'Text of an OpenAPI Overlay 1.0 that corrects the document.',
      }),
    ),
  ),
  name: Type.Optional(
    Nullable(
      Type.String({
        minLength: 1,
        maxLength: 100,
        format: 'display-name',
        description: 'Name for people. Default: the title, else the slug.',
      }),
    ),
  ),
  source_url: Type.Optional(
    Nullable(
      Type.String({
        pattern: '^https?://',
        [PATTERN_RULE]: 'must begin with https:// or http://',
        maxLength: 2048,
        description:
          'Address that the document was read from. If the document names no server and this begins with https://, requests go to its host unless a connector gives `base_url`. Of a GraphQL schema it is the address of the API: requests go there.',
      }),
    ),
  ),
}

export const listOwnDefinitions = operation({
  operationId: 'listOwnDefinitions',
  method: 'GET',
  path: '/api/v1/definitions',
  tag,
  summary: 'List the definitions that the organization added',
  description: 'Oldest first. `listDefinitions` lists them among all that can be connected.',
  callers: readers,
  needs: 'self',
  audit: null,
  responses: { 200: Shape({ data: Type.Array(OwnDefinition) }) },
  errors: [],
})

export const addDefinition = operation({
  operationId: 'addDefinition',
  method: 'POST',
  path: '/api/v1/definitions',
  tag,
  summary: 'Add a definition from an OpenAPI document or a GraphQL schema',
  description:
    'Makes a type of connector for any API: entities and actions from paths, ways to authenticate from security schemes. Of a GraphQL schema each field of the query type is an operation that reads, with records named after its type; an overlay gives the way to authenticate. It belongs to the organization: all of its workspaces can connect it, and nobody else can see it. A name that the catalog already has is refused.',
  callers: writers,
  audit: 'definition.added',
  bodyBounds: DOCUMENT_BOUNDS,
  body: Shape({
    document: Document,
    ...Further,
    slug: Type.Optional(
      Nullable(
        Type.String({
          pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
          [PATTERN_RULE]: 'must be of lower-case letters, digits and single hyphens, such as parcel-tracker',
          maxLength: 63,
          description: 'Lower case, digits and hyphens. Default: made from the title. It never changes.',
        }),
      ),
    ),
  }),
  responses: { 200: NamedShape('AddedDefinition', { ...OwnDefinition.properties, omissions: Omissions }) },
  errors: ['definition_exists', 'quota_exceeded'],
})

export const getOwnDefinition = operation({
  operationId: 'getOwnDefinition',
  method: 'GET',
  path: '/api/v1/definitions/{definition_id}',
  tag,
  summary: 'Get a definition that the organization added',
  callers: readers,
  needs: 'self',
  audit: null,
  params,
  responses: { 200: OwnDefinition },
  errors: ['definition_not_found'],
})

const OperationChange = NamedShape('OperationChange', {
  kind: OneOf(['added', 'removed', 'renamed', 'changed']),
  name: Type.String({ description: 'Entity and action, as `parcels.list`.' }),
  former: Nullable(Type.String({ description: 'Its previous name, if it was renamed.' })),
  request: Type.String({ description: 'Method and path, such as `GET /parcels`.' }),
  changes: Type.Array(Type.String(), { description: 'Changes for callers.' }),
  narrowed: Type.Array(Type.String(), {
    description:
      'Operations that tokens and connectors narrowed to entities, actions or reading gain or lose.',
  }),
  breaks: Type.Boolean({ description: 'Whether a call that was accepted before can now be refused.' }),
})

export const updateDefinition = operation({
  operationId: 'updateDefinition',
  method: 'PATCH',
  path: '/api/v1/definitions/{definition_id}',
  tag,
  summary: 'Change the document, overlay or name of a definition',
  description:
    'Fields that you leave out stay as they are; `overlay: null` removes the overlay. Connectors stay. Credentials stay bound to the hosts that they were given for: if the document moves to another host, they must be entered again. The response says what changes for callers, and what narrowed tokens and connectors gain or lose. If they gain or lose something, the audit log also has `definition.reach_changed`.',
  callers: writers,
  audit: 'definition.updated',
  bodyBounds: DOCUMENT_BOUNDS,
  params,
  body: Shape(
    {
      document: Type.Optional(Document),
      ...Further,
      dry_run: Type.Optional(
        Type.Boolean({
          default: false,
          description: 'Only reports what would change. Nothing is stored or recorded in the audit log.',
        }),
      ),
    },
    { minProperties: 1 },
  ),
  responses: {
    200: NamedShape('UpdatedDefinition', {
      ...OwnDefinition.properties,
      omissions: Omissions,
      breaks: Type.Boolean({ description: 'Whether any operation breaks.' }),
      operation_changes: Type.Array(OperationChange, { description: 'The first 500.' }),
      connector_changes: Type.Array(Type.String(), {
        description: 'Changes for stored connectors: where credentials go, ways to authenticate.',
      }),
    }),
  },
  errors: ['definition_not_found', 'definition_exists'],
})

export const deleteDefinition = operation({
  operationId: 'deleteDefinition',
  method: 'DELETE',
  path: '/api/v1/definitions/{definition_id}',
  tag,
  summary: 'Delete a definition that no connector uses',
  description: "The organization's OAuth client for it is deleted too.",
  callers: writers,
  audit: 'definition.deleted',
  params,
  responses: { 200: Shape({ id: Id('own_definition'), deleted_at: Timestamp }) },
  errors: ['definition_not_found', 'definition_in_use'],
})
