import { type Static, Type } from 'typebox'
import { ConnectorHealth, Entities, Origin } from './connectors.ts'
import { operation, ROLES } from './operation.ts'
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
} from './values/shapes.ts'

const tag = 'Organizations'

const OrganizationName = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'Display name.',
})

const Settings = {
  create_workspaces: Type.Boolean({
    description: 'With false, minting for a name that no workspace has is 404 instead of a new workspace.',
  }),
  redirect_origins: Type.Array(Type.String({ maxLength: 255, format: 'redirect-origin' }), {
    maxItems: 50,
    uniqueItems: true,
    description:
      'Origins that a browser may be sent back to after authorizing, exactly as browsers write them: https, or http of `localhost`, `127.0.0.1` and `[::1]`.',
  }),
  audit_retention_days: Type.Integer({
    minimum: 1,
    maximum: 3650,
    description: 'Days an audit record is kept.',
  }),
  tool_call_retention_days: Type.Integer({
    minimum: 1,
    maximum: 3650,
    description: 'Days the record of a call is kept.',
  }),
}

export const Organization = NamedShape('Organization', {
  id: Id('organization'),
  name: OrganizationName,
  ...Settings,
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Organization = Static<typeof Organization>

export const getOrganization = operation({
  operationId: 'getOrganization',
  method: 'GET',
  path: '/api/v1/organization',
  tag,
  summary: 'Get the organization of the token with its settings',
  callers: ['application', 'person'],
  audit: null,
  responses: { 200: Organization },
  errors: [],
})

export const listAccountOrganizations = operation({
  operationId: 'listAccountOrganizations',
  method: 'GET',
  path: '/api/v1/internal/account/organizations',
  tag,
  summary: 'List the organization of the caller, for existing clients',
  description: 'A caller has one organization on this server.',
  callers: ['application', 'person'],
  audit: null,
  unknownFields: 'ignored',
  responses: {
    200: Shape({
      organizations: Type.Array(
        NamedShape('AccountOrganization', {
          id: Id('organization'),
          organization_name: Type.String(),
          first_workspace_id: Nullable(
            Type.String({
              format: 'uuid',
              description: 'The oldest workspace. Null: there is none.',
            }),
          ),
          role: Type.Optional(OneOf(ROLES, { description: 'Role of a person. An application has none.' })),
        }),
      ),
      is_instance_admin: Type.Boolean({ description: 'Always false: tokens do not administer the server.' }),
    }),
  },
  errors: [],
})

/** Returns the shape of a usage counter and its limit. */
function toUse(description: string) {
  return NamedShape(
    'Quota',
    { used: Type.Integer(), most: Nullable(Type.Integer({ description: 'Null: there is no limit.' })) },
    { description },
  )
}

export const getOrganizationUsage = operation({
  operationId: 'getOrganizationUsage',
  method: 'GET',
  path: '/api/v1/organization/usage',
  tag,
  summary: 'Get the quotas of the organization and how much of each is used',
  description: 'Quotas are set by the operator of the server.',
  callers: ['application', 'person'],
  audit: null,
  responses: {
    200: NamedShape('OrganizationUsage', {
      workspaces: toUse('Workspaces, `default` among them.'),
      connectors: toUse('Connectors of all workspaces.'),
      definitions: toUse('Definitions that the organization added.'),
      requests_per_second: Nullable(
        Type.Integer({
          description:
            'Requests per second across all processes of the installation. Null: there is no limit.',
        }),
      ),
      max_body_bytes: Nullable(Type.Integer({ description: 'Null: only the limits of the server.' })),
      calls_30d: Type.Integer({ description: 'Recorded calls of the last 30 days.' }),
    }),
  },
  errors: [],
})

export const getOrganizationSetup = operation({
  operationId: 'getOrganizationSetup',
  method: 'GET',
  path: '/api/v1/organization/setup',
  tag,
  summary: 'Get which steps of setting up the organization are done',
  description: 'Each is read from the current state, so a step that was undone is open again.',
  callers: ['application', 'person'],
  audit: null,
  responses: {
    200: NamedShape('OrganizationSetup', {
      connector_id: Nullable(Id('connector', { description: 'The connector that was used last.' })),
      connector_called: Type.Boolean({ description: 'Whether that connector has executed an operation.' }),
      application_called: Type.Boolean({ description: 'Whether an application has called the API.' }),
      oauth_app: Type.Boolean({ description: 'Whether there is an OAuth app.' }),
      connect_link: Type.Boolean({ description: 'Whether there is a connect session.' }),
      colleague: Type.Boolean({ description: 'Whether there is, or is invited, a second person.' }),
      agent: Type.Boolean({ description: 'Whether one of the last 100 calls came over MCP.' }),
    }),
  },
  errors: [],
})

export const updateOrganization = operation({
  operationId: 'updateOrganization',
  method: 'PUT',
  path: '/api/v1/organization',
  tag,
  summary: 'Change name and settings of the organization of the token',
  description: 'Fields that you leave out stay as they are.',
  callers: ['application', 'person'],
  audit: 'organization.updated',
  body: Shape({
    name: Type.Optional(OrganizationName),
    create_workspaces: Type.Optional(Settings.create_workspaces),
    redirect_origins: Type.Optional(Settings.redirect_origins),
    audit_retention_days: Type.Optional(Settings.audit_retention_days),
    tool_call_retention_days: Type.Optional(Settings.tool_call_retention_days),
  }),
  responses: { 200: Organization },
  errors: [],
})

export const ConnectorCredential = NamedShape('ConnectorCredential', {
  id: Id('connector'),
  workspace_id: Id('workspace'),
  workspace_name: Type.String(),
  workspace_tombstone: Type.Boolean({ description: 'Always false: a deleted workspace has no connectors.' }),
  connector_definition_id: Id('definition'),
  connector_name: Type.String(),
  connector_mode: Nullable(OneOf(['DIRECT', 'REPLICATION', 'MULTI'])),
  created_at: Timestamp,
  last_accessed_at: Nullable(
    Type.String({ format: 'date-time', description: 'The last call that is on record.' }),
  ),
  direct_queries_30d: Type.Integer({
    description:
      'Calls of the last 30 days, counted up to 10,000 divided by `limit`: 50 on a page of 200. Statistics of tool calls count all of them.',
  }),
  replications_30d: Nullable(Type.Integer()),
  context_store_badge_status: OneOf(['loading', 'building', 'preview', 'ready']),
  context_store_status: Nullable(Type.String()),
  context_store_entity_count: Type.Integer(),
  entities: Nullable(Entities),
  account: Origin.account,
  health: Type.Optional(ConnectorHealth),
})
export type ConnectorCredential = Static<typeof ConnectorCredential>

export const listOrganizationCredentials = operation({
  operationId: 'listOrganizationCredentials',
  method: 'GET',
  path: '/api/v1/organizations/{organization_id}/credentials',
  tag,
  summary: 'List the connectors of all workspaces of the organization',
  description:
    'Shows what they are and how they are used, but never a credential. Oldest first, unless `sort` says otherwise. Page by `cursor`; `offset` reads all that it skips. The server keeps no copies of records, so the context store fields are always `loading`, null and 0.',
  callers: ['application', 'person'],
  needs: 'viewer',
  audit: null,
  unknownFields: 'ignored',
  params: Shape({ organization_id: PathId('organization') }),
  query: Shape({
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 200 })),
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, default: 0 })),
    cursor: PageQuery.cursor,
    state: Type.Optional(
      OneOf(['needs_attention', 'failing', 'needs_reauthentication', 'works', 'unused'], {
        description:
          'Only connectors in this state. `needs_attention`: those whose last conclusive call failed, or that need their credentials again.',
      }),
    ),
    workspace_id: Type.Optional(Id('workspace')),
    definition_id: Type.Optional(Id('definition')),
    name_contains: Type.Optional(
      Type.String({ maxLength: 255, description: "Part of the connector's name, in any letter case." }),
    ),
    account_contains: Type.Optional(
      Type.String({
        maxLength: 255,
        description: 'Part of the name or id of the account at the service, in any letter case.',
      }),
    ),
    last_call_before: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'Only connectors without a call since then. The last call is known within a minute.',
      }),
    ),
    sort: Type.Optional(
      OneOf(['created_at', '-created_at', 'last_call_at', '-last_call_at'], {
        description: 'A minus sign reverses the order.',
      }),
    ),
    include_health: Type.Optional(
      Type.Boolean({ description: 'Adds `health`: how the last calls of each connector went.' }),
    ),
  }),
  responses: {
    200: NamedShape('ConnectorCredentialPage', {
      data: Type.Array(ConnectorCredential),
      total: Type.Integer({
        description:
          'Number of matches. At most 10,000 are counted after the page. With filters, at most 10,000 are examined in all.',
      }),
      next: Nullable(
        Type.String({
          description:
            'Relative URL of the next page; null on the last. With filters, a page may have fewer than `limit` entries, or none, and still have a next page.',
        }),
      ),
    }),
  },
  errors: ['organization_not_found'],
})

