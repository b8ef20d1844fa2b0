import { type Static, Type } from 'typebox'
import { operation } from '../operation.ts'
import {
  Id,
  NamedShape,
  Nothing,
  Nullable,
  OneOf,
  PATTERN_RULE,
  PathId,
  Shape,
  Timestamp,
} from '../values/shapes.ts'

const tag = 'People'

/** Reasons why a sign-in with a provider failed: `failed` in the query of the sign-in page. */
export const SIGN_IN_FAILURES = {
  expired: 'It took longer than ten minutes, was finished already, or was begun in another browser.',
  refused: 'The provider refused, or the person did.',
  unreachable: 'The provider could not be reached.',
  invalid: 'What the provider sent is not as it has to be; an owner sees why by a test.',
  no_address: 'The provider sent no e-mail address.',
  address_unverified: 'The provider does not say that the address is verified.',
  address_in_use: 'Somebody has the address already: sign in as before, and link the provider.',
  not_invited: 'Nobody invited the address, or the invitation is accepted through its link alone.',
  limited: 'Too many sign-ins from the network of the browser failed. Ten minutes later it is free again.',
  network:
    'The organization allows people to work from its own networks only, and the browser is in none of them.',
  removed: 'The person was removed from the organization. Another invitation lets the person in again.',
} as const
export type SignInFailure = keyof typeof SIGN_IN_FAILURES

const ReturnTo = Type.Optional(
  Type.String({
    maxLength: 2048,
    pattern: '^/(?![/\\\\])',
    [PATTERN_RULE]: 'must be a path of this server, such as /connectors',
    description: 'Path of the page to come back to. Default `/`.',
  }),
)

/** Provider as a button shows it. */
export const SignInProvider = NamedShape('SignInProvider', { id: Id('provider'), name: Type.String() })

export const findSignInProviders = operation({
  operationId: 'findSignInProviders',
  method: 'POST',
  path: '/auth/providers',
  tag,
  summary: 'Say by which providers an address signs in',
  description:
    'Finds providers by the domain of the address, if an organization has proven that it owns the domain. The response reveals nothing about the address itself.',
  callers: 'anyone',
  sameOrigin: true,
  audit: null,
  idempotency: 'none',
  body: Shape({ email: Type.String({ minLength: 1, maxLength: 254 }) }),
  responses: {
    200: Shape({
      data: Type.Array(SignInProvider),
      passwords: Type.Boolean({ description: 'Whether a password is asked for too.' }),
    }),
  },
  errors: [],
})

export const beginProviderSignIn = operation({
  operationId: 'beginProviderSignIn',
  method: 'POST',
  path: '/auth/providers/{provider_id}/sign-in',
  tag,
  summary: 'Begin to sign in with a provider',
  description: 'Sets a cookie by which the browser that comes back is known, for ten minutes.',
  callers: 'anyone',
  sameOrigin: true,
  audit: null,
  idempotency: 'none',
  // A provider's id is not a secret: its button is on the sign-in page.
  params: Shape({ provider_id: Type.String({ minLength: 1 }) }),
  body: Shape({
    return_to: ReturnTo,
    invitation: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 255,
        description:
          'The part after `#` in the link of an invitation to the organization of the provider. If the provider states the invited address, the sign-in takes the invitation.',
      }),
    ),
  }),
  responses: {
    200: Shape({ authorization_url: Type.String({ description: 'URL to send the browser to.' }) }),
  },
  errors: ['provider_not_found', 'provider_failed', 'rate_limited', 'sign_up_link_invalid'],
})

export const completeProviderSignIn = operation({
  operationId: 'completeProviderSignIn',
  method: 'GET',
  path: '/auth/organizations/{organization_id}/callback',
  tag,
  summary: 'Receive a browser from a provider',
  description:
    'Sets the session cookie and leads to the page that the sign-in was begun for, or to the page to sign in with `failed`. Each state is valid once.',
  callers: 'anyone',
  audit: null,
  params: Shape({ organization_id: Type.String({ minLength: 1 }) }),
  query: Shape(
    {
      state: Type.Optional(Type.String({ maxLength: 4096 })),
      code: Type.Optional(Type.String({ maxLength: 8192 })),
      iss: Type.Optional(Type.String({ maxLength: 2048 })),
      error: Type.Optional(Type.String({ maxLength: 4096 })),
    },
    { additionalProperties: true },
  ),
  responses: { 302: Nothing },
  errors: [],
})

