import { Type } from 'typebox'
import { Entities } from './connectors.ts'
import { operation } from './operation.ts'
import {
  DisplayName,
  FreeObject,
  Id,
  NamedShape,
  Nothing,
  Nullable,
  OneOf,
  Shape,
  Timestamp,
} from './values/shapes.ts'
import { WORKSPACE_FIELDS } from './workspaces.ts'

const tag = 'OAuth'

const ConnectorType = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'Display name or slug of the definition, in any letter case.',
})

/** Length of a nonce in characters. 128 random bits take 22 characters of base64url. */
const NONCE = { minLength: 22, maxLength: 255 } as const

/** The organization's own client at a service. No response contains the secret. The id is part of every consent URL. */
const OrganizationClient = NamedShape('OAuthClient', {
  id: Type.String({ format: 'uuid' }),
  scope_id: Id('organization'),
  client_id: Type.String(),
  status: OneOf(['ready', 'outdated'], {
    description:
      "Outdated: the service's document has moved its token endpoints since. Nothing is sent there until the client is set again.",
  }),
  created_at: Timestamp,
  updated_at: Timestamp,
})

export const listOAuthCredentials = operation({
  operationId: 'listOAuthCredentials',
  method: 'GET',
  path: '/api/v1/oauth/credentials',
  tag,
  summary: "List the services that support OAuth, with the organization's own client at each",
  description:
    '`credentials` is null if the organization has no client: no authorization can begin there. `callback_url` is what to register at the service. The client secret is not shown.',
  callers: ['application', 'person'],
  audit: null,
  responses: {
    200: Shape({
      data: Type.Array(
        NamedShape('OAuthService', {
          connector_definition_id: Id('definition'),
          connector_name: Type.String({ description: 'Slug of the definition.' }),
          name: Type.String(),
          callback_url: Type.String(),
          credentials: Nullable(OrganizationClient),
        }),
      ),
    }),
  },
  errors: [],
})

export const setOAuthCredentials = operation({
  operationId: 'setOAuthCredentials',
  method: 'PUT',
  path: '/api/v1/oauth/credentials',
  tag,
  summary: "Set the organization's own client at a service",
  description:
    "Name the definition by `connector_type` or `connector_definition_id`. The client is sealed under the organization's key, and its secret is never shown again. It authorizes connectors of all workspaces and renews their tokens, only at the token endpoints that the document names now, and never for a connector with its own `base_url`. Setting another client replaces it. Register its callback at the service: `<public URL>/api/v1/oauth/callback/<slug>`, or `…/callback/<definition_id>` for your own document; with `BULKHEAD_CALLBACK_URL` set, the same path there.",
  callers: ['application', 'person'],
  audit: 'oauth_credentials.set',
  body: Shape({
    connector_type: Type.Optional(ConnectorType),
    connector_definition_id: Type.Optional(Id('definition')),
    configuration: NamedShape(
      'OAuthClientConfiguration',
      {
        client_id: Type.String({ minLength: 1, maxLength: 1024 }),
        client_secret: Type.String({ minLength: 1, maxLength: 4096 }),
      },
      { writeOnly: true, description: '`client_id` and `client_secret` of the app. Write-only.' },
    ),
  }),
  responses: {
    200: NamedShape('OAuthCredentials', {
      id: Type.String({ format: 'uuid' }),
      scope_type: OneOf(['organization', 'global']),
      scope_id: Id('organization'),
      connector_type: OneOf(['source', 'destination']),
      connector_definition_id: Id('definition'),
      created_at: Timestamp,
      updated_at: Timestamp,
    }),
  },
  errors: ['definition_not_found', 'not_supported', 'invalid_configuration'],
})

export const deleteOAuthCredentials = operation({
  operationId: 'deleteOAuthCredentials',
  method: 'DELETE',
  path: '/api/v1/oauth/credentials/connector_type/{connector_type}',
  tag,
  summary: "Delete the organization's own client at a service",
  description:
    'Connectors that were authorized through it work until their tokens expire, and again once you set a client whose tokens the service accepts. The request also succeeds if there is no client.',
  callers: ['application', 'person'],
  audit: 'oauth_credentials.deleted',
  unknownFields: 'ignored',
  params: Shape({ connector_type: ConnectorType }),
  responses: { 204: Nothing },
  errors: ['definition_not_found'],
})

