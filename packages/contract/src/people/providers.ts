import { type Static, Type } from 'typebox'
import { LEVELS, operation } from '../operation.ts'
import {
  FreeObject,
  Id,
  NamedShape,
  Nullable,
  OneOf,
  PATTERN_RULE,
  PathId,
  Shape,
  Timestamp,
} from '../values/shapes.ts'

const tag = 'People'

/** Maximum number of providers of an organization. */
export const MOST_PROVIDERS = 20
/** Roles that claims can assign. `owner` is never one of them. */
export const MAPPED_ROLES = ['admin', 'member'] as const

const ClaimName = Type.String({ minLength: 1, maxLength: 255 })
const Issuer = Type.String({
  minLength: 1,
  maxLength: 2048,
  description:
    'The issuer exactly as the provider states it, such as `https://id.example.com/realms/staff`: the address before `/.well-known/openid-configuration`.',
})
const Secret = Type.String({
  minLength: 1,
  maxLength: 4096,
  writeOnly: true,
  description: "Sealed under the organization's key, and never shown.",
})
const Claims = NamedShape('NewProviderClaims', {
  email: Type.Optional(ClaimName),
  name: Type.Optional(ClaimName),
  groups: Type.Optional(ClaimName),
})
const Scopes = Type.Array(
  Type.String({
    pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,255}$',
    [PATTERN_RULE]: 'must be one scope, without spaces, quotes and backslashes',
  }),
  { maxItems: 20, uniqueItems: true, description: 'Requested in addition to `openid`.' },
)
const WorkspaceLevel = NamedShape('WorkspaceLevel', { workspace_id: Id('workspace'), level: OneOf(LEVELS) })
const Suggests = NamedShape(
  'WorkspaceSuggestion',
  {
    pattern: Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Pattern of workspace names; `*` stands for any text.',
    }),
    level: OneOf(LEVELS),
  },
  {
    description:
      'Workspaces whose names match are suggested. Each is granted only once an admin accepts it: a name by itself grants nothing.',
  },
)
export const Mapping = NamedShape('Mapping', {
  claim: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description:
        'Name of a claim; dots lead into objects, as in `realm_access.roles`. Default: the claim with the groups.',
    }),
  ),
  value: Type.String({
    minLength: 1,
    maxLength: 1024,
    description: 'Value that the claim has, or contains.',
  }),
  role: Type.Optional(
    OneOf(MAPPED_ROLES, { description: 'Default `member`. A mapping cannot grant `owner`.' }),
  ),
  workspaces: Type.Optional(Type.Array(WorkspaceLevel, { maxItems: 500 })),
  suggests: Type.Optional(Suggests),
})
export type Mapping = Static<typeof Mapping>

const Mappings = Type.Array(Mapping, {
  maxItems: 200,
  description:
    'Rules that grant rights for claims, applied at each sign-in. If several match, the highest role and level apply.',
})
const Admits = OneOf(['domain', 'invited'], {
  description:
    '`domain`: people with a verified address of a domain that the organization has proven, and invited people. `invited`: invited people only.',
})
const TrustsEmail = Type.Boolean({
  description:
    'Whether addresses count as verified even if the provider sends no `email_verified`, as with Entra. Use this only if people cannot choose their address there.',
})
const ApprovesAgents = Type.Boolean({
  description:
    'Whether the provider approves agents: a program that the organization registered with a secret gets access for a person by an identity assertion (ID-JAG) of the provider, and the person is not asked. Default: false. Turning it off ends grants that were approved this way.',
})

const SignsOut = Type.Boolean({
  description:
    'Whether signing out of a session that began at the provider also signs out there (RP-initiated logout). Default: false.',
})

