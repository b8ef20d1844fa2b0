import { randomBytes } from 'node:crypto'
import { CSRF_HEADER } from '@bulkhead/contract/people'
import { createSignUpLink } from '@bulkhead/server/operator/create-sign-up-link'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import type { Answer, Tenant, TestServer } from './test-server.ts'

/** A person who is signed in. */
export interface SignedInPerson {
  readonly person: string
  readonly session: string
  readonly email: string
  readonly password: string
  /** The `Cookie` header of the session. */
  readonly cookie: string
  readonly csrf_token: string
  /** What the page of the app sends with every request. */
  readonly headers: Readonly<Record<string, string>>
}

/** Makes a link with which an owner of the organization signs up. @returns Its token. */
export async function newSignUpToken(testServer: TestServer, organization: string): Promise<string> {
  const { database, issuer, log } = testServer.server.services
  const { url } = await asOperator(database, log, 'test', (tx) => createSignUpLink(tx, organization, issuer))
  return new URL(url).hash.slice(1)
}

/** Signs an owner of the tenant up. */
export async function signUpOwner(testServer: TestServer, { organization }: Pick<Tenant, 'organization'>) {
  const who = {
    email: `owner-${randomBytes(6).toString('hex')}@example.com`,
    password: randomBytes(12).toString('hex'),
  }
  const token = await newSignUpToken(testServer, organization)
  const response = await callAsPage(testServer, '/auth/sign-up', { ...who, token, name: 'Olga Owner' })
  return signedIn(testServer, who, response)
}

/** Starts a further session of a person. */
export async function signInAgain(
  testServer: TestServer,
  { email, password }: Pick<SignedInPerson, 'email' | 'password'>,
): Promise<SignedInPerson> {
  return signedIn(
    testServer,
    { email, password },
    await callAsPage(testServer, '/auth/sign-in', { email, password }),
  )
}

/** Posts as a page of this server does that nobody is signed in to. */
export function callAsPage(testServer: TestServer, path: string, body: unknown): Promise<Answer> {
  return testServer.call('POST', path, { body, headers: { origin: testServer.server.services.issuer } })
}

function signedIn(
  testServer: TestServer,
  who: Pick<SignedInPerson, 'email' | 'password'>,
  { status, text, body, headers }: Answer,
): SignedInPerson {
  if (status !== 200) throw new Error(`signing in answered ${status}: ${text}`)
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return {
    ...who,
    person: body.person.id,
    session: body.session.id,
    cookie,
    csrf_token: body.csrf_token,
    headers: {
      cookie,
      origin: testServer.server.services.issuer,
      [CSRF_HEADER.toLowerCase()]: body.csrf_token,
    },
  }
}
