import { type Static, Type } from 'typebox'
import { LEVELS, operation } from './operation.ts'
import {
  Id,
  NamedShape,
  Nullable,
  OneOf,
  PageQuery,
  PathId,
  REFERENCE,
  Shape,
  Timestamp,
  toPage,
  WorkspaceName,
} from './values/shapes.ts'

const tag = 'Workspaces'

/** Deprecated name of `workspace_name` that existing clients still send. */
const FormerName = Type.Optional(
  Type.String({ ...WorkspaceName, description: 'Deprecated name of `workspace_name`.', deprecated: true }),
)

export const WORKSPACE_FIELDS = {
  workspace_name: Type.Optional(WorkspaceName),
  workspace_id: Type.Optional(Id('workspace')),
  customer_name: FormerName,
  external_user_id: FormerName,
}

const STATUSES = ['active', 'inactive'] as const
export const WorkspaceStatus = OneOf(STATUSES)

/** Usage of a workspace. Included only on request. */
export const WorkspaceUsage = NamedShape('WorkspaceUsage', {
  connectors: Type.Integer(),
  needs_attention: Type.Integer({
    description: 'Connectors whose last conclusive call failed, or that need their credentials again.',
  }),
  last_call_at: Nullable(
    Type.String({ format: 'date-time', description: 'The last call that is on record. Null: none.' }),
  ),
})
export type WorkspaceUsage = Static<typeof WorkspaceUsage>

const IncludeUsage = Type.Optional(
  Type.Boolean({ description: 'Adds `usage`: how many connectors it has and when it was last used.' }),
)

export const WorkspaceItem = NamedShape('Workspace', {
  id: Id('workspace'),
  name: Type.String(),
  aliases: Type.Array(Type.String({ description: 'A name it had before. It is found by this too.' })),
  organization_id: Id('organization'),
  status: WorkspaceStatus,
  cache_enabled: Nullable(Type.Boolean({ description: 'Null follows the organization.' })),
  tombstone: Type.Boolean({ description: 'Always false: a deleted workspace is not found.' }),
  visibility: OneOf(['shared', 'private']),
  color: Nullable(Type.String()),
  created_at: Timestamp,
  updated_at: Timestamp,
  usage: Type.Optional(WorkspaceUsage),
  level: Type.Optional(
    OneOf(LEVELS, {
      description: 'Level of a calling member in the workspace. Owners and admins have none.',
    }),
  ),
})
export type WorkspaceItem = Static<typeof WorkspaceItem>

const WORKSPACE_SORTS = [
  'created_at',
  '-created_at',
  'name',
  '-name',
  'last_call_at',
  '-last_call_at',
  '-needs_attention',
  '-errors',
] as const

const params = Shape({ workspace_id: PathId('workspace') })

export const listWorkspaces = operation({
  operationId: 'listWorkspaces',
  method: 'GET',
  path: '/api/v1/workspaces',
  tag,
  summary: 'List workspaces',
  description:
    'Oldest first, unless `sort` says otherwise; without it, the workspace that is named or was named exactly `name_contains` comes before all others, or else the oldest that is named so in another letter case.',
  callers: ['application', 'person'],
  needs: 'viewer',
  audit: null,
  unknownFields: 'ignored',
  query: Shape({
    name_contains: Type.Optional(
      Type.String({
        maxLength: 255,
        description: 'Part of the current name, in any letter case, or a whole alias.',
        [REFERENCE]: 'workspace_name',
      }),
    ),
    status: Type.Optional(OneOf(STATUSES, { description: 'Only workspaces with this status.' })),
    needs_attention: Type.Optional(
      Type.Boolean({
        description: 'With true only workspaces with a connector that fails or needs its credentials again.',
      }),
    ),
    definition_id: Type.Optional(
      Type.String({
        format: 'uuid',
        description: 'Only workspaces with a connector of this definition.',
        [REFERENCE]: 'definition',
      }),
    ),
    last_call_before: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'Only workspaces without a call since then. The last call is known within a minute.',
      }),
    ),
    level: Type.Optional(
      OneOf(LEVELS, {
        description:
          'Only workspaces in which a calling member has this level. Nobody else has a level, so others get none.',
      }),
    ),
    sort: Type.Optional(
      OneOf(WORKSPACE_SORTS, {
        description:
          'A minus sign reverses the order. `-needs_attention` lists only workspaces that need attention, those with most such connectors first. `-errors` lists only workspaces with a call that failed in the last 24 hours, those with most first.',
      }),
    ),
    include_usage: IncludeUsage,
    ...PageQuery,
  }),
  responses: {
    200: toPage(WorkspaceItem),
  },
  errors: [],
})

