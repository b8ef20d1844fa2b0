import { type Static, Type } from 'typebox'
import { CheckResult } from '../checks.ts'
import { Entities } from '../connectors.ts'
import { operation } from '../operation.ts'
import {
  FreeObject,
  Id,
  JsonObject,
  NamedShape,
  Nullable,
  OneOf,
  PATTERN_RULE,
  PathId,
  Shape,
  Timestamp,
} from '../values/shapes.ts'
import { ConnectError, ConnectSessionStatus, UpstreamAccount } from './sessions.ts'

/** Operations of the connect page. The caller holds a connect token, and can call no other operation. */
const tag = 'Connect page'

/** A way to give a credential of one service. */
const Way = NamedShape('ConnectWay', {
  option: Type.String({ description: 'Name of the authentication option.' }),
  kind: OneOf(['oauth', 'fields']),
  title: Type.String(),
  help: Nullable(
    NamedShape(
      'ConnectHelp',
      {
        url: Nullable(Type.String()),
        text: Nullable(Type.String()),
        scopes: Type.Array(Type.String()),
      },
      { description: 'Page of the service on which to create a key, and the scopes that the key needs.' },
    ),
  ),
  schema: FreeObject({
    description: 'JSON schema of the fields to fill in. With `oauth`: those that no authorization provides.',
  }),
})

const Listed = {
  definition_id: Id('definition'),
  slug: Type.String(),
  name: Type.String(),
  icon_url: Nullable(Type.String()),
}

export const ConnectService = NamedShape('ConnectService', {
  ...Listed,
  ways: Type.Array(Way),
  entities: Type.Array(
    NamedShape('ConnectEntity', {
      entity: Type.String(),
      read: Type.Boolean(),
      write: Type.Boolean(),
      scopes: NamedShape('ConnectScopes', {
        read: Type.Array(Type.String()),
        write: Type.Array(Type.String()),
      }),
    }),
    {
      description:
        'Operations that the connector will offer within the restriction of the session. Includes the scopes, if the definition states them by operation.',
    },
  ),
  settings_schema: FreeObject({ description: 'JSON schema of the settings to fill in with each way.' }),
})

export type ConnectService = Static<typeof ConnectService>

const Colors = NamedShape('ConnectColors', { light: Nullable(Type.String()), dark: Nullable(Type.String()) })

export const ConnectPage = NamedShape('ConnectPage', {
  session_id: Id('connect_session'),
  status: ConnectSessionStatus,
  kind: OneOf(['new', 'reconnect']),
  organization: NamedShape('ConnectOrganization', {
    name: Type.String(),
    logo_url: Nullable(Type.String()),
    colors: Nullable(Colors),
    support_url: Nullable(Type.String()),
    privacy_url: Nullable(Type.String()),
  }),
  asks_for: Type.String({
    description: 'Name of the end user, or else of the workspace, for whom the page asks.',
  }),
  end_user_name: Nullable(Type.String()),
  locale: Nullable(Type.String()),
  needs_handshake: Type.Boolean({ description: 'Whether a page of an allowed origin must send a greeting.' }),
  allowed_origins: Type.Array(Type.String()),
  has_redirect: Type.Boolean(),
  expires_at: Timestamp,
  restriction: Nullable(Entities),
  previous_account: Nullable(UpstreamAccount),
  existing: Type.Array(
    NamedShape('ExistingConnector', {
      connector_id: Id('connector'),
      definition_id: Id('definition'),
      name: Type.String(),
    }),
    {
      description: 'Connectors whose credential would be replaced.',
    },
  ),
  services: Type.Array(NamedShape('ConnectServiceItem', Listed), {
    description: 'Services to choose from. `GET …/services/{definition_id}` lists the ways to connect one.',
  }),
  result: Nullable(
    NamedShape('ConnectOutcome', {
      connector_id: Nullable(Id('connector')),
      account: Nullable(UpstreamAccount),
      status: OneOf(['completed', 'awaiting_confirmation']),
      redirect_to: Nullable(Type.String()),
    }),
  ),
  error: Nullable(ConnectError),
})
export type ConnectPage = Static<typeof ConnectPage>

export const getConnectPage = operation({
  operationId: 'getConnectPage',
  method: 'GET',
  path: '/api/v1/connect/session',
  tag,
  summary: 'Get what the connect page shows',
  description:
    'Works for 15 minutes after the end user finished, too, so that every window learns the result.',
  callers: ['connect'],
  audit: null,
  responses: { 200: ConnectPage },
  errors: ['connect_session_ended'],
})

export const getConnectService = operation({
  operationId: 'getConnectService',
  method: 'GET',
  path: '/api/v1/connect/session/services/{definition_id}',
  tag,
  summary: 'Get the ways to give a credential of one service',
  callers: ['connect'],
  audit: null,
  params: Shape({ definition_id: PathId('definition') }),
  responses: { 200: ConnectService },
  errors: ['connect_session_ended', 'definition_not_found'],
})

