import { type Static, Type } from 'typebox'
import { Entities } from '../connectors.ts'
import { ERRORS, type ErrorCode } from '../errors.ts'
import { operation } from '../operation.ts'
import {
  Id,
  NamedShape,
  Nullable,
  OneOf,
  PATTERN_RULE,
  PageQuery,
  PathId,
  Shape,
  Timestamp,
  toPage,
  WorkspaceName,
} from '../values/shapes.ts'

const tag = 'Connect'

/** First letters of a connect token, which distinguish it from other bearer tokens. */
export const CONNECT_TOKEN_PREFIX = 'bhc_'

/** States of a connect session. All but the first two are final. */
export const CONNECT_STATUSES = [
  'open',
  'awaiting_confirmation',
  'completed',
  'failed',
  'refused',
  'expired',
  'revoked',
  'discarded',
] as const
export type ConnectStatus = (typeof CONNECT_STATUSES)[number]

export const ConnectSessionStatus = OneOf(CONNECT_STATUSES, {
  description:
    '`open`: the link can be used. `awaiting_confirmation`: the end user finished, and the session is still to be confirmed. `completed`: the connector works. The others are final: `failed` after too many attempts, `refused` by the end user, `expired`, `revoked`, `discarded`.',
})

/** An account at the service, read by the check of a credential. */
export const UpstreamAccount = NamedShape('UpstreamAccount', {
  id: Type.String({ description: 'Id at the service.' }),
  name: Nullable(
    Type.String({ description: 'Name of the account at the service, such as an e-mail address.' }),
  ),
})
export type UpstreamAccount = Static<typeof UpstreamAccount>

/** Error of a session or of an attempt, in words for the person at the page. */
export const ConnectError = NamedShape('ConnectError', {
  code: OneOf(Object.keys(ERRORS) as ErrorCode[]),
  message: Type.String(),
})
export type ConnectError = Static<typeof ConnectError>

const EndUserId = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'Id of the end user in your application.',
})

/** End user who opens a connect link, as the application describes them. */
const EndUser = NamedShape('NewEndUser', {
  id: EndUserId,
  email: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 320 }))),
  name: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 255 }))),
})

/** {@link EndUser} with every member required. */
export const KnownEndUser = NamedShape('EndUser', {
  id: Type.String(),
  email: Nullable(Type.String()),
  name: Nullable(Type.String()),
})
export type KnownEndUser = Static<typeof KnownEndUser>

const Locale = Type.String({
  minLength: 2,
  maxLength: 35,
  pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,11}$',
  [PATTERN_RULE]: 'must be a language, such as de or de-AT',
  description: 'Language of the page, as `de` or `de-AT`. Default: that of the browser.',
})

const ExistingRule = OneOf(['replace', 'add', 'refuse'], {
  description:
    'If the workspace already has a connector of the service and of the same end user: `replace` its credential, `add` another connector, or `refuse`. Default: `replace`; `add` for scoped tokens, and for members who are a `user` of the workspace.',
})

export const ConnectSession = NamedShape('ConnectSession', {
  session_id: Id('connect_session'),
  kind: OneOf(['new', 'reconnect']),
  status: ConnectSessionStatus,
  workspace_id: Id('workspace'),
  workspace_name: Nullable(Type.String({ description: 'Null if the workspace was deleted.' })),
  services: Nullable(
    Type.Array(Id('definition'), { description: 'Definitions to choose from; null: all of this server.' }),
  ),
  connector_id: Nullable(
    Id('connector', { description: 'Connector that the session created or is to reconnect.' }),
  ),
  end_user: Nullable(KnownEndUser),
  allowed_origins: Type.Array(Type.String()),
  redirect_url: Nullable(Type.String()),
  require_confirmation: Type.Boolean(),
  confirm_within: Type.Integer({ description: 'Seconds from completion.' }),
  on_existing: ExistingRule,
  entities: Nullable(Entities),
  locale: Nullable(Type.String()),
  person_id: Nullable(Id('person', { description: 'The person who made it; null: an application.' })),
  created_at: Timestamp,
  expires_at: Timestamp,
  completed_at: Nullable(Type.String({ format: 'date-time', description: 'When the end user finished.' })),
  confirm_until: Nullable(Type.String({ format: 'date-time' })),
  ended_at: Nullable(Type.String({ format: 'date-time' })),
  error: Nullable(ConnectError),
  account: Nullable(UpstreamAccount),
  previous_account: Nullable({
    ...UpstreamAccount,
    description: 'The previous account, if a different one was connected.',
  } as typeof UpstreamAccount),
  finished_by: Nullable(
    NamedShape(
      'FinishedBy',
      {
        browser: Nullable(Type.String()),
        network: Nullable(Type.String({ description: 'Network address, without its last part.' })),
      },
      { description: 'Browser and network of the end user who finished.' },
    ),
  ),
})
export type ConnectSession = Static<typeof ConnectSession>