export const getWorkspaceStats = operation({
  operationId: 'getWorkspaceStats',
  method: 'GET',
  path: '/api/v1/workspaces/stats',
  tag,
  summary: 'Count workspaces',
  callers: ['application', 'person'],
  needs: 'viewer',
  audit: null,
  unknownFields: 'ignored',
  responses: {
    200: NamedShape('WorkspaceCounts', {
      active_count: Type.Integer(),
      inactive_count: Type.Integer(),
      total_count: Type.Integer(),
    }),
  },
  errors: [],
})

export const getWorkspace = operation({
  operationId: 'getWorkspace',
  method: 'GET',
  path: '/api/v1/workspaces/{workspace_id}',
  tag,
  summary: 'Get a workspace',
  callers: ['application', 'person'],
  needs: 'viewer',
  audit: null,
  unknownFields: 'ignored',
  params,
  query: Shape({ include_usage: IncludeUsage }),
  responses: { 200: WorkspaceItem },
  errors: ['workspace_not_found'],
})

export const getWorkspaceByName = operation({
  operationId: 'getWorkspaceByName',
  method: 'GET',
  path: '/api/v1/workspaces/by-name/{name}',
  tag,
  summary: 'Get a workspace by its name or a former one',
  description:
    'Names are compared exactly, letter case included. Encode the name: `acme/eu` is `acme%2Feu`. With `workspace_id`, a workspace of another id is not found.',
  callers: ['application', 'person'],
  needs: 'viewer',
  audit: null,
  params: Shape({ name: Type.String({ minLength: 1, [REFERENCE]: 'workspace_name' }) }),
  query: Shape({ workspace_id: Type.Optional(Id('workspace')), include_usage: IncludeUsage }),
  responses: { 200: WorkspaceItem },
  errors: ['workspace_not_found'],
})

export const updateWorkspace = operation({
  operationId: 'updateWorkspace',
  method: 'PUT',
  path: '/api/v1/workspaces/{workspace_id}',
  tag,
  summary: 'Rename, deactivate or activate a workspace',
  description:
    'A field that is left out stays. The old name becomes an alias: it still finds the workspace, and no other workspace can take it until `DELETE …/aliases/{name}`. `inactive` ends all scoped tokens of the workspace, which stay ended after activation, and refuses minting, executing and new connectors. Reading and deleting stay possible.',
  callers: ['application', 'person'],
  audit: 'workspace.updated',
  unknownFields: 'ignored',
  params,
  body: Shape({
    name: Type.Optional(WorkspaceName),
    status: Type.Optional(WorkspaceStatus),
    cache_enabled: Type.Optional(Nullable(Type.Boolean())),
  }),
  responses: { 200: WorkspaceItem },
  errors: ['workspace_not_found', 'workspace_protected', 'name_taken'],
})

export const revokeWorkspaceTokens = operation({
  operationId: 'revokeWorkspaceTokens',
  method: 'POST',
  path: '/api/v1/workspaces/{workspace_id}/revoke-tokens',
  tag,
  summary: 'Revoke every scoped token of a workspace',
  description: 'Tokens minted afterwards work.',
  callers: ['application', 'person'],
  needs: 'manager',
  audit: 'workspace.tokens_revoked',
  params,
  responses: { 200: Shape({ id: Id('workspace'), revoked_at: Timestamp }) },
  errors: ['workspace_not_found'],
})

/** Deletes a workspace and destroys its data key. Data encrypted with it can never be decrypted again. */
export const deleteWorkspace = operation({
  operationId: 'deleteWorkspace',
  method: 'DELETE',
  path: '/api/v1/workspaces/{workspace_id}',
  tag,
  summary: 'Delete a workspace and destroy its data key',
  callers: ['application', 'person'],
  audit: 'workspace.deleted',
  unknownFields: 'ignored',
  params,
  responses: {
    200: Shape({
      id: Id('workspace'),
      deleted_at: Timestamp,
      data_key: NamedShape('DestroyedDataKey', {
        destroyed: Type.Literal(true),
        key_version: Type.Integer({ description: 'Version of the key that had wrapped the data key.' }),
        note: Type.String({
          description:
            'Sentence about earlier copies of the data key: which can still open it, and until when.',
        }),
      }),
    }),
  },
  errors: ['workspace_not_found', 'workspace_protected'],
})

export const deleteWorkspaceAlias = operation({
  operationId: 'deleteWorkspaceAlias',
  method: 'DELETE',
  path: '/api/v1/workspaces/{workspace_id}/aliases/{name}',
  tag,
  summary: 'End an alias of a workspace: its name is free again',
  description: 'The current name is not an alias; rename the workspace first. Returns the changed workspace.',
  callers: ['application', 'person'],
  audit: 'workspace.alias_deleted',
  params: Shape({
    workspace_id: PathId('workspace'),
    name: Type.String({ minLength: 1, [REFERENCE]: 'workspace_name' }),
  }),
  responses: { 200: WorkspaceItem },
  errors: ['workspace_not_found', 'alias_not_found'],
})
