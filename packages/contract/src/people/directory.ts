import { Type } from 'typebox'
import { operation } from '../operation.ts'
import { Id, NamedShape, Nullable, OneOf, PathId, Shape, Timestamp } from '../values/shapes.ts'

const tag = 'People'

/** Maximum number of valid tokens of one directory: the newest and the one before it. */
export const MOST_DIRECTORY_TOKENS = 2

const ofProvider = Shape({ provider_id: PathId('provider') })
const ScimUrl = Type.String({ description: 'Base URL of SCIM 2.0: enter it at the provider.' })
const Tokens = Type.Array(
  NamedShape('DirectoryToken', {
    created_at: Timestamp,
    created_by: Nullable(Type.String({ format: 'uuid', description: 'Person who made it.' })),
  }),
  { description: 'The newest first.' },
)

export const getDirectory = operation({
  operationId: 'getDirectory',
  method: 'GET',
  path: '/api/v1/providers/{provider_id}/directory',
  tag,
  summary: "Show what a provider's directory provisioned by SCIM",
  callers: ['person'],
  needs: 'admin',
  audit: null,
  params: ofProvider,
  responses: {
    200: NamedShape('Directory', {
      scim_url: ScimUrl,
      tokens: Tokens,
      users: Type.Integer({
        description: 'Users that the directory sees: provisioned, or signed in with the provider.',
      }),
      groups: Type.Integer(),
    }),
  },
  errors: ['provider_not_found'],
})

export const createDirectoryToken = operation({
  operationId: 'createDirectoryToken',
  method: 'POST',
  path: '/api/v1/providers/{provider_id}/directory/token',
  tag,
  summary: "Make a token with which a provider's directory manages people and groups",
  description:
    'The token is shown once. The previous token stays valid, so that you can change the provider to the new one; any older one ends.',
  callers: ['person'],
  needs: 'owner',
  audit: 'directory_token.created',
  idempotency: 'none',
  params: ofProvider,
  responses: {
    200: Shape({
      scim_url: ScimUrl,
      token: Type.String({ description: 'Stored as a hash, and shown only now.' }),
      tokens: Tokens,
    }),
  },
  errors: ['provider_not_found'],
})

export const deleteDirectoryTokens = operation({
  operationId: 'deleteDirectoryTokens',
  method: 'DELETE',
  path: '/api/v1/providers/{provider_id}/directory/token',
  tag,
  summary: 'End tokens of the directory of a provider',
  description: 'The tokens end at once. People and groups stay as they were last provisioned.',
  callers: ['person'],
  needs: 'owner',
  audit: 'directory_token.deleted',
  params: ofProvider,
  query: Shape({
    only: Type.Optional(
      OneOf(['previous'], { description: '`previous`: the newest stays valid. Default: all of them end.' }),
    ),
  }),
  responses: { 200: Shape({ provider_id: Id('provider'), tokens: Tokens }) },
  errors: ['provider_not_found'],
})