/** A new session. Its URL and token are shown only in this response. */
export const NewConnectSession = NamedShape('NewConnectSession', {
  ...ConnectSession.properties,
  url: Type.String({ description: 'The connect link: send the end user there.' }),
  token: Type.String({ description: 'The token in the link. It is stored as a hash only.' }),
})

export const createConnectSession = operation({
  operationId: 'createConnectSession',
  method: 'POST',
  path: '/api/v1/connect/sessions',
  tag,
  summary: 'Make a connect link, with which a customer connects an account',
  description:
    'Send the end user to `url`, or show it with `@bulkhead/connect`. The workspace is named as when minting: an application creates it if the name is new. With `connector_id` the link replaces only the credential of that connector. Without `allowed_origins` the connector is `pending` until `POST …/confirm`. A scoped token can make links for its own workspace, without `end_user`, `allowed_origins`, `require_confirmation: false` and `on_existing: replace`. So can a member with the level `user` in the workspace, but without `connector_id`; a `manager` can make any link.',
  callers: ['application', 'scoped', 'person'],
  needs: 'user',
  audit: 'connect_session.created',
  // The response contains the token.
  idempotency: 'none',
  body: Shape({
    workspace_name: Type.Optional(WorkspaceName),
    workspace_id: Type.Optional(Id('workspace')),
    services: Type.Optional(
      Nullable(
        Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
          minItems: 1,
          maxItems: 100,
          description: 'Slugs, display names or definition ids of the services to choose from. Default: all.',
        }),
      ),
    ),
    connector_id: Type.Optional(
      Nullable(
        Id('connector', { description: 'Reconnects this connector. Cannot be combined with `services`.' }),
      ),
    ),
    end_user: Type.Optional(Nullable(EndUser)),
    allowed_origins: Type.Optional(
      Nullable(
        Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
          maxItems: 10,
          description: 'Origins whose pages may embed or open the page, as `https://app.example.com`.',
        }),
      ),
    ),
    redirect_url: Type.Optional(
      Nullable(
        Type.String({
          minLength: 1,
          maxLength: 2048,
          description:
            'URL to which the browser returns at the end. Its origin must be one of `redirect_origins`.',
        }),
      ),
    ),
    expires_in: Type.Optional(
      Type.Integer({ minimum: 60, maximum: 604_800, default: 1800, description: 'Seconds.' }),
    ),
    require_confirmation: Type.Optional(
      Nullable(Type.Boolean({ description: 'Default: true; false with `allowed_origins`.' })),
    ),
    confirm_within: Type.Optional(
      Type.Integer({
        minimum: 60,
        maximum: 604_800,
        default: 3600,
        description: 'Seconds from completion to confirm.',
      }),
    ),
    on_existing: Type.Optional(ExistingRule),
    entities: Type.Optional(
      Nullable({ ...Entities, description: 'Allowed uses of the connector.' } as typeof Entities),
    ),
    locale: Type.Optional(Nullable(Locale)),
  }),
  responses: { 200: NewConnectSession },
  errors: [
    'workspace_not_found',
    'workspace_inactive',
    'definition_not_found',
    'connector_not_found',
    'connector_pending',
    'quota_exceeded',
  ],
})

