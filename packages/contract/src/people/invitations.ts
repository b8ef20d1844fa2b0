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

export const INVITATION_DAYS = 7

const InvitedWorkspace = NamedShape('WorkspaceLevel', { workspace_id: Id('workspace'), level: OneOf(LEVELS) })

const InvitationMail = Nullable(
  NamedShape(
    'InvitationMail',
    {
      state: OneOf(['waiting', 'sent', 'failed'], {
        description: '`waiting`: will be sent shortly, or again. `failed`: the address was refused.',
      }),
      at: Type.String({ format: 'date-time', description: 'When it was sent, or will be tried next.' }),
      failure: Nullable(
        OneOf(['unreachable', 'refused', 'not_signed_in'], {
          description:
            "Why the last attempt failed: the SMTP server did not accept it, refused it, or refused this server's login.",
        }),
      ),
    },
    { description: 'The mail with the link. Null if the link was handed over.' },
  ),
)

export const InvitationItem = NamedShape('Invitation', {
  id: Id('invitation'),
  email: Type.String(),
  role: OneOf(ROLES),
  workspaces: Type.Array(InvitedWorkspace),
  invited_by: Id('person'),
  created_at: Timestamp,
  expires_at: Timestamp,
  provider_id: Nullable(
    Type.String({
      format: 'uuid',
      description: 'Provider that the person can sign in with, without the link.',
    }),
  ),
  mail: InvitationMail,
})
export type InvitationItem = Static<typeof InvitationItem>

const Link = Type.String({
  description: 'URL at which the invited person signs up. Shown once; `POST …/link` makes another one.',
})
const SendsMail = Type.Optional(
  Type.Boolean({
    description:
      'Whether the server sends the link by mail. Default: where it is set up to (`BULKHEAD_SMTP_URL`). A link that is sent is not shown.',
  }),
)
const ofInvitation = Shape({ invitation_id: PathId('invitation') })

export const createInvitations = operation({
  operationId: 'createInvitations',
  method: 'POST',
  path: '/api/v1/invitations',
  tag,
  summary: 'Invite people by their addresses',
  description:
    'Each address gets its own link, valid once, for that address, for 7 days. An address that was already invited gets a new link and these rights. Only owners can invite owners. An invitation ends if the person who made it loses the right to make it.',
  callers: ['person'],
  needs: 'admin',
  audit: 'person.invited',
  // The response contains the links, which the server does not store.
  idempotency: 'none',
  body: Shape({
    emails: Type.Array(Type.String({ format: 'email', maxLength: 254 }), { minItems: 1, maxItems: 100 }),
    role: OneOf(ROLES),
    workspaces: Type.Optional(
      Type.Array(InvitedWorkspace, {
        maxItems: 100,
        description: 'Workspaces of which the person becomes a member.',
      }),
    ),
    provider_id: Type.Optional(
      Type.String({
        format: 'uuid',
        description:
          'Provider that an invited member can sign in with, without the link: the first sign-in with it at this address, or its directory, accepts the invitation. For addresses of proven domains, any provider does so for invitations as member. An invitation as owner or admin can be accepted only through its link.',
      }),
    ),
    send_mail: SendsMail,
  }),
  responses: {
    200: Shape({
      data: Type.Array(
        NamedShape('InvitationResult', {
          email: Type.String(),
          status: OneOf(['invited', 'is_member'], {
            description: '`is_member`: a person of the organization has the address.',
          }),
          id: Type.Optional(Id('invitation')),
          sign_up_url: Type.Optional(Link),
          expires_at: Type.Optional(Timestamp),
          mail: Type.Optional(InvitationMail),
        }),
      ),
    }),
  },
  errors: ['workspace_not_found', 'provider_not_found', 'not_supported'],
})

export const listInvitations = operation({
  operationId: 'listInvitations',
  method: 'GET',
  path: '/api/v1/invitations',
  tag,
  summary: 'List the invitations that nobody has used, including expired ones',
  callers: ['person'],
  needs: 'admin',
  audit: null,
  query: Shape(PageQuery),
  responses: { 200: toPage(InvitationItem) },
  errors: [],
})

export const renewInvitation = operation({
  operationId: 'renewInvitation',
  method: 'POST',
  path: '/api/v1/invitations/{invitation_id}/link',
  tag,
  summary: 'Make a new link for an invitation, valid for 7 days, or send one again',
  description: 'The previous link ends. With `send_mail` the new one is sent and not shown; default: shown.',
  callers: ['person'],
  needs: 'admin',
  audit: 'invitation.renewed',
  idempotency: 'none',
  params: ofInvitation,
  body: Shape({ send_mail: Type.Optional(Type.Boolean()) }),
  responses: {
    200: Shape({
      id: Id('invitation'),
      sign_up_url: Type.Optional(Link),
      expires_at: Timestamp,
      mail: InvitationMail,
    }),
  },
  errors: ['invitation_not_found', 'not_supported'],
})

export const revokeInvitation = operation({
  operationId: 'revokeInvitation',
  method: 'DELETE',
  path: '/api/v1/invitations/{invitation_id}',
  tag,
  summary: 'Revoke an invitation',
  description: 'Its link ends at once.',
  callers: ['person'],
  needs: 'admin',
  audit: 'invitation.revoked',
  params: ofInvitation,
  responses: { 200: Shape({ id: Id('invitation'), revoked_at: Timestamp }) },
  errors: ['invitation_not_found'],
})
