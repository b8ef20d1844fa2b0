import assert from 'node:assert/strict'
import type { ErrorCode } from '@bulkhead/contract/errors'
import { getSettingsOnlyProvider } from '@bulkhead/testing/oidc/settings-only-provider'
import { beginSecondFactor, callAsPage, setSecondFactor, signUpOwner } from '@bulkhead/testing/people'
import type { TestServer } from '@bulkhead/testing/test-server'
import { API, NOBODY } from '../api.ts'
import type { Scene } from './scene.ts'

/** Errors of people and how they sign in. */
export const PEOPLE = {
  invalid_sign_in: async ({ testServer }) => [
    await callAsPage(testServer, '/auth/sign-in', { email: 'nobody@example.com', password: 'wrong' }),
    'signIn',
  ],
  csrf_refused: async ({ testServer }) => [
    await testServer.call('POST', '/auth/sign-in', {
      headers: { origin: 'https://elsewhere.test' },
      body: { email: 'nobody@example.com', password: 'wrong' },
    }),
    'signIn',
  ],
  sign_up_link_invalid: async ({ testServer }) => [
    await signUp(testServer, 'no-such-token', 'new@example.com'),
    'signUp',
  ],
  password_link_invalid: async ({ testServer }) => [
    await callAsPage(testServer, '/auth/password/reset', {
      ...{ token: 'no-such-token', new_password: 'a password of some length' },
    }),
    'resetPassword',
  ],
  email_link_invalid: async ({ testServer }) => [
    await callAsPage(testServer, '/auth/email/confirmation', { token: 'no-such-token' }),
    'confirmEmailChange',
  ],
  second_factor_required: async ({ testServer, tenant }) => {
    const owner = await signUpOwner(testServer, tenant)
    await setSecondFactor(testServer, owner)
    const { email, password } = owner
    return [await callAsPage(testServer, '/auth/sign-in', { email, password }), 'signIn']
  },
  wrong_code: async ({ testServer, tenant }) => {
    const owner = await signUpOwner(testServer, tenant)
    await beginSecondFactor(testServer, owner)
    const body = { code: 'wrong' }
    const path = '/auth/second-factor/confirmation'
    return [await testServer.call('POST', path, { headers: owner.headers, body }), 'confirmSecondFactor']
  },
  second_factor_not_found: async ({ testServer, tenant }) => {
    const { headers, password } = await signUpOwner(testServer, tenant)
    const body = { current_password: password }
    return [
      await testServer.call('POST', '/auth/second-factor/removal', { headers, body }),
      'removeSecondFactor',
    ]
  },
  passkey_refused: async ({ testServer }) => [
    await callAsPage(testServer, '/auth/sign-in/passkey', { credential: {} }),
    'signInByPasskey',
  ],
  passkey_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('DELETE', `/auth/passkeys/${NOBODY}`, { headers }), 'deletePasskey']
  },
  wrong_password: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    const body = { current_password: 'wrong', new_password: 'a password of some length' }
    return [await testServer.call('PUT', '/auth/password', { headers, body }), 'changePassword']
  },
  person_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('DELETE', `${API}/people/${NOBODY}`, { headers }), 'removePerson']
  },
  invitation_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('DELETE', `${API}/invitations/${NOBODY}`, { headers }), 'revokeInvitation']
  },
  provider_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('DELETE', `${API}/providers/${NOBODY}`, { headers }), 'deleteProvider']
  },
  provider_failed: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    const body = { name: 'Nobody', issuer: 'http://192.0.2.1', client_id: 'a', client_secret: 'a' }
    return [await testServer.call('POST', `${API}/providers`, { headers, body }), 'createProvider']
  },
  providers_full: async ({ testServer }) => {
    const { headers } = await signUpOwner(testServer, await testServer.createTenant('Many providers'))
    const body = { issuer: await getSettingsOnlyProvider(), client_id: 'a', client_secret: 'a' }
    const create = (count: number) =>
      testServer.call('POST', `${API}/providers`, { headers, body: { ...body, name: `Provider ${count}` } })
    for (let count = 0; count < 20; count += 1) assert.equal((await create(count)).status, 200)
    return [await create(20), 'createProvider']
  },
  domain_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('DELETE', `${API}/domains/no.example`, { headers }), 'deleteDomain']
  },
  domain_not_proven: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    await testServer.call('POST', `${API}/domains`, { headers, body: { domain: 'unproven.example' } })
    return [
      await testServer.call('POST', `${API}/domains/unproven.example/check`, { headers }),
      'checkDomain',
    ]
  },
  sign_in_policy_refused: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    const body = { passwords: false }
    return [await testServer.call('PUT', `${API}/sign-in`, { headers, body }), 'updateSignInPolicy']
  },
  last_owner: async ({ testServer }) => {
    const { headers, person } = await signUpOwner(testServer, await testServer.createTenant('One owner'))
    return [await testServer.call('DELETE', `${API}/people/${person}`, { headers }), 'removePerson']
  },
  session_not_found: async ({ testServer, tenant }) => {
    const { headers } = await signUpOwner(testServer, tenant)
    return [await testServer.call('DELETE', `/auth/sessions/${NOBODY}`, { headers }), 'endSession']
  },
} satisfies Partial<Record<ErrorCode, Scene>>

function signUp(testServer: TestServer, token: string, email: string) {
  return callAsPage(testServer, '/auth/sign-up', {
    token,
    name: 'New',
    email,
    password: 'a password of some length',
  })
}