export const listConnectSessions = operation({
  operationId: 'listConnectSessions',
  method: 'GET',
  path: '/api/v1/connect/sessions',
  tag,
  summary: 'List connect sessions, newest first',
  description:
    'Sessions are kept for 30 days after they ended. A scoped token sees only those of its workspace.',
  callers: ['application', 'scoped', 'person'],
  needs: 'user',
  audit: null,
  query: Shape({
    status: Type.Optional(ConnectSessionStatus),
    workspace_id: Type.Optional(Id('workspace')),
    workspace_name: Type.Optional(WorkspaceName),
    end_user_id: Type.Optional(EndUserId),
    ...PageQuery,
  }),
  responses: { 200: toPage(ConnectSession) },
  errors: [],
})

const params = Shape({ session_id: PathId('connect_session') })

export const getConnectSession = operation({
  operationId: 'getConnectSession',
  method: 'GET',
  path: '/api/v1/connect/sessions/{session_id}',
  tag,
  summary: 'Get a connect session',
  callers: ['application', 'scoped', 'person'],
  needs: 'user',
  audit: null,
  params,
  responses: { 200: ConnectSession },
  errors: ['connect_session_not_found'],
})

export const revokeConnectSession = operation({
  operationId: 'revokeConnectSession',
  method: 'POST',
  path: '/api/v1/connect/sessions/{session_id}/revoke',
  tag,
  summary: 'Revoke a connect link',
  description:
    'The link no longer works. A credential that awaits confirmation is discarded. A session that has ended stays as it is. Among members, a `manager` or the person who made the session may revoke it.',
  callers: ['application', 'scoped', 'person'],
  needs: 'user',
  audit: 'connect_session.revoked',
  params,
  responses: { 200: ConnectSession },
  errors: ['connect_session_not_found'],
})

export const confirmConnectSession = operation({
  operationId: 'confirmConnectSession',
  method: 'POST',
  path: '/api/v1/connect/sessions/{session_id}/confirm',
  tag,
  summary: 'Accept the credential of a finished connect session',
  description:
    'An application sends the `confirmation_code` that the browser of its signed-in user brought to `redirect_url` or by message, and, if the session has an end user, the `end_user_id` of that signed-in user. Neither is in an event: confirming proves that the end user who finished is the one you see. A person who is signed in confirms by the account, browser and network that the session shows. Among members, a `manager` or the person who made the session may confirm.',
  callers: ['application', 'person'],
  needs: 'user',
  audit: 'connect_session.confirmed',
  params,
  body: Shape({
    end_user_id: Type.Optional(Nullable(EndUserId)),
    confirmation_code: Type.Optional(
      Nullable(
        Type.String({
          minLength: 1,
          maxLength: 255,
          description: 'Confirmation code that the browser which finished the session brought.',
        }),
      ),
    ),
  }),
  responses: { 200: ConnectSession },
  errors: [
    'connect_session_not_found',
    'connect_session_state',
    'confirmation_refused',
    'connector_not_found',
    'workspace_inactive',
    'workspace_not_found',
  ],
})

export const discardConnectSession = operation({
  operationId: 'discardConnectSession',
  method: 'POST',
  path: '/api/v1/connect/sessions/{session_id}/discard',
  tag,
  summary: 'Reject the credential of a finished connect session',
  description:
    'The credential is deleted, and revoked at the service if that is possible and no other connector uses the same account. A connector whose credential was to be replaced keeps the one it has. Among members, a `manager` or the person who made the session may discard it.',
  callers: ['application', 'person'],
  needs: 'user',
  audit: 'connect_session.discarded',
  params,
  responses: { 200: ConnectSession },
  errors: ['connect_session_not_found', 'connect_session_state'],
})

export const eraseEndUser = operation({
  operationId: 'eraseEndUser',
  method: 'DELETE',
  path: '/api/v1/connect/end-users/{end_user_id}',
  tag,
  summary: 'Erase the data of an end user',
  description:
    'Removes id, e-mail address, name, upstream account, browser and network of the end user from connect sessions and connectors of all workspaces. Open links of the end user are revoked. Connectors stay: first delete those that you no longer want; list them with `end_user_id`.',
  callers: ['application', 'person'],
  audit: 'end_user.erased',
  params: Shape({ end_user_id: EndUserId }),
  responses: { 200: Shape({ sessions: Type.Integer(), connectors: Type.Integer() }) },
  errors: [],
})