export const Provider = NamedShape('Provider', {
  id: Id('provider'),
  name: Type.String(),
  issuer: Type.String(),
  client_id: Type.String(),
  scopes: Type.Array(Type.String()),
  claims: NamedShape('ProviderClaims', { email: Type.String(), name: Type.String(), groups: Type.String() }),
  trusts_email: Type.Boolean(),
  admits: Admits,
  mappings: Type.Array(Mapping),
  enabled: Type.Boolean(),
  approves_agents: ApprovesAgents,
  signs_out: SignsOut,
  redirect_url: Type.String({
    description: "Register it at the provider; it is the same for all of the organization's providers.",
  }),
  sign_in_url: Type.String({ description: 'Begins a sign-in with it, for bookmarks and portals.' }),
  created_at: Timestamp,
  updated_at: Timestamp,
})
export type Provider = Static<typeof Provider>

const ofProvider = Shape({ provider_id: PathId('provider') })
const named = {
  name: Type.String({ minLength: 1, maxLength: 100, description: 'Name on the sign-in button.' }),
  issuer: Issuer,
  client_id: Type.String({ minLength: 1, maxLength: 1024 }),
}
const settings = {
  scopes: Type.Optional(Scopes),
  claims: Type.Optional(Claims),
  trusts_email: Type.Optional(TrustsEmail),
  admits: Type.Optional(Admits),
  mappings: Type.Optional(Mappings),
  enabled: Type.Optional(Type.Boolean({ description: 'Whether people can sign in with it. Default: true.' })),
  approves_agents: Type.Optional(ApprovesAgents),
  signs_out: Type.Optional(SignsOut),
}

/** Fields of a provider that an admin enters, without the secret. */
export const PROVIDER_FIELDS = { ...named, ...settings }

export const listProviders = operation({
  operationId: 'listProviders',
  method: 'GET',
  path: '/api/v1/providers',
  tag,
  summary: 'List the providers that people sign in with',
  callers: ['person'],
  needs: 'admin',
  audit: null,
  responses: {
    200: NamedShape('Providers', {
      data: Type.Array(Provider),
      redirect_url: Type.String({ description: 'Redirect URI to register for a new provider.' }),
    }),
  },
  errors: [],
})

export const createProvider = operation({
  operationId: 'createProvider',
  method: 'POST',
  path: '/api/v1/providers',
  tag,
  summary: 'Let people sign in with your own OpenID Connect provider',
  description:
    "The server reads the provider's settings at once, through the egress policy; its issuer must be the one that you entered. It signs people in only to this organization.",
  callers: ['person'],
  needs: 'owner',
  audit: 'provider.created',
  body: Shape({ ...named, client_secret: Secret, ...settings }),
  responses: { 200: Provider },
  errors: ['provider_failed', 'providers_full', 'workspace_not_found', 'name_taken'],
})

export const updateProvider = operation({
  operationId: 'updateProvider',
  method: 'PUT',
  path: '/api/v1/providers/{provider_id}',
  tag,
  summary: 'Change a provider; fields that you leave out stay',
  description:
    "Mappings take effect at each person's next sign-in. A different issuer is a different provider: create a new one. If a provider is disabled, nobody can sign in with it, and sessions that began there end.",
  callers: ['person'],
  needs: 'owner',
  audit: 'provider.updated',
  params: ofProvider,
  body: Shape({
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    client_id: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
    client_secret: Type.Optional(Secret),
    ...settings,
  }),
  responses: { 200: Provider },
  errors: ['provider_not_found', 'workspace_not_found', 'sign_in_policy_refused', 'name_taken'],
})

export const deleteProvider = operation({
  operationId: 'deleteProvider',
  method: 'DELETE',
  path: '/api/v1/providers/{provider_id}',
  tag,
  summary: 'Delete a provider',
  description:
    'Sessions that began there end, with the tokens minted in them; roles and levels that it granted end too. People stay, but are no longer linked to it. A person without a password, a passkey or another linked provider can no longer sign in: remove the person, then invite the address. For an owner, the operator can make a link: `bulkhead operator owners reset`. The request is refused if no owner could sign in.',
  callers: ['person'],
  needs: 'owner',
  audit: 'provider.deleted',
  params: ofProvider,
  responses: {
    200: Shape({
      id: Id('provider'),
      deleted_at: Timestamp,
      locked_out: Type.Integer({ description: 'Number of people who can no longer sign in.' }),
    }),
  },
  errors: ['provider_not_found', 'sign_in_policy_refused'],
})

