import { type Static, Type } from 'typebox'
import { operation } from '../operation.ts'
import { NewPassword, SecondFactorCode, SignedIn } from '../people.ts'
import { DisplayName, Id, NamedShape, Nullable, OneOf, PathId, Shape, Timestamp } from '../values/shapes.ts'

const tag = 'People'

const CurrentPassword = Type.String({ minLength: 1, maxLength: 128 })
const EndedSessions = Type.Integer({ minimum: 0, description: 'Other sessions that ended.' })
const RecoveryCodes = Type.Array(Type.String(), {
  description: 'Each code signs the person in once without the app. The codes are shown only here.',
})

const MailOutcome = OneOf(['asked', 'off', 'unreachable'], {
  description:
    '`asked`: a mail is on its way, if the address can receive one. `off`: this server sends no mail. `unreachable`: the SMTP server is down or refuses the login.',
})

export const SecondFactor = NamedShape('SecondFactor', {
  confirmed_at: Nullable(Timestamp),
  recovery_codes_left: Type.Integer({ minimum: 0 }),
})
export type SecondFactor = Static<typeof SecondFactor>

export const getSecondFactor = operation({
  operationId: 'getSecondFactor',
  method: 'GET',
  path: '/auth/second-factor',
  tag,
  summary: 'Show your own second factor',
  callers: ['person'],
  needs: 'self',
  audit: null,
  responses: { 200: SecondFactor },
  errors: [],
})

export const beginSecondFactor = operation({
  operationId: 'beginSecondFactor',
  method: 'POST',
  path: '/auth/second-factor',
  tag,
  summary: 'Begin to set up an authenticator app as second factor',
  description:
    'The secret takes effect once one of its codes is confirmed, within 15 minutes. Until then a previous app stays valid. Codes have 6 digits and change every 30 seconds (RFC 6238, SHA-1).',
  callers: ['person'],
  needs: 'self',
  audit: null,
  idempotency: 'none',
  body: Shape({ current_password: CurrentPassword }),
  responses: {
    200: Shape({
      secret: Type.String({ description: 'Secret in base32, to be typed into the app.' }),
      uri: Type.String({ description: 'The same as `otpauth://` URI, the content of a QR code.' }),
    }),
  },
  errors: ['wrong_password'],
})

export const confirmSecondFactor = operation({
  operationId: 'confirmSecondFactor',
  method: 'POST',
  path: '/auth/second-factor/confirmation',
  tag,
  summary: 'Confirm an authenticator app with its first code',
  description:
    'From then on a sign-in by password requires a code. All other sessions of the person end, with the tokens minted in them. Limit: 10 wrong codes per person per 10 minutes.',
  callers: ['person'],
  needs: 'self',
  audit: 'person.second_factor_set',
  idempotency: 'none',
  body: Shape({ code: Type.String({ minLength: 1, maxLength: 64 }) }),
  responses: {
    200: Shape({ confirmed_at: Timestamp, recovery_codes: RecoveryCodes, ended_sessions: EndedSessions }),
  },
  errors: ['wrong_code', 'second_factor_not_found'],
})

export const renewRecoveryCodes = operation({
  operationId: 'renewRecoveryCodes',
  method: 'POST',
  path: '/auth/second-factor/recovery-codes',
  tag,
  summary: 'Replace the recovery codes',
  description: 'The previous codes are no longer valid.',
  callers: ['person'],
  needs: 'self',
  audit: 'person.recovery_codes_renewed',
  idempotency: 'none',
  body: Shape({ current_password: CurrentPassword }),
  responses: { 200: Shape({ recovery_codes: RecoveryCodes }) },
  errors: ['wrong_password', 'second_factor_not_found'],
})

export const removeSecondFactor = operation({
  operationId: 'removeSecondFactor',
  method: 'POST',
  path: '/auth/second-factor/removal',
  tag,
  summary: 'Turn off your own second factor',
  description: 'All other sessions of the person end, with the tokens minted in them.',
  callers: ['person'],
  needs: 'self',
  audit: 'person.second_factor_removed',
  body: Shape({ current_password: CurrentPassword }),
  responses: { 200: Shape({ removed_at: Timestamp, ended_sessions: EndedSessions }) },
  errors: ['wrong_password', 'second_factor_not_found'],
})

