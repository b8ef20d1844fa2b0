import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import {
  COMPANY_CLIENT,
  type CompanyProvider,
  signInAtCompany,
} from '@bulkhead/testing/oidc/company-provider'
import { callAsPage, type SignedInPerson } from '@bulkhead/testing/people'
import type { Answer, TestServer } from '@bulkhead/testing/test-server'

/** Adds the provider of a company to the organization of an owner. @returns Its id. */
export async function addProvider(
  testServer: TestServer,
  owner: Pick<SignedInPerson, 'headers'>,
  { issuer }: Pick<CompanyProvider, 'issuer'>,
  settings: object = {},
): Promise<string> {
  const { body: known } = await testServer.call('GET', '/api/v1/providers', { headers: owner.headers })
  const name = known.data.length === 0 ? 'Company' : `Company ${randomUUID()}`
  const { status, body, text } = await testServer.call('POST', '/api/v1/providers', {
    headers: owner.headers,
    body: { name, issuer, ...COMPANY_CLIENT, ...settings },
  })
  assert.equal(status, 200, text)
  return body.id
}

/** A browser on its way to a provider and back. */
export interface Journey {
  readonly authorization_url: string
  /** Cookie that identifies the browser. */
  readonly cookie: string
}

/** Begins to sign in with a provider, by the token of an invitation's link if there is one. */
export async function begin(
  testServer: TestServer,
  provider: string,
  return_to?: string,
  invitation?: string,
): Promise<Journey> {
  const answer = await callAsPage(testServer, `/auth/providers/${provider}/sign-in`, {
    ...(return_to !== undefined && { return_to }),
    ...(invitation !== undefined && { invitation }),
  })
  assert.equal(answer.status, 200, answer.text)
  return toJourney(answer)
}

export function toJourney({ body, headers }: Answer): Journey {
  return { authorization_url: body.authorization_url, cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}

/** Comes back from the provider as somebody. */
export async function comeBack(
  testServer: TestServer,
  { authorization_url, cookie }: Journey,
  subject: string,
): Promise<Answer> {
  const back = await signInAtCompany(authorization_url, subject)
  return testServer.call('GET', back.pathname + back.search, { headers: { cookie } })
}

/** Returns the result of a callback: the error word, or the page. */
export function getEnd({ status, headers, text }: Answer): string {
  assert.equal(status, 302, text)
  const location = headers.get('location') ?? ''
  return new URL(location, 'http://house.test').searchParams.get('failed') ?? location
}

/** Signs in with a provider, by the token of an invitation's link if there is one, and reads the session. */
export async function signInBy(
  testServer: TestServer,
  provider: string,
  subject: string,
  invitation?: string,
) {
  const journey = await begin(testServer, provider, undefined, invitation)
  const answer = await comeBack(testServer, journey, subject)
  assert.equal(getEnd(answer), '/')
  return toSession(testServer, answer)
}

/** Returns the session of a response's cookie. */
export async function toSession(testServer: TestServer, answer: Answer) {
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const { status, body, text } = await testServer.call('GET', '/auth/session', { headers: { cookie } })
  assert.equal(status, 200, text)
  const headers = { cookie, origin: testServer.server.services.issuer, 'x-csrf-token': body.csrf_token }
  return { ...body, headers, cookie }
}

/** Invites an address. @returns The id of the invitation, and the token of its link. */
export async function inviteBy(
  testServer: TestServer,
  { headers }: Pick<SignedInPerson, 'headers'>,
  email: string,
  rights: object,
): Promise<{ readonly id: string; readonly token: string }> {
  const { status, body, text } = await testServer.call('POST', '/api/v1/invitations', {
    headers,
    body: { emails: [email], ...rights },
  })
  assert.equal(status, 200, text)
  const [{ id, sign_up_url }] = body.data
  return { id, token: new URL(sign_up_url).hash.slice(1) }
}