const Color = Nullable(
  Type.String({
    pattern: '^#[0-9a-fA-F]{6}$',
    [PATTERN_RULE]: 'must be a color of six hexadecimal digits, such as #0d5fa8',
    description: 'Hex color such as `#0d5fa8`. Text on it is kept readable.',
  }),
)

const Link = (description: string) =>
  Nullable(
    Type.String({
      maxLength: 2048,
      pattern: '^https://[^\\s]+$',
      [PATTERN_RULE]: 'must begin with https:// and have no spaces',
      description,
    }),
  )

const Fields = {
  name: Nullable(
    Type.String({
      minLength: 1,
      maxLength: 80,
      format: 'display-name',
      description: 'Name that end users know. Null: the name of the organization.',
    }),
  ),
  colors: Nullable(
    NamedShape(
      'BrandColors',
      { light: Color, dark: Color },
      { description: 'Color of buttons and links, on light and on dark pages.' },
    ),
  ),
  support_url: Link('Where end users get help.'),
  privacy_url: Link('Page about what happens with their data.'),
}

export const Branding = NamedShape('Branding', {
  ...Fields,
  logo_url: Nullable(Type.String({ description: 'URL at which the server serves the logo, as PNG.' })),
  updated_at: Nullable(Timestamp),
})
export type Branding = Static<typeof Branding>