export const initiateOAuth = operation({
  operationId: 'initiateOAuth',
  method: 'POST',
  path: '/api/v1/integrations/connectors/oauth/initiate',
  tag,
  summary: 'Begin to authorize a connector: get the URL at which its owner is asked',
  description:
    "Send the owner's browser to `consent_url`; it is valid once, for ten minutes. Afterwards it returns to `redirect_url` with `connector_id`, and the connector exists; or with `error=creation_failed` and `error_description`, which begins with `access_denied: ` if the owner declined. The origin of `redirect_url` must be one of the organization's `redirect_origins`, or this server's origin for a person who is signed in. With `connector_id` only the credentials of that connector are renewed. With `create_connector: false` the browser brings `server_side_oauth_secret_id` instead, for creating the connector with your own request. An authorization that a signed-in person begins can end only in the same browser, which has a cookie that this response sets. A program binds it to a browser with `nonce`.",
  callers: ['application', 'scoped', 'person'],
  needs: 'user',
  audit: 'oauth.initiated',
  unknownFields: 'ignored',
  // The URL contains the state, which the server does not store.
  idempotency: 'none',
  body: Shape({
    ...WORKSPACE_FIELDS,
    connector_type: Type.Optional(ConnectorType),
    definition_id: Type.Optional(Nullable(Id('definition'))),
    source_template_id: Type.Optional(Nullable(Id('template'))),
    connector_id: Type.Optional(Id('connector')),
    redirect_url: Type.String({ minLength: 1, maxLength: 2048 }),
    create_connector: Type.Optional(Type.Boolean({ default: true })),
    nonce: Type.Optional(
      Nullable(
        Type.String({
          ...NONCE,
          description:
            'Binds the authorization to a browser of your application: random, kept in a cookie or session of that browser. The browser returns with `server_side_oauth_secret_id`, and nothing is stored until `POST …/oauth/confirm` sends both.',
        }),
      ),
    ),
    name: Type.Optional(Nullable(DisplayName)),
    replication_config: Type.Optional(
      Nullable(
        FreeObject({
          description:
            'Settings of the definition, and credentials that the authorization does not provide; those are sealed.',
        }),
      ),
    ),
    oauth_input_configuration: Type.Optional(
      Nullable(FreeObject({ description: 'Another name of `replication_config`, which wins.' })),
    ),
    environment: Type.Optional(Nullable(FreeObject({ description: 'Settings of the server.' }))),
    entities: Type.Optional(
      Nullable({
        ...Entities,
        description: 'Allowed uses of the connector. The owner is asked only for the scopes that they need.',
      } as typeof Entities),
    ),
  }),
  responses: { 200: Shape({ consent_url: Type.String() }) },
  errors: [
    'oauth_not_configured',
    'not_supported',
    'invalid_credentials',
    'invalid_configuration',
    'workspace_not_found',
    'workspace_inactive',
    'definition_not_found',
    'template_not_found',
    'connector_pending',
    'connector_not_found',
  ],
})

export const confirmOAuth = operation({
  operationId: 'confirmOAuth',
  method: 'POST',
  path: '/api/v1/integrations/connectors/oauth/confirm',
  tag,
  summary: 'Finish an authorization that was begun with a nonce',
  description:
    'Send the `server_side_oauth_secret_id` that the browser brought, and the nonce out of the cookie or session of that browser. The connector is created, or its credentials are replaced, in the workspace in which the authorization was begun. Valid once, for ten minutes. With another nonce or workspace, the response is the same as for an unknown id.',
  callers: ['application', 'scoped', 'person'],
  needs: 'user',
  audit: 'connector.created',
  body: Shape({
    server_side_oauth_secret_id: Type.String({ minLength: 1, maxLength: 255 }),
    nonce: Type.String(NONCE),
  }),
  responses: { 200: Shape({ connector_id: Id('connector') }) },
  errors: [
    'oauth_secret_not_found',
    'oauth_not_configured',
    'invalid_configuration',
    'invalid_credentials',
    'workspace_not_found',
    'workspace_inactive',
    'quota_exceeded',
    'connector_pending',
    'connector_not_found',
    'definition_not_found',
    'not_supported',
  ],
})

export const completeOAuth = operation({
  operationId: 'completeOAuth',
  method: 'GET',
  path: '/api/v1/oauth/callback/{connector_type}',
  tag,
  summary: "Receive the owner's browser from a service",
  description:
    'Register it at the service, with the slug of a catalog definition or the id of one of your own. It redirects to the `redirect_url` of the authorization that the state belongs to. Audit records are made under the token that began it: `connector.created` or `connector.updated`.',
  callers: 'anyone',
  audit: null,
  params: Shape({ connector_type: ConnectorType }),
  // Services add their own parameters.
  query: Shape(
    {
      state: Type.String({ minLength: 1, maxLength: 255 }),
      code: Type.Optional(Type.String({ maxLength: 8192 })),
      error: Type.Optional(Type.String({ maxLength: 8192 })),
      iss: Type.Optional(
        Type.String({ maxLength: 2048, description: 'Issuer, where the service sends it (RFC 9207).' }),
      ),
    },
    { additionalProperties: true },
  ),
  responses: { 302: Nothing },
  errors: ['oauth_state_unknown'],
})
