import { type Static, Type } from 'typebox'
import { Grant } from '../grants.ts'
import { operation } from '../operation.ts'
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

const tag = 'Agents'

/** Ways in which the server learned of a client. */
export const CLIENT_KINDS = ['dynamic', 'document', 'registered', 'first_party'] as const

const ClientKind = OneOf(CLIENT_KINDS, {
  description:
    "`first_party`: Bulkhead's own command line. `registered`: by an admin. `document`: a document at the URL that is its id. `dynamic`: it says so itself, which proves nothing.",
})

/** Days that a grant may last at most, and by default. */
export const GRANT_DAYS = { most: 365, usual: 90 } as const

const ofSignIn = Shape({
  sign_in_id: Type.String({ minLength: 1, maxLength: 100, description: '`id` in the address of the page.' }),
})

/** A client and its request, as shown to the person who decides. */
export const ASKING_CLIENT = {
  client: NamedShape('AskingClient', {
    id: Type.String(),
    name: Type.String({ description: 'Name that the client states.' }),
    kind: ClientKind,
    verified: Type.Boolean({
      description:
        'Whether somebody vouches for it: the organization that registered it, or the host of its document. If not, its name proves nothing.',
    }),
    host: Nullable(Type.String({ description: 'Host that vouches for the client: where its document is.' })),
  }),
  can_reach_everything: Type.Boolean({
    description: 'Whether the person may give it access to everything that they can access.',
  }),
  workspace_name: Nullable(
    Type.String({ description: 'The one workspace that the client asks for, if it names one.' }),
  ),
}

/** Details of a decision about a client, in addition to whether it is allowed. */
export const DECISION = {
  allow: Type.Boolean(),
  workspace_id: Type.Optional(Id('workspace')),
  everywhere: Type.Optional(
    Type.Literal(true, {
      description:
        'Grants everything that the person reaches, instead of one workspace. Only for the command line.',
    }),
  ),
  narrowing: Type.Optional(Grant),
  expires_in_days: Type.Optional(
    Type.Integer({ minimum: 1, maximum: GRANT_DAYS.most, default: GRANT_DAYS.usual }),
  ),
}

export const AgentSignIn = NamedShape('AgentSignIn', {
  ...ASKING_CLIENT,
  redirect_origin: Type.String({ description: 'Origin that the browser is redirected to, with the code.' }),
  is_on_device: Type.Boolean({ description: "Whether that is a program on the person's machine." }),
  is_read_only: Type.Boolean({ description: 'Whether the client asks only to read.' }),
  needs_recent_sign_in: Type.Boolean({
    description:
      'Whether allowing more than reading takes a session that began within 15 minutes: nobody vouches for the client.',
  }),
})
export type AgentSignIn = Static<typeof AgentSignIn>

export const getAgentSignIn = operation({
  operationId: 'getAgentSignIn',
  method: 'GET',
  path: '/oauth/authorize/{sign_in_id}/request',
  tag,
  summary: 'Get which program asks to act for the person',
  description: 'Works only in the browser in which the program began.',
  callers: ['person'],
  needs: 'self',
  audit: null,
  params: ofSignIn,
  responses: { 200: AgentSignIn },
  errors: ['agent_sign_in_not_found'],
})

export const decideAgentSignIn = operation({
  operationId: 'decideAgentSignIn',
  method: 'POST',
  path: '/oauth/authorize/{sign_in_id}/decision',
  tag,
  summary: 'Allow a program to act in one workspace, or refuse it',
  description:
    'Requires the level `user` in the workspace, or `manager` for a program that may change connectors. The command line can be allowed to act wherever the person may.',
  callers: ['person'],
  needs: 'user',
  audit: 'agent_grant.created',
  params: ofSignIn,
  body: Shape({
    ...DECISION,
    manages: Type.Optional(
      Type.Boolean({ description: 'Whether it may also add and delete connectors. Default: false.' }),
    ),
  }),
  responses: { 200: Shape({ redirect_to: Type.String({ description: 'URL that the page opens next.' }) }) },
  errors: [
    'agent_sign_in_not_found',
    'recent_sign_in_required',
    'passwords_off',
    'workspace_not_found',
    'workspace_inactive',
  ],
})

export const AgentGrant = NamedShape('AgentGrant', {
  id: Id('agent_grant'),
  person_id: Type.String({ format: 'uuid' }),
  person_name: Type.String(),
  workspace_id: Nullable(
    Type.String({ format: 'uuid', description: 'Null: it reaches what the person reaches.' }),
  ),
  workspace_name: Nullable(Type.String()),
  client_id: Type.String(),
  client_name: Type.String({ description: 'As the client stated.' }),
  client_kind: ClientKind,
  redirect_origin: Type.String({
    description:
      'Origin that the browser was redirected to with the code, or the origin of the provider that approved the grant.',
  }),
  approved_by: OneOf(['person', 'provider'], {
    description:
      '`person`: on the consent page, or by a code. `provider`: by an identity assertion; the client returns with a new one.',
  }),
  narrowing: Grant,
  manages: Type.Boolean(),
  created_at: Timestamp,
  expires_at: Timestamp,
  last_used_at: Nullable(Type.String({ format: 'date-time', description: 'When it last got a token.' })),
})
export type AgentGrant = Static<typeof AgentGrant>

export const listAgentGrants = operation({
  operationId: 'listAgentGrants',
  method: 'GET',
  path: '/api/v1/agent-grants',
  tag,
  summary: 'List the programs that may act for people, newest first',
  description: "Your own; owners and admins see everyone's.",
  callers: ['person'],
  needs: 'self',
  audit: null,
  query: Shape(PageQuery),
  responses: { 200: toPage(AgentGrant) },
  errors: [],
})

export const endAgentGrant = operation({
  operationId: 'endAgentGrant',
  method: 'DELETE',
  path: '/api/v1/agent-grants/{grant_id}',
  tag,
  summary: "End a program's grant, within a second everywhere",
  description: "People can end their own; owners and admins can end everyone's.",
  callers: ['person'],
  needs: 'self',
  audit: 'agent_grant.ended',
  params: Shape({ grant_id: PathId('agent_grant') }),
  responses: { 200: Shape({ id: Id('agent_grant'), ended_at: Timestamp }) },
  errors: ['agent_grant_not_found'],
})