export const getBranding = operation({
  operationId: 'getBranding',
  method: 'GET',
  path: '/api/v1/organization/branding',
  tag,
  summary: 'Get how the connect page of the organization looks',
  callers: ['application', 'person'],
  audit: null,
  responses: { 200: Branding },
  errors: [],
})

export const updateBranding = operation({
  operationId: 'updateBranding',
  method: 'PUT',
  path: '/api/v1/organization/branding',
  tag,
  summary: 'Change how the connect page of the organization looks',
  description: 'Fields that you leave out stay as they are; null clears a field.',
  callers: ['application', 'person'],
  audit: 'branding.updated',
  body: Shape({
    name: Type.Optional(Fields.name),
    colors: Type.Optional(Fields.colors),
    support_url: Type.Optional(Fields.support_url),
    privacy_url: Type.Optional(Fields.privacy_url),
  }),
  responses: { 200: Branding },
  errors: [],
})

/** Maximum number of bytes of an uploaded logo. */
export const LOGO_BYTES = 524_288

export const setBrandingLogo = operation({
  operationId: 'setBrandingLogo',
  method: 'PUT',
  path: '/api/v1/organization/branding/logo',
  tag,
  summary: 'Set the logo of the connect page',
  description:
    'PNG or WebP of 512 KB and 1,024 × 1,024 pixels at most. It is decoded and encoded again, so that only its pixels are kept, and scaled down to 512 pixels.',
  callers: ['application', 'person'],
  audit: 'branding.logo_set',
  body: Shape({
    content_type: OneOf(['image/png', 'image/webp']),
    data: Type.String({
      minLength: 1,
      maxLength: Math.ceil(LOGO_BYTES / 3) * 4,
      description: 'The file in base64.',
    }),
  }),
  responses: { 200: Branding },
  errors: ['invalid_request'],
})

export const deleteBrandingLogo = operation({
  operationId: 'deleteBrandingLogo',
  method: 'DELETE',
  path: '/api/v1/organization/branding/logo',
  tag,
  summary: 'Remove the logo of the connect page',
  callers: ['application', 'person'],
  audit: 'branding.logo_removed',
  responses: { 200: Branding },
  errors: [],
})
