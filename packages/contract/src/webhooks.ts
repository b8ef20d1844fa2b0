import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import {
  FreeObject,
  Id,
  NamedShape,
  Nullable,
  OneOf,
  PageQuery,
  PathId,
  Shape,
  Timestamp,
  toPage,
} from './values/shapes.ts'

const tag = 'Webhooks'

/** Events that webhook endpoints can receive, and when each is recorded. */
export const EVENTS = {
  'connector.created': 'A connector was created.',
  'connector.reconnected': 'A connector got other credentials.',
  'connector.needs_reauthentication':
    'A connector stopped working until somebody gives it new credentials or authorizes it again.',
  'connector.recovered': 'A connector that needed re-authentication works again.',
  'connector.deleted': 'A connector was deleted.',
  'connect_session.completed': 'A connect session created a connector, which can be used.',
  'connect_session.awaiting_confirmation':
    'The end user finished a connect session, and its connector waits to be confirmed.',
  'connect_session.failed':
    'A connect session ended with an error, the end user refused, or its credential was discarded.',
  'connect_session.expired': 'A connect session was not finished or not confirmed in time.',
  'workspace_key.expiring':
    'A key of a workspace ends soon: in a week, or when half of a shorter life is over.',
  'workspace.created': 'A workspace was created.',
  'workspace.deactivated': 'A workspace was deactivated.',
  'workspace.deleted': 'A workspace was deleted with all that it held.',
} as const
export type EventType = keyof typeof EVENTS
const EVENT_TYPES = Object.keys(EVENTS) as EventType[]

/** Reasons why a delivery attempt failed. */
export const FAILURES = {
  rejected: 'The response had another status than 2xx.',
  egress_refused: 'The egress policy refuses the address.',
  redirect_refused: 'The response was a redirect. None is followed.',
  unreachable: 'No connection was made.',
  connection_lost: 'The connection ended before the response was complete.',
  timeout: 'There was no whole response within 10 seconds.',
  response_too_large: 'The response had more than 64 KiB.',
  response_unreadable: 'The response was no HTTP.',
  internal: 'The server failed. Its log says why.',
} as const
type Failure = keyof typeof FAILURES
const FAILURE_CODES = Object.keys(FAILURES) as Failure[]

/** Maximum number of endpoints of an organization. */
export const MOST_ENDPOINTS = 20
/** Type of the event that a ping sends. */
export const PING = 'webhook.ping'

const EventTypes = Type.Array(OneOf(EVENT_TYPES), {
  minItems: 1,
  maxItems: 50,
  uniqueItems: true,
  description: 'The only types that are sent to it. Without them, or with null, all are.',
})
const WorkspaceIds = Type.Array(Id('workspace'), {
  minItems: 1,
  maxItems: 100,
  uniqueItems: true,
  description:
    'The only workspaces whose events are sent to it. Without them, or with null, those of all are.',
})
const Url = Type.String({
  minLength: 1,
  maxLength: 2048,
  description:
    'An https URL without user name and fragment. The egress policy decides which addresses it may have.',
})
const Description = Type.String({ maxLength: 255, description: 'Label for people.' })

