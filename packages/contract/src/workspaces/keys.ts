import { type Static, Type } from 'typebox'
import { Grant, GrantFields } from '../grants.ts'
import { operation } from '../operation.ts'
import { Id, NamedShape, Nullable, PathId, Shape, Timestamp } from '../values/shapes.ts'

const tag = 'Keys'

/** Prefix of every key, by which secret scanners recognize it. */
export const KEY_PREFIX = 'bhk_'
/** Maximum number of active keys of a workspace. */
export const MOST_KEYS = 10
/** Lifetime of a key in days: the default and the maximum. */
const KEY_DAYS = 90
const MOST_KEY_DAYS = 365

export const WorkspaceKey = NamedShape('WorkspaceKey', {
  id: Id('workspace_key'),
  workspace_id: Id('workspace'),
  name: Type.String({ description: 'Display name.' }),
  hint: Type.String({ description: 'The last four characters of the key.' }),
  grant: Nullable({ ...Grant, description: 'Restriction of the key. Null: the whole workspace.' }),
  application_id: Nullable(Id('application', { description: 'The application that made it.' })),
  person_id: Nullable(Id('person', { description: 'The person who made it.' })),
  created_at: Timestamp,
  expires_at: Timestamp,
  last_used_at: Nullable(
    Type.String({ format: 'date-time', description: 'Exact to ten minutes. Null: never.' }),
  ),
})
export type WorkspaceKey = Static<typeof WorkspaceKey>

const ofWorkspace = Shape({ workspace_id: PathId('workspace') })
const HOLDS =
  'A key reads and describes connectors of its workspace and executes their operations, on the API and on `/mcp`. It makes no keys, links or tokens, adds and changes no connectors and begins no authorization.'

export const createWorkspaceKey = operation({
  operationId: 'createWorkspaceKey',
  method: 'POST',
  path: '/api/v1/workspaces/{workspace_id}/keys',
  tag,
  summary: 'Make a key of a workspace',
  description: `Creates a key for clients that take only a header, and for workers. ${HOLDS} A workspace has ${MOST_KEYS} active keys at most. A key ends when it expires or is revoked, with the tokens of its workspace and of its application, when the person who made it is removed or loses a role or a level, when its workspace is deactivated or deleted, and when a sign-in of the command line in which it was made is ended.`,
  callers: ['application', 'person'],
  needs: 'manager',
  audit: 'workspace_key.created',
  // The response contains the key, which the server does not store.
  idempotency: 'none',
  params: ofWorkspace,
  body: Shape({
    name: Type.String({ minLength: 1, maxLength: 100, description: 'Display name.' }),
    expires_in_days: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MOST_KEY_DAYS,
        default: KEY_DAYS,
        description: 'Days that it lives.',
      }),
    ),
    ...GrantFields,
  }),
  responses: {
    200: NamedShape('NewWorkspaceKey', {
      ...WorkspaceKey.properties,
      key: Type.String({ description: `\`${KEY_PREFIX}\` and 43 characters. Shown here and never again.` }),
    }),
  },
  errors: ['workspace_not_found', 'workspace_inactive', 'workspace_keys_full'],
})

export const listWorkspaceKeys = operation({
  operationId: 'listWorkspaceKeys',
  method: 'GET',
  path: '/api/v1/workspaces/{workspace_id}/keys',
  tag,
  summary: 'List the keys of a workspace',
  description: 'Newest first. An expired key is listed for a week; a revoked or otherwise ended key is not.',
  callers: ['application', 'person'],
  needs: 'manager',
  audit: null,
  params: ofWorkspace,
  responses: { 200: Shape({ data: Type.Array(WorkspaceKey) }) },
  errors: ['workspace_not_found'],
})

export const revokeWorkspaceKey = operation({
  operationId: 'revokeWorkspaceKey',
  method: 'DELETE',
  path: '/api/v1/workspaces/{workspace_id}/keys/{key_id}',
  tag,
  summary: 'Revoke a key of a workspace',
  description:
    'The key ends in this process before the response is sent, and in every other process within a second.',
  callers: ['application', 'person'],
  needs: 'manager',
  audit: 'workspace_key.revoked',
  params: Shape({ workspace_id: PathId('workspace'), key_id: PathId('workspace_key') }),
  responses: { 200: Shape({ id: Id('workspace_key'), revoked_at: Timestamp }) },
  errors: ['workspace_not_found', 'workspace_key_not_found'],
})
