import { Type } from 'typebox'
import { Grant, GrantFields } from './grants.ts'
import { operation } from './operation.ts'
import { Id, NamedShape, NULL_REFUSED, Nullable, OneOf, Shape } from './values/shapes.ts'
import { WORKSPACE_FIELDS } from './workspaces.ts'

const tag = 'Tokens'

export const createApplicationToken = operation({
  operationId: 'createApplicationToken',
  method: 'POST',
  path: '/api/v1/account/applications/token',
  tag,
  summary: 'Get an application token',
  description:
    'Exchanges the client id and secret of an application for a token that acts for the whole organization for 15 minutes.',
  callers: 'anyone',
  audit: null,
  unknownFields: 'ignored',
  body: Shape({
    client_id: Type.String({ minLength: 1, maxLength: 255 }),
    client_secret: Type.String({ minLength: 1, maxLength: 1024 }),
  }),
  responses: {
    200: NamedShape('ApplicationToken', {
      access_token: Type.String(),
      token_type: Type.Literal('bearer'),
      expires_in: Type.Integer({ description: 'Lifetime of the token in seconds.' }),
      organization_id: Id('organization'),
    }),
  },
  errors: ['invalid_client', 'rate_limited'],
})

const RegionId = Type.Optional(
  Nullable(
    Type.String({
      format: 'uuid',
      description: 'Accepted and not used: data stays where this server runs.',
    }),
  ),
)

export const createScopedToken = operation({
  operationId: 'createScopedToken',
  method: 'POST',
  path: '/api/v1/account/applications/scoped-token',
  tag,
  summary: 'Mint a scoped token',
  description:
    'Mints a token that reaches only one workspace. If no workspace has the name, it is created, unless `create_workspace` here or `create_workspaces` of the organization is false; an id never does.',
  callers: ['application', 'person'],
  needs: 'user',
  // People cannot create a workspace by minting a token.
  personSends: { create_workspace: false },
  // Minting for an existing workspace writes nothing. Creating one is recorded.
  audit: 'workspace.created',
  idempotency: 'none',
  body: Shape({
    ...WORKSPACE_FIELDS,
    create_workspace: Type.Optional(
      Type.Boolean({
        default: true,
        description: 'With false an unknown name is 404 instead of a new workspace.',
      }),
    ),
    expires_in: Type.Optional(
      Type.Integer({ minimum: 60, maximum: 1200, default: 1200, description: 'Seconds the token lives.' }),
    ),
    ...GrantFields,
    region_id: RegionId,
  }),
  responses: {
    200: NamedShape('ScopedToken', {
      token: Type.String(),
      expires_in: Type.Integer({ description: 'Lifetime of the token in seconds.' }),
      workspace_id: Id('workspace'),
      workspace_name: Type.String(),
    }),
  },
  errors: ['workspace_not_found', 'workspace_inactive', 'quota_exceeded'],
})

const Tags = Type.Optional(
  Type.Array(Type.String({ maxLength: 255 }), {
    maxItems: 50,
    description: 'Accepted and not used: templates have no tags here.',
  }),
)
const TagsMode = Type.Optional(OneOf(['all', 'any'], { default: 'any' }))

export const createWidgetToken = operation({
  operationId: 'createWidgetToken',
  method: 'POST',
  path: '/api/v1/account/applications/widget-token',
  tag,
  summary: 'Mint a scoped token for pages of one origin',
  description:
    'Creates the workspace as minting a scoped token does. `token` is the base64 of `{"token", "widgetUrl"}`: a scoped token for 20 minutes, and a URL whose query says `workspaceId`. A request that a browser sends from a page of another origin is refused. `widgetUrl` is the page of this server that connects a service in the workspace. Pages of `allowed_origin` may show it in a frame, for as long as the token lives: a permit that this server signed is part of it. The frame has a button that opens the connect page in a window, and asks its parent for the token by the message `auth_token_request`. With the token as `auth`, the frame is the connect page.',
  callers: ['application'],
  audit: 'workspace.created',
  idempotency: 'none',
  body: Shape({
    ...WORKSPACE_FIELDS,
    allowed_origin: Type.String({
      maxLength: 255,
      format: 'browser-origin',
      description: 'Exactly as browsers state it, including the port.',
    }),
    region_id: RegionId,
    selected_source_template_tags: Tags,
    selected_source_template_tags_mode: TagsMode,
    selected_connection_template_tags: Tags,
    selected_connection_template_tags_mode: TagsMode,
  }),
  responses: { 200: Shape({ token: Type.String() }) },
  errors: ['workspace_not_found', 'workspace_inactive', 'quota_exceeded'],
})

export const getScopedTokenInfo = operation({
  operationId: 'getScopedTokenInfo',
  method: 'GET',
  path: '/api/v1/account/applications/scoped-token/info',
  tag,
  summary: 'Get what a scoped token or a key reaches',
  callers: ['scoped', 'narrowed', 'key'],
  audit: null,
  unknownFields: 'ignored',
  responses: {
    200: NamedShape('TokenReach', {
      organization_id: Id('organization'),
      workspace_id: Id('workspace'),
      workspace_name: Type.String(),
      grant: Type.Optional(Grant),
    }),
  },
  errors: [],
})

export const revokeToken = operation({
  operationId: 'revokeToken',
  method: 'POST',
  path: '/api/v1/account/applications/token/revoke',
  tag,
  summary: 'Revoke the token that calls, or another of the organization',
  description:
    'Without `token_id` the token that calls ends itself. Scoped tokens that an application token minted end with it. An application or a person may name any token of the organization by `token_id`, the `jti` of its claims; a person has no other, and ends a session by `POST /auth/sign-out`.',
  callers: ['application', 'scoped', 'narrowed', 'person'],
  audit: 'token.revoked',
  body: Shape({
    token_id: Type.Optional(
      Type.String({
        format: 'uuid',
        description: 'Id of the token to revoke; application tokens only.',
        [NULL_REFUSED]: true,
      }),
    ),
  }),
  responses: { 200: Shape({ token_id: Type.String({ format: 'uuid' }) }) },
  errors: [],
})
