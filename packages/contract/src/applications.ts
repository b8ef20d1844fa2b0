import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Id, NamedShape, Nullable, PathId, Shape, Timestamp } from './values/shapes.ts'

const tag = 'Applications'

const Secret = NamedShape('ApplicationSecret', {
  secret_id: Id('secret'),
  created_at: Timestamp,
  retires: Nullable(
    Type.String({ format: 'date-time', description: 'Null: it is valid until it is retired.' }),
  ),
})

export const ApplicationItem = NamedShape('Application', {
  id: Id('application'),
  name: Type.String(),
  client_id: Type.String(),
  created_at: Timestamp,
  last_used_at: Nullable(
    Type.String({
      format: 'date-time',
      description: 'When it last got a token, to the minute. Null: never.',
    }),
  ),
  secrets: Type.Array(Secret),
})
export type ApplicationItem = Static<typeof ApplicationItem>

const ClientSecret = Type.String({ description: 'Shown here and never again.' })

const params = Shape({ application_id: PathId('application') })

export const listApplications = operation({
  operationId: 'listApplications',
  method: 'GET',
  path: '/api/v1/applications',
  tag,
  summary: "List the organization's applications, oldest first",
  description: 'Shows the ids of their secrets. The secrets themselves are stored as hashes and not shown.',
  callers: ['application', 'person'],
  audit: null,
  responses: { 200: Shape({ data: Type.Array(ApplicationItem) }) },
  errors: [],
})

export const createApplication = operation({
  operationId: 'createApplication',
  method: 'POST',
  path: '/api/v1/applications',
  tag,
  summary: 'Make an application: a client id and a client secret',
  description: 'It acts for the whole organization, as every application does.',
  callers: ['application', 'person'],
  audit: 'application.created',
  idempotency: 'none',
  body: Shape({ name: Type.String({ minLength: 1, maxLength: 255 }) }),
  responses: {
    200: NamedShape('NewApplication', {
      id: Id('application'),
      name: Type.String(),
      client_id: Type.String(),
      client_secret: ClientSecret,
      secret_id: Id('secret'),
      created_at: Timestamp,
    }),
  },
  errors: [],
})

export const createApplicationSecret = operation({
  operationId: 'createApplicationSecret',
  method: 'POST',
  path: '/api/v1/applications/{application_id}/secrets',
  tag,
  summary: 'Make a second client secret to replace the first',
  description:
    'Both are valid until one is retired, so that nothing stops while the new one is put in place. An application has at most two.',
  callers: ['application', 'person'],
  audit: 'application.secret_created',
  idempotency: 'none',
  params,
  responses: {
    200: NamedShape('NewApplicationSecret', {
      secret_id: Id('secret'),
      client_secret: ClientSecret,
      created_at: Timestamp,
    }),
  },
  errors: ['application_not_found', 'secrets_full'],
})

export const retireApplicationSecret = operation({
  operationId: 'retireApplicationSecret',
  method: 'DELETE',
  path: '/api/v1/applications/{application_id}/secrets/{secret_id}',
  tag,
  summary: 'Retire a client secret',
  description:
    'It gets no more tokens. Tokens that were obtained with it end at once, as do the scoped tokens minted with those. Tokens of the other secret stay valid. The only secret of an application cannot be retired.',
  callers: ['application', 'person'],
  audit: 'application.secret_retired',
  params: Shape({ application_id: PathId('application'), secret_id: PathId('secret') }),
  responses: { 200: Shape({ secret_id: Id('secret'), retired_at: Timestamp }) },
  errors: ['application_not_found', 'secret_not_found', 'last_secret'],
})

export const revokeApplicationTokens = operation({
  operationId: 'revokeApplicationTokens',
  method: 'POST',
  path: '/api/v1/applications/{application_id}/revoke-tokens',
  tag,
  summary: 'Revoke every token of an application, including scoped tokens it minted',
  description: 'Its secrets stay valid: tokens it gets afterwards work.',
  callers: ['application', 'person'],
  audit: 'application.tokens_revoked',
  params,
  responses: { 200: Shape({ id: Id('application'), revoked_at: Timestamp }) },
  errors: ['application_not_found'],
})

export const deleteApplication = operation({
  operationId: 'deleteApplication',
  method: 'DELETE',
  path: '/api/v1/applications/{application_id}',
  tag,
  summary: 'Delete an application: its secrets and all of its tokens end at once',
  description:
    "Scoped tokens it minted end too. An application may delete itself. If it was the organization's last one, only the operator can make another.",
  callers: ['application', 'person'],
  audit: 'application.deleted',
  params,
  responses: { 200: Shape({ id: Id('application'), deleted_at: Timestamp }) },
  errors: ['application_not_found'],
})
