import { type Static, Type } from 'typebox'
import { ERRORS, type ErrorCode } from './errors.ts'
import { CALLERS, operation } from './operation.ts'
import {
  CurrentName,
  Id,
  IncludeNames,
  NamedShape,
  Nullable,
  OneOf,
  PATTERN_RULE,
  PageQuery,
  PathId,
  RecordedAgent,
  Shape,
  TimeQuery,
  toPage,
  WorkspaceName,
} from './values/shapes.ts'

const tag = 'Tool calls'

/** Interfaces through which a call can arrive. */
export const SOURCES = ['http', 'mcp'] as const

const STATUSES = ['success', 'error'] as const
const Status = OneOf(STATUSES)

export const ToolCallItem = NamedShape('ToolCall', {
  id: Id('tool_call'),
  at: Type.String({ format: 'date-time', description: 'When the call ended.' }),
  workspace_id: Nullable(Id('workspace')),
  workspace_name: CurrentName,
  connector_id: Nullable(
    Type.String({ format: 'uuid', description: 'Null if there was no such connector.' }),
  ),
  connector_name: CurrentName,
  definition_id: Nullable(Id('definition')),
  entity: Nullable(Type.String({ description: 'Null if the definition has no such operation.' })),
  action: Nullable(Type.String()),
  status: Status,
  code: Nullable(
    OneOf(Object.keys(ERRORS) as ErrorCode[], { description: 'Code of the error that was returned.' }),
  ),
  upstream_status: Nullable(Type.Integer({ description: 'HTTP status of the service.' })),
  duration_ms: Type.Integer(),
  upstream_ms: Nullable(Type.Integer({ description: 'Part of `duration_ms` that the service took.' })),
  method: Nullable(
    Type.String({
      description: 'HTTP method of the request. Null: nothing was sent, or no record was made of it.',
    }),
  ),
  host: Nullable(
    Type.String({
      description:
        'Host as the document of the service declares it, with placeholders as `{subdomain}.zendesk.com`. Null also if the connector has a base URL of its own.',
    }),
  ),
  path: Nullable(
    Type.String({ description: 'Path as the document declares it, as `/repos/{owner}/{repo}/issues`.' }),
  ),
  attempts: Nullable(Type.Integer({ description: 'Number of requests that were sent.' })),
  wait_ms: Nullable(
    Type.Integer({ description: 'Part of `duration_ms` before the first request was sent.' }),
  ),
  request_bytes: Nullable(Type.Integer({ description: 'Bytes of the body that was sent to the service.' })),
  response_bytes: Nullable(Type.Integer({ description: 'Bytes of the response body.' })),
  request_id: Type.String({ format: 'uuid' }),
  application_id: Nullable(Type.String({ format: 'uuid', description: 'Null when a person called.' })),
  person_id: Nullable(
    Type.String({ format: 'uuid', description: 'The person who called, or minted the token.' }),
  ),
  token_kind: OneOf(CALLERS),
  token_id: Nullable(
    Type.String({ format: 'uuid', description: '`jti` of the token that called; of a person, the session.' }),
  ),
  ...RecordedAgent,
  has_idempotency_key: Nullable(
    Type.Boolean({ description: 'Whether the request had an `Idempotency-Key`.' }),
  ),
  source: OneOf(SOURCES, { description: 'The interface that the call came through.' }),
  intent: Nullable(
    Type.String({ description: 'Purpose that the caller stated. It is deleted with the workspace.' }),
  ),
})
export type ToolCallItem = Static<typeof ToolCallItem>