export const linkProvider = operation({
  operationId: 'linkProvider',
  method: 'POST',
  path: '/auth/providers/{provider_id}/link',
  tag,
  summary: 'Begin to link a provider to the own account, to sign in by it from then on',
  callers: ['person'],
  needs: 'self',
  audit: null,
  idempotency: 'none',
  params: Shape({ provider_id: PathId('provider') }),
  responses: { 200: Shape({ authorization_url: Type.String() }) },
  errors: ['provider_not_found', 'provider_failed'],
})

export const listLinkedProviders = operation({
  operationId: 'listLinkedProviders',
  method: 'GET',
  path: '/auth/linked-providers',
  tag,
  summary: 'List the providers by which the own account signs in',
  callers: ['person'],
  needs: 'self',
  audit: null,
  responses: {
    200: Shape({
      data: Type.Array(
        NamedShape('LinkedProvider', {
          provider_id: Id('provider'),
          name: Type.String(),
          last_used_at: Timestamp,
          announced: Type.Boolean({
            description:
              'Whether the directory of the provider manages the account: then it is not unlinked here.',
          }),
        }),
      ),
    }),
  },
  errors: [],
})

export const unlinkProvider = operation({
  operationId: 'unlinkProvider',
  method: 'DELETE',
  path: '/auth/providers/{provider_id}/link',
  tag,
  summary: 'Unlink a provider from the own account',
  description:
    'Rights that the provider gave end, and so do sessions that began there, this one too if it did, and agents that were connected in them. A person with no other way to sign in stays linked, and so does a person whom a directory announced.',
  callers: ['person'],
  needs: 'self',
  audit: 'identity.unlinked',
  params: Shape({ provider_id: PathId('provider') }),
  responses: { 200: Shape({ provider_id: Id('provider'), unlinked_at: Timestamp }) },
  errors: ['provider_not_found', 'sign_in_policy_refused'],
})

export const Domain = NamedShape('Domain', {
  domain: Type.String(),
  record_name: Type.String({ description: 'Name of the TXT record that proves it.' }),
  record_value: Type.String({ description: 'Required value of the DNS record.' }),
  proven_at: Nullable(Timestamp),
  proven_by: Nullable(OneOf(['dns', 'operator'])),
  created_at: Timestamp,
})
export type Domain = Static<typeof Domain>

/** Pattern of a domain as written in DNS. */
export const DOMAIN_PATTERN =
  '^([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$'

export const DomainName = Type.String({
  maxLength: 253,
  pattern: DOMAIN_PATTERN,
  [PATTERN_RULE]: 'must be a domain, such as example.com',
  description: 'Part of the addresses after the @, such as `example.com`, as written in DNS.',
})
const ofDomain = Shape({ domain: PathId('domain') })

export const listDomains = operation({
  operationId: 'listDomains',
  method: 'GET',
  path: '/api/v1/domains',
  tag,
  summary: 'List the mail domains of the organization',
  callers: ['person'],
  needs: 'admin',
  audit: null,
  responses: { 200: Shape({ data: Type.Array(Domain) }) },
  errors: [],
})

export const createDomain = operation({
  operationId: 'createDomain',
  method: 'POST',
  path: '/api/v1/domains',
  tag,
  summary: 'Name a mail domain as your own',
  description: 'It counts once it is proven, by the TXT record named in the response or by the operator.',
  callers: ['person'],
  needs: 'owner',
  audit: 'domain.created',
  body: Shape({ domain: DomainName }),
  responses: { 200: Domain },
  errors: [],
})

