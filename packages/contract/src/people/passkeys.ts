import { type Static, Type } from 'typebox'
import { operation } from '../operation.ts'
import { SignedIn } from '../people.ts'
import { FreeObject, Id, NamedShape, Nullable, PathId, Shape, Timestamp } from '../values/shapes.ts'

const tag = 'People'

const Options = FreeObject({
  description:
    'Options of WebAuthn in their JSON form, for `parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON` of the browser. The challenge is valid once, for 5 minutes.',
})

const Credential = FreeObject({
  description: "The credential of WebAuthn in its JSON form, as the browser's `toJSON()` returns it.",
})

const PasskeyName = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'Name for the list, such as the device.',
})

export const Passkey = NamedShape('Passkey', {
  id: Id('passkey'),
  name: Type.String(),
  created_at: Timestamp,
  last_used_at: Nullable(Type.String({ format: 'date-time', description: 'The last sign-in with it.' })),
})
export type Passkey = Static<typeof Passkey>

export const listPasskeys = operation({
  operationId: 'listPasskeys',
  method: 'GET',
  path: '/auth/passkeys',
  tag,
  summary: 'List your own passkeys, oldest first',
  callers: ['person'],
  needs: 'self',
  audit: null,
  responses: { 200: Shape({ data: Type.Array(Passkey) }) },
  errors: [],
})

export const beginPasskey = operation({
  operationId: 'beginPasskey',
  method: 'POST',
  path: '/auth/passkeys/registration',
  tag,
  summary: 'Begin to register a passkey',
  description:
    'The challenge is bound to the session. A person can have 20 passkeys. If the organization requires a second factor and the person has a passkey, a session by password cannot register another one.',
  callers: ['person'],
  needs: 'self',
  audit: null,
  idempotency: 'none',
  body: Shape({ current_password: Type.String({ minLength: 1, maxLength: 128 }) }),
  responses: { 200: Shape({ options: Options }) },
  errors: ['wrong_password', 'passkey_refused'],
})

export const createPasskey = operation({
  operationId: 'createPasskey',
  method: 'POST',
  path: '/auth/passkeys',
  tag,
  summary: 'Register a passkey that the browser has made',
  description:
    'The device must verify its user, for example by PIN or fingerprint. From then on the passkey signs its person in, without a password and without a code.',
  callers: ['person'],
  needs: 'self',
  audit: 'passkey.created',
  body: Shape({
    name: PasskeyName,
    credential: Credential,
  }),
  responses: { 200: Passkey },
  errors: ['passkey_refused'],
})

export const renamePasskey = operation({
  operationId: 'renamePasskey',
  method: 'PUT',
  path: '/auth/passkeys/{passkey_id}',
  tag,
  summary: 'Rename one of your own passkeys',
  callers: ['person'],
  needs: 'self',
  audit: 'passkey.renamed',
  params: Shape({ passkey_id: PathId('passkey') }),
  body: Shape({ name: PasskeyName }),
  responses: { 200: Passkey },
  errors: ['passkey_not_found'],
})

export const deletePasskey = operation({
  operationId: 'deletePasskey',
  method: 'DELETE',
  path: '/auth/passkeys/{passkey_id}',
  tag,
  summary: 'Remove one of your own passkeys',
  description:
    "Sessions that began with it end, including this one if it did, with the tokens minted in them. If the organization requires a second factor, a person's last one cannot be removed.",
  callers: ['person'],
  needs: 'self',
  audit: 'passkey.deleted',
  params: Shape({ passkey_id: PathId('passkey') }),
  responses: { 200: Shape({ id: Id('passkey'), deleted_at: Timestamp }) },
  errors: ['passkey_not_found'],
})

export const beginPasskeySignIn = operation({
  operationId: 'beginPasskeySignIn',
  method: 'POST',
  path: '/auth/sign-in/passkey/challenge',
  tag,
  summary: 'Begin to sign in by a passkey',
  description:
    'Sets a cookie that identifies the browser with the challenge. The response reveals nothing about anyone: the passkey names its person.',
  callers: 'anyone',
  sameOrigin: true,
  audit: null,
  idempotency: 'none',
  responses: { 200: Shape({ options: Options }) },
  errors: ['rate_limited'],
})

export const signInByPasskey = operation({
  operationId: 'signInByPasskey',
  method: 'POST',
  path: '/auth/sign-in/passkey',
  tag,
  summary: 'Sign in with a passkey',
  description:
    'The response sets the session cookie. No code is asked for: the device has verified its user, so the session counts as one with a second factor. Limit: 60 refused passkeys per network per 10 minutes, together with other sign-ins.',
  callers: 'anyone',
  sameOrigin: true,
  audit: 'person.signed_in',
  idempotency: 'none',
  body: Shape({ credential: Credential }),
  responses: { 200: SignedIn },
  errors: ['passkey_refused', 'passwords_off', 'network_not_allowed', 'rate_limited'],
})