export const removePersonSecondFactor = operation({
  operationId: 'removePersonSecondFactor',
  method: 'DELETE',
  path: '/api/v1/people/{person_id}/second-factor',
  tag,
  summary: 'Remove the second factor of a person who lost it, including passkeys',
  description:
    'Afterwards the password alone is enough to sign in, so verify who is asking. Turn off your own in your account, with the password.',
  callers: ['person'],
  needs: 'admin',
  audit: 'person.second_factor_reset',
  params: Shape({ person_id: PathId('person') }),
  responses: { 200: Shape({ id: Id('person'), removed_at: Timestamp }) },
  errors: ['person_not_found', 'second_factor_not_found'],
})

export const forgotPassword = operation({
  operationId: 'forgotPassword',
  method: 'POST',
  path: '/auth/password/forgotten',
  tag,
  summary: 'Send a link for a new password by mail',
  description:
    'The mail is sent after the response, and only if somebody signs in with a password at this address; the response is the same in any case. A person gets at most one mail in 5 minutes. Requests count together with wrong passwords: 60 per network per 10 minutes.',
  callers: 'anyone',
  sameOrigin: true,
  audit: null,
  idempotency: 'none',
  body: Shape({ email: Type.String({ minLength: 1, maxLength: 254 }) }),
  responses: { 200: Shape({ mail: MailOutcome }) },
  errors: ['rate_limited'],
})

export const resetPassword = operation({
  operationId: 'resetPassword',
  method: 'POST',
  path: '/auth/password/reset',
  tag,
  summary: 'Choose a new password with a mailed link',
  description:
    'The link is used up, all sessions of the person end with the tokens minted in them, and the response sets the session cookie. A person with a second factor also sends a code of it; the link stays valid until then.',
  callers: 'anyone',
  sameOrigin: true,
  audit: 'person.password_reset',
  body: Shape({
    token: Type.String({ minLength: 1, maxLength: 255, description: 'The part of the link after `#`.' }),
    new_password: NewPassword,
    code: Type.Optional(SecondFactorCode),
  }),
  responses: { 200: SignedIn },
  errors: [
    'password_link_invalid',
    'second_factor_required',
    'wrong_code',
    'passwords_off',
    'network_not_allowed',
    'rate_limited',
  ],
})

export const changeName = operation({
  operationId: 'changeName',
  method: 'PUT',
  path: '/auth/name',
  tag,
  summary: 'Change your own name',
  callers: ['person'],
  needs: 'self',
  audit: 'person.renamed',
  body: Shape({ name: DisplayName }),
  responses: { 200: Shape({ name: Type.String() }) },
  errors: [],
})

export const beginEmailChange = operation({
  operationId: 'beginEmailChange',
  method: 'POST',
  path: '/auth/email',
  tag,
  summary: "Begin to change one's own e-mail address, by a link that is mailed to the new one",
  description:
    'The old address stays valid until the link is used: once, within 30 minutes. A newer link or a new password ends it. If somebody has the address already, the response is the same and no mail is sent. A person with a second factor also sends a code of it. Limit: 10 requests per person per 10 minutes.',
  callers: ['person'],
  needs: 'self',
  audit: null,
  idempotency: 'none',
  body: Shape({
    email: Type.String({ format: 'email', maxLength: 254 }),
    current_password: CurrentPassword,
    code: Type.Optional(SecondFactorCode),
  }),
  responses: { 200: Shape({ mail: MailOutcome }) },
  errors: ['wrong_password', 'second_factor_required', 'wrong_code', 'rate_limited'],
})

export const confirmEmailChange = operation({
  operationId: 'confirmEmailChange',
  method: 'POST',
  path: '/auth/email/confirmation',
  tag,
  summary: 'Confirm a new e-mail address with its mailed link',
  description:
    'From then on the person signs in with the new address. Sessions continue. The server also sends a mail to the old address.',
  callers: 'anyone',
  sameOrigin: true,
  audit: 'person.email_changed',
  body: Shape({
    token: Type.String({ minLength: 1, maxLength: 255, description: 'The part of the link after `#`.' }),
  }),
  responses: { 200: Shape({ email: Type.String(), changed_at: Timestamp }) },
  errors: ['email_link_invalid', 'network_not_allowed', 'rate_limited'],
})
