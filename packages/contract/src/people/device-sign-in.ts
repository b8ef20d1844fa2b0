import { type Static, Type } from 'typebox'
import { operation } from '../operation.ts'
import { NamedShape, OneOf, Shape, Timestamp } from '../values/shapes.ts'
import { ASKING_CLIENT, DECISION } from './agents.ts'

const tag = 'Agents'

/** Origin of a request, judged from its IP address alone. */
export const NETWORK_KINDS = ['same_network', 'private_network', 'internet'] as const

const UserCode = Type.String({
  minLength: 1,
  maxLength: 32,
  description: 'The code that the command line shows, as it was typed: `ABCD-EFGH`.',
})

export const DeviceSignIn = NamedShape('DeviceSignIn', {
  ...ASKING_CLIENT,
  is_read_only: Type.Boolean({ description: 'Whether the command line asks only to read.' }),
  address: Type.String({ description: 'Network address that the command line asked from.' }),
  network: OneOf(NETWORK_KINDS, {
    description:
      '`same_network`: the address of the browser that asks here. `private_network`: another one within a private network. `internet`: anywhere else.',
  }),
  asked_at: Timestamp,
  expires_at: Timestamp,
})
export type DeviceSignIn = Static<typeof DeviceSignIn>

export const getDeviceSignIn = operation({
  operationId: 'getDeviceSignIn',
  method: 'POST',
  path: '/oauth/device/request',
  tag,
  summary: 'Get which command line is waiting for a code',
  description:
    'A code that is wrong, used or older than 10 minutes gets the same error. Wrong codes are limited and recorded.',
  callers: ['person'],
  needs: 'self',
  audit: null,
  idempotency: 'none',
  body: Shape({ user_code: UserCode }),
  responses: { 200: DeviceSignIn },
  errors: ['device_sign_in_not_found'],
})

export const decideDeviceSignIn = operation({
  operationId: 'decideDeviceSignIn',
  method: 'POST',
  path: '/oauth/device/decision',
  tag,
  summary: 'Allow the command line on another device to act for the person, or refuse it',
  description: 'Requires a session that began within 15 minutes.',
  callers: ['person'],
  needs: 'user',
  audit: 'agent_grant.created',
  body: Shape({ user_code: UserCode, ...DECISION }),
  responses: { 200: Shape({ allowed: Type.Boolean() }) },
  errors: [
    'device_sign_in_not_found',
    'recent_sign_in_required',
    'passwords_off',
    'workspace_not_found',
    'workspace_inactive',
  ],
})