/** Filters for calls. Without a filter, the list holds every call that the caller may see. */
const Filters = {
  workspace_id: Type.Optional(Id('workspace')),
  workspace_name: Type.Optional(WorkspaceName),
  connector_id: Type.Optional(Id('connector', { description: 'Only calls of this connector.' })),
  entity: Type.Optional(Type.String({ minLength: 1, maxLength: 255, description: 'Such as `issues`.' })),
  action: Type.Optional(Type.String({ minLength: 1, maxLength: 255, description: 'Such as `list`.' })),
  operation_contains: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Part of `entity.action`, such as `issu` or `issues.l`, in any letter case.',
    }),
  ),
  status: Type.Optional(OneOf(STATUSES, { description: 'Outcome of the call.' })),
  definition_id: Type.Optional(Id('definition', { description: 'Only calls of this service.' })),
  code: Type.Optional(
    OneOf(Object.keys(ERRORS) as ErrorCode[], { description: 'Only calls that failed with this code.' }),
  ),
  application_id: Type.Optional(Id('application', { description: 'Only calls by this application.' })),
  person_id: Type.Optional(Id('person', { description: 'Only calls by this person.' })),
  ...TimeQuery,
}

export const listToolCalls = operation({
  operationId: 'listToolCalls',
  method: 'GET',
  path: '/api/v1/tool-calls',
  tag,
  summary: 'List the operations that were executed',
  description:
    'Newest first; a call is listed within a second of its end. A scoped token sees the calls of its workspace, an application token those of the whole organization. Calls outlive their workspace until their retention ends.',
  callers: ['application', 'scoped', 'person'],
  needs: 'viewer',
  audit: null,
  query: Shape({
    ...Filters,
    grant_id: Type.Optional(
      Id('agent_grant', { description: 'Only calls by the program that has this grant.' }),
    ),
    include_names: IncludeNames,
    ...PageQuery,
  }),
  responses: { 200: toPage(ToolCallItem) },
  errors: [],
})

export const getToolCall = operation({
  operationId: 'getToolCall',
  method: 'GET',
  path: '/api/v1/tool-calls/{tool_call_id}',
  tag,
  summary: 'Get one executed operation',
  callers: ['application', 'scoped', 'person'],
  needs: 'viewer',
  audit: null,
  params: Shape({ tool_call_id: PathId('tool_call') }),
  responses: {
    200: NamedShape('ToolCallDetail', {
      ...ToolCallItem.properties,
      upstream_message: Nullable(
        Type.String({
          description:
            'Message of the service about a failure: redacted, 1,000 characters at most, deleted with the workspace.',
        }),
      ),
      has_bodies: Type.Boolean({ description: 'Whether `getToolCallBodies` returns something.' }),
    }),
  },
  errors: ['tool_call_not_found'],
})

const BodyText = {
  content_type: Nullable(Type.String()),
  body: Nullable(
    Type.String({ description: 'Redacted, and cut to 64 KiB. Null: there was none, or it is not text.' }),
  ),
  is_cut: Type.Boolean({ description: 'Whether there was more of it.' }),
}

/** Recorded request to the service and its response. Deleted after one day. */
export const RecordedBodies = NamedShape('RecordedBodies', {
  request: Nullable(
    NamedShape(
      'RecordedRequest',
      { method: Type.String(), url: Type.String({ description: 'Redacted.' }), ...BodyText },
      { description: 'Null: the connector was not being recorded, or the call is more than a day old.' },
    ),
  ),
  response: Nullable(
    NamedShape(
      'RecordedResponse',
      { status: Type.Integer(), ...BodyText },
      { description: 'Null: no complete response arrived.' },
    ),
  ),
})
export type RecordedBodies = Static<typeof RecordedBodies>

export const getToolCallBodies = operation({
  operationId: 'getToolCallBodies',
  method: 'GET',
  path: '/api/v1/tool-calls/{tool_call_id}/bodies',
  tag,
  summary: 'Read the request and the response of a service in a call',
  description:
    'Bodies exist for a day if the connector was being recorded (`startRecording`). If there were several attempts, they are those of the last one. Only callers that may execute the same operation of the connector now can read them. The audit log records each read.',
  callers: ['application', 'scoped', 'person'],
  needs: 'user',
  audit: 'tool_call.bodies_read',
  params: Shape({ tool_call_id: PathId('tool_call') }),
  responses: { 200: RecordedBodies },
  errors: ['tool_call_not_found', 'workspace_inactive'],
})

