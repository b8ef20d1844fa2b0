import { type Static, Type } from 'typebox'
import { LEVELS, operation, ROLES } from '../operation.ts'
import {
  Id,
  NamedShape,
  Nullable,
  OneOf,
  PageQuery,
  PathId,
  Shape,
  Timestamp,
  toPage,
} from '../values/shapes.ts'

const tag = 'People'

const RoleName = OneOf(ROLES, {
  description:
    '`owner`; `admin`: everything except owners; `member`: the workspaces that the person is a member of, and those that are open to everyone.',
})
const LevelName = OneOf(LEVELS, {
  description:
    '`viewer` reads; `user` also executes and adds connectors; `manager` also changes and deletes connectors and revokes tokens.',
})

export const setPersonRole = operation({
  operationId: 'setPersonRole',
  method: 'PUT',
  path: '/api/v1/people/{person_id}/role',
  tag,
  summary: 'Change the role of a person',
  description:
    "Takes effect at once on every process: tokens that the person minted are revoked, and sessions continue with the new role. Only owners can make somebody an owner or change an owner's role. The last owner cannot be changed.",
  callers: ['person'],
  needs: 'admin',
  audit: 'person.role_changed',
  params: Shape({ person_id: PathId('person') }),
  body: Shape({ role: RoleName }),
  responses: { 200: Shape({ id: Id('person'), role: RoleName }) },
  errors: ['person_not_found', 'last_owner'],
})

export const WorkspaceMember = NamedShape('WorkspaceMember', {
  person_id: Id('person'),
  name: Type.String(),
  email: Type.String(),
  level: LevelName,
  created_at: Timestamp,
})
export type WorkspaceMember = Static<typeof WorkspaceMember>

const ofWorkspace = Shape({ workspace_id: PathId('workspace') })
const ofMember = Shape({ workspace_id: PathId('workspace'), person_id: PathId('person') })

export const listWorkspaceMembers = operation({
  operationId: 'listWorkspaceMembers',
  method: 'GET',
  path: '/api/v1/workspaces/{workspace_id}/members',
  tag,
  summary: 'List the people who are members of a workspace',
  description:
    'Levels count for people whose role is `member`. `everyone` is the level of all members of the organization; null if the workspace is not open. The higher of the two counts.',
  callers: ['person'],
  needs: 'admin',
  audit: null,
  params: ofWorkspace,
  query: Shape(PageQuery),
  responses: {
    200: NamedShape('WorkspaceMembers', {
      ...toPage(WorkspaceMember).properties,
      everyone: Nullable(LevelName),
    }),
  },
  errors: ['workspace_not_found'],
})

export const setWorkspaceMember = operation({
  operationId: 'setWorkspaceMember',
  method: 'PUT',
  path: '/api/v1/workspaces/{workspace_id}/members/{person_id}',
  tag,
  summary: 'Make a person a member of a workspace, or change the level',
  description:
    'Takes effect at once on every process. Lowering the level revokes the tokens that the person minted.',
  callers: ['person'],
  needs: 'admin',
  audit: 'workspace.member_set',
  params: ofMember,
  body: Shape({ level: LevelName }),
  responses: { 200: Shape({ workspace_id: Id('workspace'), person_id: Id('person'), level: LevelName }) },
  errors: ['workspace_not_found', 'person_not_found'],
})

export const removeWorkspaceMember = operation({
  operationId: 'removeWorkspaceMember',
  method: 'DELETE',
  path: '/api/v1/workspaces/{workspace_id}/members/{person_id}',
  tag,
  summary: 'End the membership of a person in a workspace',
  description:
    'Takes effect at once on every process: tokens that the person minted are revoked. A workspace that is open to everyone stays open. Also succeeds if the person is not a member.',
  callers: ['person'],
  needs: 'admin',
  audit: 'workspace.member_removed',
  params: ofMember,
  responses: {
    200: Shape({ workspace_id: Id('workspace'), person_id: Id('person'), removed_at: Timestamp }),
  },
  errors: ['workspace_not_found', 'person_not_found'],
})

export const setWorkspaceEveryone = operation({
  operationId: 'setWorkspaceEveryone',
  method: 'PUT',
  path: '/api/v1/workspaces/{workspace_id}/everyone',
  tag,
  summary: 'Open a workspace to all members of the organization, or close it',
  description:
    'The workspace `default` is open with the level `user` unless this says otherwise. Lowering the level revokes all scoped tokens of the workspace, including those of applications, which mint new ones.',
  callers: ['person'],
  needs: 'admin',
  audit: 'workspace.everyone_set',
  params: ofWorkspace,
  body: Shape({
    level: Type.Unsafe<Static<typeof LevelName> | null>({
      ...Nullable(LevelName),
      description: 'Null: only its members, and owners and admins.',
    }),
  }),
  responses: { 200: Shape({ workspace_id: Id('workspace'), level: Nullable(LevelName) }) },
  errors: ['workspace_not_found'],
})
