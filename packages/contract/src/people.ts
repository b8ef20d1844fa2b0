import { type Static, Type } from 'typebox'
import { operation, ROLES } from './operation.ts'
import { SignInProvider } from './people/sign-in.ts'
import {
  DisplayName,
  Id,
  NamedShape,
  Nullable,
  OneOf,
  PageQuery,
  PathId,
  Shape,
  Timestamp,
  toPage,
} from './values/shapes.ts'

const tag = 'People'

/** Header that proves that the web app itself sent a request that a cookie authenticates. See {@link SignedIn}. */
export const CSRF_HEADER = 'X-CSRF-Token'

/**
 * Header of a request that a page sends by itself while nobody uses it. Such a request does not count as use of the
 * session, so a page that is left open does not keep the session alive.
 */
export const UNATTENDED_HEADER = 'X-Unattended'

/** Name of the session cookie over http; over https it has the prefix `__Host-`, which binds it to this host. */
export const SESSION_COOKIE = 'bulkhead_session'

const Email = Type.String({ format: 'email', maxLength: 254 })
export const NewPassword = Type.String({
  minLength: 12,
  maxLength: 128,
  description: 'At least 12 characters of any kind.',
})

export const Person = NamedShape('SignedInPerson', {
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  email: Type.String(),
  role: OneOf(ROLES),
})
export type Person = Static<typeof Person>

export const SessionItem = NamedShape('Session', {
  id: Id('session'),
  current: Type.Boolean({ description: 'Whether it is the session of this request.' }),
  created_at: Timestamp,
  last_used_at: Type.String({
    format: 'date-time',
    description:
      'Time of the last use, to the hour, or more exactly if the organization has a shorter limit.',
  }),
  expires_at: Type.String({
    format: 'date-time',
    description:
      'Use of the session extends it, to 30 days after the sign-in at most, or the shorter limit of the organization.',
  }),
  ip_address: Nullable(Type.String({ description: 'Address that the person signed in from.' })),
  user_agent: Nullable(Type.String({ description: '`User-Agent` of the browser.' })),
})
export type SessionItem = Static<typeof SessionItem>

export const SignedIn = NamedShape('SignedIn', {
  person: Person,
  organization: NamedShape('SignedInOrganization', { id: Id('organization'), name: Type.String() }),
  session: SessionItem,
  needs_second_factor: Type.Boolean({
    description:
      "Whether the organization requires a second factor that the person does not have. Until there is one, this session reaches only the person's own account.",
  }),
  csrf_token: Type.String({
    description: `CSRF token of this session. Send it as \`${CSRF_HEADER}\` with every request but GET; keep it in memory only.`,
  }),
})
export type SignedIn = Static<typeof SignedIn>

export const SecondFactorCode = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'Code of the authenticator app, or a recovery code. Either is valid once.',
})

const SignUpToken = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'The part after `#` in the link.',
})

export const getSignUp = operation({
  operationId: 'getSignUp',
  method: 'GET',
  path: '/auth/sign-up',
  tag,
  summary: 'Get whether the server still waits for its first owner',
  description:
    'While it does, `bulkhead serve` prints a link when it starts: `<public url>/sign-up#<token>`. A browser sends nothing after the `#` to a server.',
  callers: 'anyone',
  audit: null,
  responses: { 200: Shape({ awaits_owner: Type.Boolean() }) },
  errors: [],
})

export const readSignUpLink = operation({
  operationId: 'readSignUpLink',
  method: 'POST',
  path: '/auth/sign-up/link',
  tag,
  summary: 'Get what a one-time link is for, before anything is filled in',
  description: 'The link is not used up.',
  callers: 'anyone',
  sameOrigin: true,
  audit: null,
  idempotency: 'none',
  body: Shape({ token: SignUpToken }),
  responses: {
    200: Shape({
      purpose: OneOf(['first_owner', 'owner', 'invitation', 'password'], {
        description:
          '`first_owner` of an organization that has none, a further `owner`, an `invitation`, or a new `password` for a person.',
      }),
      passwords: Type.Boolean({
        description: 'Whether the organization of an invitation lets people sign in by a password.',
      }),
      providers: Type.Array(SignInProvider, {
        description: 'Providers that an invited person can sign in with instead: send them `invitation`.',
      }),
    }),
  },
  errors: ['sign_up_link_invalid', 'rate_limited'],
})

export const signUp = operation({
  operationId: 'signUp',
  method: 'POST',
  path: '/auth/sign-up',
  tag,
  summary: 'Sign up with a one-time link, or choose a new password with one',
  description:
    "The link is used up, and the response sets the session cookie. A link from the operator makes an owner; an invitation gives its role and workspaces, and accepts only the invited address. A link of `bulkhead operator owners reset` is for one person: it accepts only that person's e-mail address and replaces name and password. An address that cannot be used gets the same error as a used link. After three such addresses the link is used up.",
  callers: 'anyone',
  sameOrigin: true,
  audit: 'person.signed_up',
  body: Shape({
    token: SignUpToken,
    name: DisplayName,
    email: Email,
    password: NewPassword,
  }),
  responses: { 200: SignedIn },
  errors: ['sign_up_link_invalid', 'passwords_off', 'network_not_allowed', 'rate_limited'],
})

export const signIn = operation({
  operationId: 'signIn',
  method: 'POST',
  path: '/auth/sign-in',
  tag,
  summary: 'Sign in with a password',
  description:
    'The response sets the session cookie. An unknown address and a wrong password get the same error. A person with a second factor also sends a code: the right password alone gets `second_factor_required`. Wrong codes are limited to 10 per person per 10 minutes, from all addresses together.',
  callers: 'anyone',
  sameOrigin: true,
  audit: 'person.signed_in',
  body: Shape({
    email: Type.String({ minLength: 1, maxLength: 254 }),
    password: Type.String({ minLength: 1, maxLength: 128 }),
    code: Type.Optional(SecondFactorCode),
  }),
  responses: { 200: SignedIn },
  errors: [
    'invalid_sign_in',
    'second_factor_required',
    'wrong_code',
    'passwords_off',
    'network_not_allowed',
    'rate_limited',
  ],
})