/** Calls within one time span. */
export const CallBucket = NamedShape('CallBucket', {
  at: Type.String({ format: 'date-time', description: 'Start of the bucket.' }),
  calls: Type.Integer(),
  errors: Type.Integer(),
  p50_ms: Nullable(Type.Integer({ description: 'Median duration. Null: there were no calls.' })),
  p95_ms: Nullable(Type.Integer()),
  upstream_p50_ms: Nullable(Type.Integer({ description: 'Median of the time that the service took.' })),
})
export type CallBucket = Static<typeof CallBucket>

export const getToolCallStatistics = operation({
  operationId: 'getToolCallStatistics',
  method: 'GET',
  path: '/api/v1/tool-calls/statistics',
  tag,
  summary: 'Count the executed operations over time',
  description:
    'Divides the time from `since` (default: a day before `until`) to `until` (default: now) into as many equal buckets as requested, 92 days at most. The response has every bucket, empty ones too. Durations are within 10 % of their true value.',
  callers: ['application', 'scoped', 'person'],
  needs: 'viewer',
  audit: null,
  query: Shape({
    ...Filters,
    buckets: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 200,
        default: 60,
        description: 'Number of buckets into which the time is divided.',
      }),
    ),
  }),
  responses: {
    200: NamedShape('ToolCallStatistics', {
      since: Type.String({ format: 'date-time' }),
      until: Type.String({ format: 'date-time' }),
      bucket_seconds: Type.Number(),
      data: Type.Array(CallBucket),
    }),
  },
  errors: [],
})

/** Dimensions by which calls can be grouped. */
export const CALL_GROUPINGS = ['service', 'connector', 'workspace', 'caller', 'status', 'code'] as const

/** Calls that have one thing in common. */
export const CallGroup = NamedShape('CallGroup', {
  key: Nullable(
    Type.String({
      description:
        'Id of the service, connector, workspace or caller, or the status or code. Null: calls that have none.',
    }),
  ),
  caller: Nullable(
    OneOf(['application', 'person'], { description: 'Kind of the caller; null in other groupings.' }),
  ),
  name: CurrentName,
  calls: Type.Integer(),
  errors: Type.Integer(),
  series: Type.Array(NamedShape('CallCount', { calls: Type.Integer(), errors: Type.Integer() }), {
    description: 'The same figures by bucket, oldest first.',
  }),
})
export type CallGroup = Static<typeof CallGroup>

export const getToolCallGroups = operation({
  operationId: 'getToolCallGroups',
  method: 'GET',
  path: '/api/v1/tool-calls/groups',
  tag,
  summary: 'Count the executed operations by service, connector, workspace, caller, status or code',
  description:
    'Lists the groups with the most calls first, each over the time from `since` (without it a day before `until`) to `until` (without it now) in equal buckets, 92 days at most. Calls of further groups are counted together in `rest`.',
  callers: ['application', 'scoped', 'person'],
  needs: 'viewer',
  audit: null,
  query: Shape({
    by: OneOf(CALL_GROUPINGS, { description: 'Property to group calls by.' }),
    ...Filters,
    keys: Type.Optional(
      Type.String({
        pattern: '^[0-9a-fA-F-]{36}(,[0-9a-fA-F-]{36}){0,99}$',
        [PATTERN_RULE]: 'must be 1 to 100 ids, divided by commas',
        description:
          'With `by` connector or workspace: ids, divided by commas, 100 at most. These groups are returned, in this order, with or without calls.',
      }),
    ),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 50, default: 10, description: 'Most groups in the response.' }),
    ),
    buckets: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 200,
        default: 1,
        description: 'Number of buckets into which the time is divided.',
      }),
    ),
    include_names: IncludeNames,
  }),
  responses: {
    200: NamedShape('ToolCallGroups', {
      since: Type.String({ format: 'date-time' }),
      until: Type.String({ format: 'date-time' }),
      bucket_seconds: Type.Number(),
      data: Type.Array(CallGroup),
      rest: Nullable(
        NamedShape('OtherCallGroups', {
          groups: Type.Integer({ description: 'Number of further groups.' }),
          calls: Type.Integer(),
          errors: Type.Integer(),
        }),
      ),
    }),
  },
  errors: [],
})
