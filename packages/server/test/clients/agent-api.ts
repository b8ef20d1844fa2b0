import assert from 'node:assert/strict'
import { Ajv, type ValidateFunction } from 'ajv'

type Schema = Readonly<Record<string, unknown>>

const UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
const INSTANT = '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|\\+00:00)$'

const text = { type: 'string' }
const uuid = { type: 'string', pattern: UUID }
const instant = { type: 'string', pattern: INSTANT }
const integer = { type: 'integer' }
const boolean = { type: 'boolean' }
const anything = {}
const object = { type: 'object' }

function list(items: Schema) {
  return { type: 'array', items }
}

function orNull(schema: Schema) {
  return { anyOf: [schema, { type: 'null' }] }
}

function oneOf(...values: (string | null)[]) {
  return { enum: values }
}

/** Schema of an object with these fields. A field whose name ends in `?` may be absent. */
function shape(fields: Readonly<Record<string, Schema>>) {
  const entries = Object.entries(fields)
  return {
    type: 'object',
    required: entries.map(([name]) => name).filter((name) => !name.endsWith('?')),
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/, ''), schema])),
  }
}

const workspaceItem = shape({
  id: uuid,
  name: text,
  organization_id: uuid,
  status: oneOf('active', 'inactive'),
  cache_enabled: orNull(boolean),
  tombstone: boolean,
  visibility: oneOf('shared', 'private'),
  color: orNull(text),
  created_at: instant,
  updated_at: instant,
})

const skill = shape({
  id: text,
  kind: oneOf('static', 'connector_source'),
  title: text,
  provenance: text,
  version: text,
  freshness: shape({ state: oneOf('static', 'live', 'degraded', 'unknown'), 'checked_at?': instant }),
  'summary?': text,
  tags: list(text),
  warnings: list(text),
})

const templateFields = {
  'customization?': orNull(object),
  'tags?': list(text),
  'mode?': oneOf('DIRECT', 'REPLICATION', 'MULTI'),
  'runtime_mode?': oneOf('direct_only', 'context_store_only', 'direct_and_context_store', null),
  'supports_context_store?': boolean,
  'created_at?': orNull(instant),
  'updated_at?': orNull(instant),
}

const summarizedTemplate = shape({
  id: uuid,
  name: text,
  icon: orNull(text),
  actor_definition_id: uuid,
  'connector_name?': orNull(text),
  'organization_id?': orNull(uuid),
  ...templateFields,
})

const detailedTemplate = shape({
  id: uuid,
  name: text,
  source_definition_id: uuid,
  user_config_spec: shape({
    connectionSpecification: shape({
      type: text,
      'required?': list(text),
      'properties?': object,
      'title?': text,
      'description?': text,
      '$schema?': text,
    }),
    'documentationUrl?': text,
    'advanced_auth?': shape({ auth_flow_type: text, oauth_config_specification: object }),
  }),
  partial_default_config: object,
  'icon?': orNull(text),
  'is_experimental?': boolean,
  ...templateFields,
})

const entities = orNull(list(shape({ entity: text, 'modes?': orNull(list(oneOf('read', 'write'))) })))

const connectorDetail = shape({
  id: uuid,
  name: text,
  source_template: detailedTemplate,
  replication_config: object,
  entities,
  created_at: orNull(instant),
  updated_at: orNull(instant),
})

const sourceDefinition = {
  name: text,
  'sourceDefinitionId?': uuid,
  'destinationDefinitionId?': uuid,
  'dockerRepository?': text,
  'iconUrl?': text,
  'custom?': boolean,
  'supportLevel?': oneOf('archived', 'certified', 'community', 'none', null),
}

