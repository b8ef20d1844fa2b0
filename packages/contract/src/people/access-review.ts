import { type Static, Type } from 'typebox'
import { LEVELS, operation, ROLES } from '../operation.ts'
import { Id, NamedShape, Nullable, OneOf, PageQuery, Shape, Timestamp, toPage } from '../values/shapes.ts'

const ORIGINS = ['given', 'provider'] as const
const Origin = OneOf(ORIGINS, {
  description: '`given`: by a person. `provider`: by the claims of a provider, until they change.',
})
const ofWorkspaceOrAll = {
  workspace_id: Nullable(Id('workspace')),
  workspace_name: Nullable(Type.String({ description: 'Null: everything that the person reaches.' })),
}
const ofWorkspace = { workspace_id: Id('workspace'), workspace_name: Type.String() }

export const AccessReviewItem = NamedShape('AccessReviewItem', {
  person_id: Id('person'),
  name: Type.String(),
  email: Type.String(),
  role: OneOf(ROLES),
  role_origin: Origin,
  created_at: Timestamp,
  last_signed_in_at: Nullable(
    Type.String({ format: 'date-time', description: 'Null: never, or before the server noted it.' }),
  ),
  providers: Type.Array(Type.String(), { description: 'Names of the providers that are linked.' }),
  workspaces: Type.Array(
    NamedShape('ReviewedWorkspace', {
      ...ofWorkspace,
      level: OneOf(LEVELS),
      origin: Origin,
      created_at: Timestamp,
    }),
    {
      description:
        'Levels of their own; they count for members. Workspaces that are open to everyone are left out.',
    },
  ),
  keys: Type.Array(
    NamedShape('ReviewedKey', {
      id: Type.String({ format: 'uuid' }),
      name: Type.String(),
      ...ofWorkspace,
      created_at: Timestamp,
      expires_at: Timestamp,
      last_used_at: Nullable(Type.String({ format: 'date-time' })),
    }),
    { description: 'Keys of workspaces that the person made.' },
  ),
  agents: Type.Array(
    NamedShape('ReviewedAgent', {
      id: Id('agent_grant'),
      name: Type.String({ description: 'Name that the program gave itself.' }),
      ...ofWorkspaceOrAll,
      created_at: Timestamp,
      expires_at: Timestamp,
      last_used_at: Nullable(Type.String({ format: 'date-time' })),
    }),
    { description: 'Programs that the person allows to act.' },
  ),
})
export type AccessReviewItem = Static<typeof AccessReviewItem>

export const reviewAccess = operation({
  operationId: 'reviewAccess',
  method: 'GET',
  path: '/api/v1/access-review',
  tag: 'People',
  summary: 'List who has which rights, for a review of access',
  description:
    'Lists everyone with role and last sign-in, workspaces, keys and agents, by the ids of people. Tokens that were minted in sessions live for 20 minutes and are not listed.',
  callers: ['person'],
  needs: 'admin',
  audit: null,
  query: Shape({
    ...PageQuery,
    format: Type.Optional(
      OneOf(['json', 'csv'], {
        description:
          '`csv`: `text/csv`, one line per right, for everyone at once; `limit` and `cursor` are ignored.',
      }),
    ),
  }),
  responses: { 200: toPage(AccessReviewItem) },
  errors: [],
})
