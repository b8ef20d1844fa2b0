import { randomBytes } from 'node:crypto'
import { CSRF_HEADER } from '@bulkhead/contract/people'
import { createSignUpLink } from '@bulkhead/server/operator/create-sign-up-link'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import type { Answer, House, Tenant } from './house.ts'

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
export async function newSignUpToken(house: House, organization: string): Promise<string> {
  const { database, issuer, log } = house.server.services
  const { url } = await asOperator(database, log, 'test', (tx) => createSignUpLink(tx, organization, issuer))
  return new URL(url).hash.slice(1)
}

/** Signs an owner of the tenant up. */
export async function signUpOwner(house: House, { organization }: Pick<Tenant, 'organization'>) {
  const who = {
    email: `owner-${randomBytes(6).toString('hex')}@example.com`,
    password: randomBytes(12).toString('hex'),
  }
  const token = await newSignUpToken(house, organization)
  const answer = await callAsPage(house, '/auth/sign-up', { ...who, token, name: 'Olga Owner' })
  return signedIn(house, who, answer)
}

/** Starts a further session of a person. */
export async function signInAgain(
  house: House,
  { email, password }: Pick<SignedInPerson, 'email' | 'password'>,
): Promise<SignedInPerson> {
  return signedIn(house, { email, password }, await callAsPage(house, '/auth/sign-in', { email, password }))
}

/** Posts as a page of this server does that nobody is signed in to. */
export function callAsPage(house: House, path: string, body: unknown): Promise<Answer> {
  return house.call('POST', path, { body, headers: { origin: house.server.services.issuer } })
}

function signedIn(
  house: House,
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
    headers: { cookie, origin: house.server.services.issuer, [CSRF_HEADER.toLowerCase()]: body.csrf_token },
  }
}