/** Response fields that Agent API clients read, by their name for the response. */
const SHAPES = {
  error: shape({
    message: orNull(text),
    errors: list(
      shape({
        field: orNull(text),
        message: text,
        'error_code?': orNull(text),
        'details?': orNull(object),
      }),
    ),
  }),
  'application token': shape({
    access_token: { type: 'string', minLength: 1 },
    token_type: oneOf('bearer'),
    expires_in: { const: 900 },
    organization_id: orNull(uuid),
  }),
  'scoped token': shape({ token: { type: 'string', minLength: 1 } }),
  'scoped token info': shape({ organization_id: uuid, workspace_id: uuid, workspace_name: text }),
  'widget token': shape({ token: { type: 'string', pattern: '^[A-Za-z0-9+/]+={0,2}$' } }),
  'widget token, decoded': shape({ token: text, widgetUrl: { type: 'string', pattern: '^https?://' } }),
  workspace: workspaceItem,
  workspaces: shape({ data: list(workspaceItem), next: orNull(text) }),
  'workspace statistics': shape({ active_count: integer, inactive_count: integer, total_count: integer }),
  'deleted workspace': shape({ id: uuid, deleted_at: instant }),
  connector: connectorDetail,
  connectors: shape({
    data: list(
      shape({
        id: uuid,
        name: text,
        summarized_source_template: summarizedTemplate,
        'created_at?': instant,
        'updated_at?': instant,
      }),
    ),
  }),
  'deleted connector': shape({ job_id: text }),
  check: shape({
    id: text,
    status: oneOf('pending', 'running', 'cancelled', 'failed', 'succeeded', 'inconclusive', 'skipped', null),
    error_message: orNull(text),
    failure_reason: orNull(object),
    entity_check_results: orNull(
      list(shape({ entity: text, status: text, 'status_code?': integer, 'error_message?': text })),
    ),
  }),
  inspection: shape({
    connector_id: uuid,
    name: text,
    workspace_id: uuid,
    organization_id: uuid,
    source_definition_id: uuid,
    source_config_template_id: uuid,
    docs_skill_id: { type: 'string', pattern: '^connector-source:' },
    source_definition_name: orNull(text),
    warnings: list(text),
    context_store_readiness: orNull(object),
  }),
  skills: shape({ data: list(skill), next_cursor: orNull(text) }),
  'skill docs': shape({
    metadata: skill,
    outline: list(shape({ id: text, title: text, 'summary?': text, available: boolean })),
    section_id: orNull(text),
    content: list(
      shape({
        type: oneOf('heading', 'paragraph', 'list', 'code', 'table'),
        'text?': text,
        'level?': integer,
        'items?': list(text),
        'language?': text,
        'code?': text,
        'headers?': list(text),
        'rows?': list(list(text)),
      }),
    ),
  }),
  'source definitions': shape({ definitions: list(shape(sourceDefinition)) }),
  'source definition': shape({
    id: uuid,
    definition: shape({ name: text, spec: object }),
    example_questions: shape({ direct: list(text), search: list(text) }),
  }),
  'destination definitions': shape({ destinations: list(shape({ id: uuid, name: text, icon: text })) }),
  templates: shape({ data: list(summarizedTemplate) }),
  template: {
    allOf: [
      detailedTemplate,
      shape({
        auth_tooltip: { anyOf: [text, object, { type: 'null' }] },
        connector_name: orNull(text),
        organization_id: orNull(uuid),
      }),
    ],
  },
  'connection templates': shape({ data: list(object) }),
  execution: shape({
    status: oneOf('success'),
    result: anything,
    connector_metadata: anything,
    execution_metadata: shape({ connector_instance_id: text, execution_time_ms: integer }),
  }),
  credentials: shape({
    data: list(
      shape({
        id: uuid,
        workspace_id: uuid,
        workspace_name: text,
        workspace_tombstone: boolean,
        connector_definition_id: uuid,
        connector_name: text,
        connector_mode: orNull(text),
        created_at: instant,
        last_accessed_at: orNull(instant),
        direct_queries_30d: integer,
        replications_30d: orNull(integer),
        context_store_badge_status: oneOf('loading', 'building', 'preview', 'ready'),
        context_store_status: orNull(text),
        'context_store_entity_count?': integer,
        entities,
      }),
    ),
    total: integer,
  }),
} as const

export type ShapeName = keyof typeof SHAPES

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true })
const validators = new Map<string, ValidateFunction>()

/** Asserts that a response has every field that clients of the Agent API read, each of the expected type. */
export function assertShape(name: ShapeName, value: unknown): void {
  const validate = validators.get(name) ?? ajv.compile(SHAPES[name])
  validators.set(name, validate)
  assert.ok(validate(value), `${name}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`)
}