export const testProvider = operation({
  operationId: 'testProvider',
  method: 'POST',
  path: '/api/v1/providers/{provider_id}/test',
  tag,
  summary: 'Try a provider without signing in',
  description:
    "Reads the provider's settings and returns where to go. The browser returns to the settings page, and `GET …/tests/{test_id}` shows the claims that arrived and what they would grant.",
  callers: ['person'],
  needs: 'owner',
  audit: null,
  idempotency: 'none',
  params: ofProvider,
  responses: {
    200: Shape({
      test_id: Type.String(),
      authorization_url: Type.String({ description: 'URL to send this browser to.' }),
      endpoints: NamedShape('ProviderEndpoints', {
        authorization: Type.String(),
        token: Type.String(),
        keys: Type.String(),
        sign_out: Nullable(Type.String()),
      }),
    }),
  },
  errors: ['provider_not_found', 'provider_failed'],
})

export const getProviderTest = operation({
  operationId: 'getProviderTest',
  method: 'GET',
  path: '/api/v1/providers/{provider_id}/tests/{test_id}',
  tag,
  summary: 'Show the result of a test of a provider',
  description:
    'The result is kept for ten minutes. The claims come from a token whose signature, issuer, audience, nonce and time were verified.',
  callers: ['person'],
  needs: 'owner',
  audit: null,
  params: Shape({ provider_id: PathId('provider'), test_id: Type.String({ minLength: 1, maxLength: 100 }) }),
  responses: {
    200: NamedShape('ProviderTest', {
      state: OneOf(['waiting', 'succeeded', 'failed']),
      failure: Nullable(Type.String({ description: 'Problem and remedy.' })),
      claims: Type.Optional(FreeObject()),
      gives: Type.Optional(
        NamedShape(
          'ProviderTestPerson',
          {
            email: Nullable(Type.String()),
            email_verified: Type.Boolean(),
            name: Nullable(Type.String()),
            role: OneOf(MAPPED_ROLES),
            workspaces: Type.Array(WorkspaceLevel),
          },
          { description: 'The person that a newcomer with these claims would become.' },
        ),
      ),
    }),
  },
  errors: ['provider_not_found'],
})

export const listProviderSuggestions = operation({
  operationId: 'listProviderSuggestions',
  method: 'GET',
  path: '/api/v1/providers/{provider_id}/suggestions',
  tag,
  summary: 'List workspaces whose names match a pattern of a mapping and that it does not grant yet',
  description: '500 at most.',
  callers: ['person'],
  needs: 'admin',
  audit: null,
  params: ofProvider,
  responses: {
    200: Shape({
      data: Type.Array(
        NamedShape('ProviderSuggestion', {
          claim: Type.String(),
          value: Type.String(),
          workspace_id: Id('workspace'),
          workspace_name: Type.String(),
          level: OneOf(LEVELS),
        }),
      ),
    }),
  },
  errors: ['provider_not_found'],
})

export const acceptProviderSuggestion = operation({
  operationId: 'acceptProviderSuggestion',
  method: 'POST',
  path: '/api/v1/providers/{provider_id}/suggestions',
  tag,
  summary: 'Let a mapping grant a workspace that it suggests',
  description:
    'The rule names the workspace by id, so that renaming it changes nothing. Takes effect at the next sign-in of each person.',
  callers: ['person'],
  needs: 'admin',
  audit: 'provider.suggestion_accepted',
  params: ofProvider,
  body: Shape({
    claim: Type.String({ minLength: 1, maxLength: 255 }),
    value: Type.String({ minLength: 1, maxLength: 1024 }),
    workspace_id: Id('workspace'),
  }),
  responses: { 200: Shape({ workspace_id: Id('workspace'), level: OneOf(LEVELS) }) },
  errors: ['provider_not_found', 'workspace_not_found'],
})
