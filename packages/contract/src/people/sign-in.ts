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
  expired: 'It took longer than ten minutes, was already finished, or was begun in another browser.',
  refused: 'The provider or the person refused.',
  unreachable: 'The provider could not be reached.',
  invalid: 'The provider sent an invalid response; an owner can test the provider to see why.',
  no_address: 'The provider sent no e-mail address.',
  address_unverified: 'The provider does not say that the address is verified.',
  address_in_use: 'Somebody has the address already: sign in as before, and link the provider.',
  not_invited: 'Nobody invited the address, or the invitation can be accepted only through its link.',
  limited: 'Too many sign-ins from the network of the browser failed. Try again ten minutes later.',
  network:
    'The organization allows people to work only from its own networks, and the browser is in none of them.',
  removed: 'The person was removed from the organization. A new invitation lets the person in again.',
} as const
export type SignInFailure = keyof typeof SIGN_IN_FAILURES

const ReturnTo = Type.Optional(
  Type.String({
    maxLength: 2048,
    pattern: '^/(?![/\\\\])',
    [PATTERN_RULE]: 'must be a path of this server, such as /connectors',
    description: 'Path of the page to return to. Default `/`.',
  }),
)

/** Provider as a button shows it. */
export const SignInProvider = NamedShape('SignInProvider', { id: Id('provider'), name: Type.String() })

export const findSignInProviders = operation({
  operationId: 'findSignInProviders',
  method: 'POST',
  path: '/auth/providers',
  tag,
  summary: 'Get which providers an address signs in with',
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
      passwords: Type.Boolean({ description: 'Whether a password is also asked for.' }),
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
  description: 'Sets a cookie that identifies the returning browser, for ten minutes.',
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
          'The part after `#` in the link of an invitation to the organization of the provider. If the provider states the invited address, the sign-in accepts the invitation.',
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
    'Sets the session cookie and leads to the page that the sign-in was begun for, or to the sign-in page with `failed`. Each state is valid once.',
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
  summary: 'List the providers that your own account signs in with',
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
              "Whether the provider's directory manages the account; if so, it cannot be unlinked here.",
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
  summary: 'Unlink a provider from your own account',
  description:
    'Rights that the provider granted end, as do sessions that began there, including this one if it did, and agents that were connected in them. The request is refused if the person has no other way to sign in, or if a directory manages the account.',
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
  summary: 'Claim a mail domain',
  description:
    'It takes effect once it is proven, by the TXT record named in the response or by the operator.',
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
  description: 'A domain can belong to only one organization.',
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
  summary: 'Give up a domain',
  callers: ['person'],
  needs: 'owner',
  audit: 'domain.deleted',
  params: ofDomain,
  responses: { 200: Shape({ domain: Type.String(), deleted_at: Timestamp }) },
  errors: ['domain_not_found'],
})

export const SignInPolicy = Shape({
  passwords: Type.Boolean({ description: 'Whether people can sign in with a password.' }),
  second_factor: Type.Boolean({
    description:
      'Whether people who sign in with a password need a second factor. A sign-in with a provider counts as one, because the provider asks for it. A sign-in with a passkey does too.',
  }),
  lapse_hours: Type.Integer({
    minimum: 1,
    maximum: 168,
    description:
      'Hours after which a session that began at a provider pauses, with the tokens minted in it, until the person signs in there again.',
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
      'IPv4 and IPv6 networks, in CIDR notation or as single addresses, from which people may sign in and work. They also apply to the command line and to agents of people, but not to applications, workspace keys and connect links. If the list is empty, people may use any network.',
  }),
})
export type SignInPolicy = Static<typeof SignInPolicy>

const ShownPolicy = NamedShape('SignInPolicy', {
  ...SignInPolicy.properties,
  own_address: Type.String({
    description:
      "Address from which the request came, as the server sees it. Networks are checked against it. If this is a proxy's address, set `BULKHEAD_TRUSTED_PROXIES`.",
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
  summary: 'Change how people of the organization sign in; fields that you leave out stay',
  description:
    "Only an owner who signed in with a provider can turn passwords off, so that nobody locks everyone out. Sessions that began with a password then end. The operator can still let an owner in with a link. Only an owner who has a second factor can require one. A person without one who signed in with a password then reaches only their own account: any other operation returns `second_factor_missing`, and the person's tokens and agents stop until the person sets one up. If you shorten a limit, sessions that are past it end at once, together with the tokens and links made in them. Networks must contain the address of the request, so that owners cannot lock themselves out.",
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