/** SHA-256 of the confirmation code, in base64url. */
const ConfirmationHash = Type.String({
  pattern: '^[A-Za-z0-9_-]{43}$',
  [PATTERN_RULE]: 'must be a SHA-256 in base64url, of 43 characters',
  description: 'SHA-256 of the confirmation code, which stays in the browser. In base64url.',
})

const Attempt = {
  definition_id: Id('definition'),
  option: Type.String({ minLength: 1, maxLength: 255 }),
  entities: Type.Optional(
    Nullable({
      ...Entities,
      description: 'A choice within the restriction of the session.',
    } as typeof Entities),
  ),
  confirmation_hash: ConfirmationHash,
}

export const connectByCredentials = operation({
  operationId: 'connectByCredentials',
  method: 'POST',
  path: '/api/v1/connect/session/credentials',
  tag,
  summary: 'Give a credential by filling in its fields',
  description:
    'The credential is tried at the service before anything is stored. If it fails, nothing is stored and the session stays open, for 20 attempts.',
  callers: ['connect'],
  audit: 'connect_session.finished',
  idempotency: 'none',
  body: Shape({
    ...Attempt,
    configuration: FreeObject({ writeOnly: true, description: 'Settings and credentials by name.' }),
  }),
  responses: {
    200: NamedShape('ConnectAttempt', {
      status: OneOf(['failed', 'completed', 'awaiting_confirmation']),
      connector_id: Nullable(Id('connector')),
      account: Nullable(UpstreamAccount),
      previous_account: Nullable(UpstreamAccount),
      check: Nullable(CheckResult),
      error: Nullable(ConnectError),
      redirect_to: Nullable(
        Type.String({ description: '`redirect_url` with `session_id`, and `connector_id` or `error`.' }),
      ),
    }),
  },
  errors: [
    'connect_session_ended',
    'connect_session_state',
    'connector_exists',
    'connector_ambiguous',
    'connector_not_found',
    'connector_pending',
    'definition_not_found',
    'invalid_credentials',
    'invalid_configuration',
    'not_supported',
    'quota_exceeded',
    'workspace_inactive',
    'workspace_not_found',
  ],
})

export const beginConnectAuthorization = operation({
  operationId: 'beginConnectAuthorization',
  method: 'POST',
  path: '/api/v1/connect/session/authorization',
  tag,
  summary: 'Begin to give a credential by an authorization at the service',
  description:
    'The nonce is valid once, for two minutes, at `POST /api/v1/connect/begin` on a page of this server. A later one takes its place.',
  callers: ['connect'],
  audit: null,
  idempotency: 'none',
  body: Shape({ ...Attempt, configuration: Type.Optional(Nullable(JsonObject)) }),
  responses: { 200: Shape({ nonce: Type.String() }) },
  errors: [
    'connect_session_ended',
    'connector_exists',
    'connector_ambiguous',
    'connector_not_found',
    'connector_pending',
    'definition_not_found',
    'invalid_credentials',
    'invalid_configuration',
    'not_supported',
    'oauth_not_configured',
    'workspace_inactive',
    'workspace_not_found',
  ],
})

export const redeemConnectNonce = operation({
  operationId: 'redeemConnectNonce',
  method: 'POST',
  path: '/api/v1/connect/begin',
  tag,
  summary: 'Begin the authorization of a nonce in this browser',
  description:
    'Sets the cookie that binds the authorization to the browser, and returns the URL at which the end user is asked. Only a page of this server may send it.',
  callers: 'anyone',
  sameOrigin: true,
  audit: null,
  body: Shape({ nonce: Type.String({ minLength: 1, maxLength: 255 }) }),
  responses: { 200: Shape({ consent_url: Type.String() }) },
  errors: [
    'connect_begin_refused',
    'invalid_configuration',
    'invalid_credentials',
    'oauth_not_configured',
    'not_supported',
  ],
})

export const declineConnect = operation({
  operationId: 'declineConnect',
  method: 'POST',
  path: '/api/v1/connect/session/decline',
  tag,
  summary: 'Decline to connect',
  description: 'The session ends as `refused`; to connect after all, another link is needed.',
  callers: ['connect'],
  audit: 'connect_session.refused',
  idempotency: 'none',
  responses: { 200: Shape({ status: ConnectSessionStatus, redirect_to: Nullable(Type.String()) }) },
  errors: ['connect_session_ended'],
})

export const disconnectConnector = operation({
  operationId: 'disconnectConnector',
  method: 'POST',
  path: '/api/v1/connect/session/disconnect',
  tag,
  summary: 'Disconnect: delete the connector of a reconnect session',
  description:
    'Its credential is deleted, and revoked at the service if that is possible and no other connector uses the same account.',
  callers: ['connect'],
  audit: 'connector.deleted',
  idempotency: 'none',
  responses: { 200: Shape({ status: ConnectSessionStatus, redirect_to: Nullable(Type.String()) }) },
  errors: ['connect_session_ended', 'connect_session_state', 'connector_not_found'],
})