export const WebhookEndpoint = NamedShape('WebhookEndpoint', {
  id: Id('webhook_endpoint'),
  url: Type.String(),
  description: Nullable(Type.String()),
  event_types: Nullable(
    Type.Array(Type.String(), { description: 'Null: all, those of later versions included.' }),
  ),
  workspace_ids: Nullable(Type.Array(Id('workspace'), { description: 'Null: all.' })),
  status: OneOf(['enabled', 'disabled']),
  disabled_reason: Nullable(
    OneOf(['caller', 'failing'], {
      description: '`caller`: by a request. `failing`: it failed for 5 days without a success.',
    }),
  ),
  disabled_at: Nullable(Timestamp),
  failing_since: Nullable(
    Type.String({
      format: 'date-time',
      description: 'The first failure after the last success. Null: it works.',
    }),
  ),
  failure: Nullable(OneOf(FAILURE_CODES, { description: 'Why the last try failed.' })),
  failure_status: Nullable(Type.Integer({ description: 'The HTTP status of that try.' })),
  delivered_at: Nullable(Type.String({ format: 'date-time', description: 'The last success. Null: none.' })),
  previous_secret_until: Nullable(
    Type.String({
      format: 'date-time',
      description: 'Until then the secret before signs too. Null: one secret signs.',
    }),
  ),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type WebhookEndpoint = Static<typeof WebhookEndpoint>

const DeliveryTry = NamedShape('DeliveryTry', {
  at: Timestamp,
  duration_ms: Type.Integer(),
  status: Nullable(Type.Integer({ description: 'HTTP status of the response. Null: there was none.' })),
  code: Nullable(OneOf(FAILURE_CODES, { description: 'Why it failed. Null: it was delivered.' })),
})
/** A delivery attempt, without headers and body. */
export type DeliveryTry = Static<typeof DeliveryTry>

export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const

export const WebhookDelivery = NamedShape('WebhookDelivery', {
  id: Id('webhook_delivery'),
  event_id: Type.String({
    format: 'uuid',
    description: '`webhook-id` of the request: the same for each try, each replay and each endpoint.',
  }),
  sequence: Type.Integer({ description: 'Numbers the events of the endpoint, without gaps.' }),
  type: Type.String(),
  workspace_id: Nullable(Id('workspace', { description: 'Null: of a ping.' })),
  state: OneOf(DELIVERY_STATES),
  recorded_at: Timestamp,
  next_try_at: Nullable(Type.String({ format: 'date-time', description: 'While it is pending.' })),
  finished_at: Nullable(Timestamp),
  payload: FreeObject({ description: 'The body of the request.' }),
  tries: Type.Array(DeliveryTry, { description: 'The last 50, oldest first.' }),
})
export type WebhookDelivery = Static<typeof WebhookDelivery>

const params = Shape({ endpoint_id: PathId('webhook_endpoint') })
const callers = ['application', 'person'] as const
const Secret = Type.String({
  description: '`whsec_` and 32 bytes in base64. Shown here and never again.',
})

export const listWebhookEndpoints = operation({
  operationId: 'listWebhookEndpoints',
  method: 'GET',
  path: '/api/v1/webhook-endpoints',
  tag,
  summary: 'List webhook endpoints',
  description: 'Oldest first. Secrets are not shown.',
  callers,
  audit: null,
  responses: { 200: Shape({ data: Type.Array(WebhookEndpoint) }) },
  errors: [],
})

export const createWebhookEndpoint = operation({
  operationId: 'createWebhookEndpoint',
  method: 'POST',
  path: '/api/v1/webhook-endpoints',
  tag,
  summary: 'Create a webhook endpoint',
  description: `Events that are recorded from then on are sent to it by POST, signed by the Standard Webhooks specification. An organization has ${MOST_ENDPOINTS} endpoints at most.`,
  callers,
  audit: 'webhook_endpoint.created',
  idempotency: 'none',
  body: Shape({
    url: Url,
    description: Type.Optional(Nullable(Description)),
    event_types: Type.Optional(Nullable(EventTypes)),
    workspace_ids: Type.Optional(Nullable(WorkspaceIds)),
  }),
  responses: { 200: NamedShape('NewWebhookEndpoint', { ...WebhookEndpoint.properties, secret: Secret }) },
  errors: ['egress_refused', 'workspace_not_found', 'webhook_endpoints_full'],
})

export const getWebhookEndpoint = operation({
  operationId: 'getWebhookEndpoint',
  method: 'GET',
  path: '/api/v1/webhook-endpoints/{endpoint_id}',
  tag,
  summary: 'Get a webhook endpoint',
  callers,
  audit: null,
  params,
  responses: { 200: WebhookEndpoint },
  errors: ['webhook_endpoint_not_found'],
})

export const updateWebhookEndpoint = operation({
  operationId: 'updateWebhookEndpoint',
  method: 'PUT',
  path: '/api/v1/webhook-endpoints/{endpoint_id}',
  tag,
  summary: 'Change, disable or enable a webhook endpoint',
  description:
    'Fields that are left out stay. Disabling fails the deliveries that wait; they can be replayed. Events that are recorded while the endpoint is disabled are not sent to it. Enabling resets the 5 days for which it may fail.',
  callers,
  audit: 'webhook_endpoint.updated',
  params,
  body: Shape({
    url: Type.Optional(Url),
    description: Type.Optional(Nullable(Description)),
    event_types: Type.Optional(Nullable(EventTypes)),
    workspace_ids: Type.Optional(Nullable(WorkspaceIds)),
    status: Type.Optional(OneOf(['enabled', 'disabled'], { description: 'Whether events are sent to it.' })),
  }),
  responses: { 200: WebhookEndpoint },
  errors: ['webhook_endpoint_not_found', 'egress_refused', 'workspace_not_found'],
})

export const deleteWebhookEndpoint = operation({
  operationId: 'deleteWebhookEndpoint',
  method: 'DELETE',
  path: '/api/v1/webhook-endpoints/{endpoint_id}',
  tag,
  summary: 'Delete a webhook endpoint with its deliveries',
  callers,
  audit: 'webhook_endpoint.deleted',
  params,
  responses: { 200: Shape({ id: Id('webhook_endpoint'), deleted_at: Timestamp }) },
  errors: ['webhook_endpoint_not_found'],
})

export const rotateWebhookSecret = operation({
  operationId: 'rotateWebhookSecret',
  method: 'POST',
  path: '/api/v1/webhook-endpoints/{endpoint_id}/rotate-secret',
  tag,
  summary: 'Replace the secret of a webhook endpoint',
  description:
    'Until the overlap is over, each request is signed with both secrets, so that receivers can change at any time. At most two sign: rotating again ends the older one. With 0 the old one ends at once.',
  callers,
  audit: 'webhook_endpoint.secret_rotated',
  idempotency: 'none',
  params,
  body: Shape({
    previous_valid_for: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 604_800,
        default: 86_400,
        description: 'Seconds for which the old secret signs too.',
      }),
    ),
  }),
  responses: {
    200: Shape({
      id: Id('webhook_endpoint'),
      secret: Secret,
      previous_secret_until: WebhookEndpoint.properties.previous_secret_until,
    }),
  },
  errors: ['webhook_endpoint_not_found'],
})

