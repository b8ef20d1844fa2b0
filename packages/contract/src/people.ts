import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { Id, Nullable, OneOf, PathId, Shape, Timestamp } from './shapes.ts'

const tag = 'People'

/** The header that proves that our own page sent a request which a cookie authenticates; see {@link SignedIn}. */
export const CSRF_HEADER = 'X-CSRF-Token'

/** Name of the session cookie over http; over https it has the prefix `__Host-`, which binds it to this host. */
export const SESSION_COOKIE = 'bulkhead_session'

const Email = Type.String({ format: 'email', maxLength: 254 })
const NewPassword = Type.String({
  minLength: 12,
  maxLength: 128,
  description: 'At least 12 characters; of any kind.',
})

export const Person = Shape({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  email: Type.String(),
  role: OneOf(['owner']),
})
export type Person = Static<typeof Person>

export const SessionItem = Shape({
  id: Id('session'),
  current: Type.Boolean({ description: 'Whether it is the session that asks.' }),
  created_at: Timestamp,
  last_used_at: Type.String({ format: 'date-time', description: 'To the hour.' }),
  expires_at: Type.String({ format: 'date-time', description: 'Use moves it on.' }),
  ip_address: Nullable(Type.String({ description: 'Where it was signed in from.' })),
  user_agent: Nullable(Type.String({ description: 'What the browser said it is.' })),
})
export type SessionItem = Static<typeof SessionItem>

export const SignedIn = Shape({
  person: Person,
  organization: Shape({ id: Id('organization'), name: Type.String() }),
  session: SessionItem,
  csrf_token: Type.String({
    description: `Of this session. Send it as \`${CSRF_HEADER}\` with every request but GET; keep it in memory only.`,
  }),
})
export type SignedIn = Static<typeof SignedIn>

export const getSignUp = operation({
  operationId: 'getSignUp',
  method: 'GET',
  path: '/auth/sign-up',
  tag,
  summary: 'Say whether the server still waits for its first owner',
  description:
    'While it does, `bulkhead serve` prints a link when it starts: `<public url>/sign-up#<token>`. Behind the `#`, the token is sent to no server by a browser.',
  callers: 'anyone',
  audit: null,
  responses: { 200: Shape({ awaits_owner: Type.Boolean() }) },
  errors: [],
})

export const signUp = operation({
  operationId: 'signUp',
  method: 'POST',
  path: '/auth/sign-up',
  tag,
  summary: 'Sign up as an owner by a one-time link',
  description: 'The link is used up, and the answer sets the session cookie.',
  callers: 'anyone',
  sameOrigin: true,
  audit: 'person.signed_up',
  body: Shape({
    token: Type.String({ minLength: 1, maxLength: 255, description: 'What follows `#` in the link.' }),
    name: Type.String({ minLength: 1, maxLength: 255 }),
    email: Email,
    password: NewPassword,
  }),
  responses: { 200: SignedIn },
  errors: ['sign_up_link_invalid', 'email_taken', 'rate_limited'],
})

export const signIn = operation({
  operationId: 'signIn',
  method: 'POST',
  path: '/auth/sign-in',
  tag,
  summary: 'Sign in with a password',
  description:
    'The answer sets the session cookie. An unknown address and a wrong password are answered alike.',
  callers: 'anyone',
  sameOrigin: true,
  audit: 'person.signed_in',
  body: Shape({
    email: Type.String({ minLength: 1, maxLength: 254 }),
    password: Type.String({ minLength: 1, maxLength: 128 }),
  }),
  responses: { 200: SignedIn },
  errors: ['invalid_sign_in', 'rate_limited'],
})

export const getSession = operation({
  operationId: 'getSession',
  method: 'GET',
  path: '/auth/session',
  tag,
  summary: 'Say who is signed in, and move the end of the session on',
  description: '401 when nobody is.',
  callers: ['person'],
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
  audit: 'person.signed_out',
  idempotency: 'none',
  responses: { 200: Shape({ ended_at: Timestamp }) },
  errors: [],
})

export const listSessions = operation({
  operationId: 'listSessions',
  method: 'GET',
  path: '/auth/sessions',
  tag,
  summary: "List one's own sessions, newest first",
  callers: ['person'],
  audit: null,
  responses: { 200: Shape({ data: Type.Array(SessionItem) }) },
  errors: [],
})

export const endSession = operation({
  operationId: 'endSession',
  method: 'DELETE',
  path: '/auth/sessions/{session_id}',
  tag,
  summary: "End one of one's own sessions and the tokens minted in it",
  description: 'Ended at once on every process.',
  callers: ['person'],
  audit: 'session.ended',
  params: Shape({ session_id: PathId('session') }),
  responses: { 200: Shape({ id: Id('session'), ended_at: Timestamp }) },
  errors: ['session_not_found'],
})

export const PersonItem = Shape({
  id: Id('person'),
  name: Type.String(),
  email: Type.String(),
  role: OneOf(['owner']),
  created_at: Timestamp,
})
export type PersonItem = Static<typeof PersonItem>

export const listPeople = operation({
  operationId: 'listPeople',
  method: 'GET',
  path: '/api/v1/people',
  tag,
  summary: 'List the people of the organization, whoever signed up first before others',
  callers: ['application', 'person'],
  audit: null,
  responses: { 200: Shape({ data: Type.Array(PersonItem) }) },
  errors: [],
})