export const getSession = operation({
  operationId: 'getSession',
  method: 'GET',
  path: '/auth/session',
  tag,
  summary: 'Get who is signed in',
  description: '401 if nobody is signed in.',
  callers: ['person'],
  needs: 'self',
  audit: null,
  responses: { 200: SignedIn },
  errors: [],
})

export const signOut = operation({
  operationId: 'signOut',
  method: 'POST',
  path: '/auth/sign-out',
  tag,
  summary: 'End this session and the tokens minted in it',
  callers: ['person'],
  needs: 'self',
  audit: 'person.signed_out',
  idempotency: 'none',
  responses: {
    200: Shape({
      ended_at: Timestamp,
      sign_out_url: Nullable(
        Type.String({
          description:
            'URL at which the browser signs out at the provider that began the session, if the provider has `signs_out`. The browser returns to the sign-in page.',
        }),
      ),
    }),
  },
  errors: [],
})

export const listSessions = operation({
  operationId: 'listSessions',
  method: 'GET',
  path: '/auth/sessions',
  tag,
  summary: 'List your own sessions, newest first',
  callers: ['person'],
  needs: 'self',
  audit: null,
  responses: { 200: Shape({ data: Type.Array(SessionItem) }) },
  errors: [],
})

export const endSession = operation({
  operationId: 'endSession',
  method: 'DELETE',
  path: '/auth/sessions/{session_id}',
  tag,
  summary: 'End one of your own sessions and the tokens minted in it',
  description: 'The session ends at once on every process.',
  callers: ['person'],
  needs: 'self',
  audit: 'session.ended',
  params: Shape({ session_id: PathId('session') }),
  responses: { 200: Shape({ id: Id('session'), ended_at: Timestamp }) },
  errors: ['session_not_found'],
})

export const changePassword = operation({
  operationId: 'changePassword',
  method: 'PUT',
  path: '/auth/password',
  tag,
  summary: 'Change your own password',
  description:
    'Ends all other sessions of the person and the tokens minted in them, at once on every process. The session of this request stays. Limit: 10 wrong passwords per session per 10 minutes.',
  callers: ['person'],
  needs: 'self',
  audit: 'person.password_changed',
  body: Shape({
    current_password: Type.String({ minLength: 1, maxLength: 128 }),
    new_password: NewPassword,
  }),
  responses: {
    200: Shape({
      changed_at: Timestamp,
      ended_sessions: Type.Integer({ minimum: 0, description: 'Other sessions that ended.' }),
    }),
  },
  errors: ['wrong_password'],
})

const ofPerson = Shape({ person_id: PathId('person') })

export const PersonItem = NamedShape('Person', {
  id: Id('person'),
  name: Type.String(),
  email: Type.String(),
  role: OneOf(ROLES),
  second_factor: Type.Boolean({ description: 'Whether the person has an authenticator app or a passkey.' }),
  removal_refused_at: Nullable(
    Type.String({
      format: 'date-time',
      description:
        'Time at which a directory last asked to remove this owner. A directory cannot remove an owner: another owner removes the person, or first gives them another role.',
    }),
  ),
  created_at: Timestamp,
})
export type PersonItem = Static<typeof PersonItem>

export const listPeople = operation({
  operationId: 'listPeople',
  method: 'GET',
  path: '/api/v1/people',
  tag,
  summary: 'List the people of the organization, in the order in which they signed up',
  description: 'Without `limit`, one page has everybody.',
  callers: ['person'],
  needs: 'admin',
  audit: null,
  query: Shape({
    name_contains: Type.Optional(
      Type.String({
        maxLength: 255,
        description: 'Part of the name or of the e-mail address, in any letter case.',
      }),
    ),
    role: Type.Optional(OneOf(ROLES, { description: 'Only people with this role.' })),
    person_id: Type.Optional(Id('person', { description: 'Only this person.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    cursor: PageQuery.cursor,
  }),
  responses: { 200: toPage(PersonItem) },
  errors: [],
})

export const removePerson = operation({
  operationId: 'removePerson',
  method: 'DELETE',
  path: '/api/v1/people/{person_id}',
  tag,
  summary: 'Remove a person from the organization',
  description:
    'Ends the sessions of the person and the tokens minted in them, at once on every process, and deletes the account. Applications, connectors and workspaces stay, and so do client secrets that the person has seen: retire those. The last owner cannot be removed.',
  callers: ['person'],
  audit: 'person.removed',
  params: ofPerson,
  responses: { 200: Shape({ id: Id('person'), removed_at: Timestamp }) },
  errors: ['person_not_found', 'last_owner'],
})

export const endPersonSessions = operation({
  operationId: 'endPersonSessions',
  method: 'DELETE',
  path: '/api/v1/people/{person_id}/sessions',
  tag,
  summary: 'End all sessions of a person and the tokens minted in them',
  description:
    'The sessions end at once on every process. The password stays, so the person can sign in again. A person who calls this for themselves ends the session of this request too.',
  callers: ['person'],
  audit: 'person.sessions_ended',
  params: ofPerson,
  responses: {
    200: Shape({
      id: Id('person'),
      ended_sessions: Type.Integer({ minimum: 0 }),
      ended_at: Timestamp,
    }),
  },
  errors: ['person_not_found'],
})