export const pingWebhookEndpoint = operation({
  operationId: 'pingWebhookEndpoint',
  method: 'POST',
  path: '/api/v1/webhook-endpoints/{endpoint_id}/ping',
  tag,
  summary: 'Send a test event to a webhook endpoint',
  description: `The event \`${PING}\` is sent whatever types the endpoint is for. Its delivery says how that went.`,
  callers,
  audit: 'webhook_endpoint.pinged',
  params,
  responses: { 200: WebhookDelivery },
  errors: ['webhook_endpoint_not_found', 'webhook_endpoint_disabled'],
})

export const listWebhookDeliveries = operation({
  operationId: 'listWebhookDeliveries',
  method: 'GET',
  path: '/api/v1/webhook-endpoints/{endpoint_id}/deliveries',
  tag,
  summary: 'List deliveries to a webhook endpoint',
  description: 'Newest first. Failed ones are kept for 30 days and delivered ones for 7.',
  callers,
  audit: null,
  params,
  query: Shape({
    ...PageQuery,
    state: Type.Optional(OneOf(DELIVERY_STATES, { description: 'How it went, as far as is known.' })),
    type: Type.Optional(OneOf([...EVENT_TYPES, PING], { description: 'Of the event.' })),
  }),
  responses: { 200: toPage(WebhookDelivery) },
  errors: ['webhook_endpoint_not_found'],
})

export const replayWebhookDelivery = operation({
  operationId: 'replayWebhookDelivery',
  method: 'POST',
  path: '/api/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay',
  tag,
  summary: 'Send a delivery again',
  description:
    'Sends the same `webhook-id`, body and sequence number. If it fails, it is retried for another 24 hours. A pending delivery is sent now.',
  callers,
  audit: 'webhook_delivery.replayed',
  params: Shape({ endpoint_id: PathId('webhook_endpoint'), delivery_id: PathId('webhook_delivery') }),
  responses: { 200: WebhookDelivery },
  errors: ['webhook_endpoint_not_found', 'webhook_delivery_not_found', 'webhook_endpoint_disabled'],
})
