import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import {
  FreeObject,
  Id,
  JsonObject,
  NamedShape,
  Nullable,
  OneOf,
  PathId,
  Shape,
  Timestamp,
} from './values/shapes.ts'

const tag = 'Templates'

const Mode = OneOf(['DIRECT', 'REPLICATION', 'MULTI'])
const RuntimeMode = Nullable(OneOf(['direct_only', 'context_store_only', 'direct_and_context_store']))

const common = {
  id: Id('template'),
  name: Type.String(),
  icon: Nullable(
    Type.String({
      description: 'URL of a square SVG, for light and dark pages. Null: the service no longer exists.',
    }),
  ),
  connector_name: Nullable(Type.String({ description: 'Slug of the definition.' })),
  organization_id: Nullable(
    Type.String({ format: 'uuid', description: 'Null for a template that every organization has.' }),
  ),
  customization: Nullable(FreeObject()),
  tags: Type.Array(Type.String()),
  mode: Mode,
  runtime_mode: RuntimeMode,
  supports_context_store: Type.Boolean(),
  created_at: Nullable(Timestamp),
  updated_at: Nullable(Timestamp),
}

export const SummarizedTemplate = NamedShape('SummarizedTemplate', {
  ...common,
  actor_definition_id: Id('definition'),
})
export type SummarizedTemplate = Static<typeof SummarizedTemplate>

export const DetailedTemplate = NamedShape('DetailedTemplate', {
  ...common,
  source_definition_id: Id('definition'),
  user_config_spec: NamedShape('TemplateConfiguration', {
    connectionSpecification: JsonObject,
    documentationUrl: Type.Optional(Type.String()),
  }),
  partial_default_config: JsonObject,
  is_experimental: Type.Boolean(),
  auth_tooltip: Type.Unsafe<string | Record<string, string> | null>({
    type: ['string', 'object', 'null'],
    additionalProperties: { type: 'string' },
    description:
      'Page or place to get the credentials from: one string, or one by the title of each authentication option.',
  }),
})
export type DetailedTemplate = Static<typeof DetailedTemplate>

const TagFilter = {
  tags: Type.Optional(Type.Array(Type.String({ maxLength: 255 }), { maxItems: 50 })),
  tags_mode: Type.Optional(OneOf(['all', 'any'], { default: 'all' })),
}

export const listTemplates = operation({
  operationId: 'listTemplates',
  method: 'GET',
  path: '/api/v1/integrations/templates/sources',
  tag,
  summary: "List the organization's templates, or the global ones",
  description:
    'An organization has no templates of its own on this server; `use_global=true` lists those of the catalog.',
  callers: ['application', 'scoped', 'person'],
  needs: 'self',
  audit: null,
  unknownFields: 'ignored',
  query: Shape({ use_global: Type.Optional(Type.Boolean({ default: false })), ...TagFilter }),
  responses: { 200: Shape({ data: Type.Array(SummarizedTemplate) }) },
  errors: [],
})

export const listGlobalTemplates = operation({
  operationId: 'listGlobalTemplates',
  method: 'GET',
  path: '/api/v1/integrations/templates/sources/global',
  tag,
  summary: 'List the templates that every organization has: one per definition',
  callers: ['application', 'scoped', 'person'],
  needs: 'self',
  audit: null,
  unknownFields: 'ignored',
  responses: { 200: Shape({ data: Type.Array(SummarizedTemplate) }) },
  errors: [],
})

export const cloneTemplate = operation({
  operationId: 'cloneTemplate',
  method: 'POST',
  path: '/api/v1/integrations/templates/sources',
  tag,
  summary: 'Get a template for the organization, for existing clients',
  description:
    'Existing clients clone a global template before an authorization. Here every organization can use the global templates, so nothing is stored, and the response is the template itself.',
  callers: ['application', 'person'],
  audit: null,
  idempotency: 'none',
  unknownFields: 'ignored',
  body: Shape({
    original_source_template_id: Id('template'),
    name: Type.Optional(
      Type.String({ maxLength: 255, description: 'Accepted and not used: the template keeps its name.' }),
    ),
    mode: Type.Optional(Mode),
  }),
  responses: { 200: DetailedTemplate },
  errors: ['template_not_found'],
})

export const getTemplate = operation({
  operationId: 'getTemplate',
  method: 'GET',
  path: '/api/v1/integrations/templates/sources/{template_id}',
  tag,
  summary: 'Get a template with the specification of its configuration',
  callers: ['application', 'scoped', 'person'],
  needs: 'self',
  audit: null,
  unknownFields: 'ignored',
  params: Shape({ template_id: PathId('template') }),
  responses: { 200: DetailedTemplate },
  errors: ['template_not_found'],
})

export const listConnectionTemplates = operation({
  operationId: 'listConnectionTemplates',
  method: 'GET',
  path: '/api/v1/integrations/templates/connections',
  tag,
  summary: 'List templates of destinations: there are none',
  description: 'This server copies nothing. Clients that ask get an empty list.',
  callers: ['application', 'scoped', 'person'],
  needs: 'self',
  audit: null,
  unknownFields: 'ignored',
  query: Shape(TagFilter),
  responses: { 200: Shape({ data: Type.Array(JsonObject) }) },
  errors: [],
})