export const checkDomain = operation({
  operationId: 'checkDomain',
  method: 'POST',
  path: '/api/v1/domains/{domain}/check',
  tag,
  summary: 'Look for the TXT record that proves a domain',
  description: 'One organization at most has proven a domain.',
  callers: ['person'],
  needs: 'owner',
  audit: 'domain.proven',
  params: ofDomain,
  responses: { 200: Domain },
  errors: ['domain_not_found', 'domain_not_proven', 'domain_taken'],
})

export const deleteDomain = operation({
  operationId: 'deleteDomain',
  method: 'DELETE',
  path: '/api/v1/domains/{domain}',
  tag,
  summary: 'Give a domain up',
  callers: ['person'],
  needs: 'owner',
  audit: 'domain.deleted',
  params: ofDomain,
  responses: { 200: Shape({ domain: Type.String(), deleted_at: Timestamp }) },
  errors: ['domain_not_found'],
})

export const SignInPolicy = Shape({
  passwords: Type.Boolean({ description: 'Whether people sign in by a password.' }),
  second_factor: Type.Boolean({
    description:
      'Whether people who sign in by a password need a second factor. A sign-in by a provider counts as one: the provider asks for it. A sign-in by a passkey does too.',
  }),
  lapse_hours: Type.Integer({
    minimum: 1,
    maximum: 168,
    description:
      'Hours after which a session by a provider pauses until the person signs in there again, with what was minted in it.',
  }),
  session_hours: Type.Integer({
    minimum: 1,
    maximum: 720,
    description:
      'Hours after the sign-in at which a session ends, used or not. Default: 720, which are 30 days.',
  }),
  idle_minutes: Type.Integer({
    minimum: 5,
    maximum: 10_080,
    description:
      'Minutes after its last use at which a session ends. Default: 10080, which are 7 days. A use is noted once in a tenth of this time, at most once a minute and at least once an hour, so a session may end that much earlier.',
  }),
  networks: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
    maxItems: 100,
    description:
      'Networks in CIDR notation, of IPv4 or IPv6, from which people sign in and work, with the command line and agents too. A single address is a network. Empty: any network. Applications, keys of workspaces and connect links are not limited.',
  }),
})
export type SignInPolicy = Static<typeof SignInPolicy>

const ShownPolicy = NamedShape('SignInPolicy', {
  ...SignInPolicy.properties,
  own_address: Type.String({
    description:
      'Address from which the request came, as the server sees it. Networks count by it. If it is that of a proxy, `BULKHEAD_TRUSTED_PROXIES` is not set.',
  }),
})

export const getSignInPolicy = operation({
  operationId: 'getSignInPolicy',
  method: 'GET',
  path: '/api/v1/sign-in',
  tag,
  summary: 'Show how people of the organization sign in',
  callers: ['person'],
  needs: 'admin',
  audit: null,
  responses: { 200: ShownPolicy },
  errors: [],
})

export const updateSignInPolicy = operation({
  operationId: 'updateSignInPolicy',
  method: 'PUT',
  path: '/api/v1/sign-in',
  tag,
  summary: 'Change how people of the organization sign in; what is left out stays',
  description:
    'Passwords are turned off by an owner who is signed in by a provider, so that nobody locks everybody out. Sessions by a password end then. A link of the operator lets an owner in all the same. A second factor is required by an owner who has one. From then on a session by a password of a person without one reaches only the own account: the response of any other operation is `second_factor_missing`. Tokens and agents of the person stop until there is one. Sessions that are past a shorter limit end at once, and so does what ends with a session: the tokens minted in it and the links made in it. Networks must contain the address of the request, so that no owner locks themselves out.',
  callers: ['person'],
  needs: 'owner',
  audit: 'sign_in.updated',
  body: Shape({
    passwords: Type.Optional(SignInPolicy.properties.passwords),
    second_factor: Type.Optional(SignInPolicy.properties.second_factor),
    lapse_hours: Type.Optional(SignInPolicy.properties.lapse_hours),
    session_hours: Type.Optional(SignInPolicy.properties.session_hours),
    idle_minutes: Type.Optional(SignInPolicy.properties.idle_minutes),
    networks: Type.Optional(SignInPolicy.properties.networks),
  }),
  responses: { 200: ShownPolicy },
  errors: ['sign_in_policy_refused'],
})
