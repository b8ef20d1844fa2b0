import { randomBytes } from 'node:crypto'
import type { Level, Role } from '@bulkhead/contract/operation'
import { CSRF_HEADER } from '@bulkhead/contract/people'
import { createSignUpLink } from '@bulkhead/server/operator/create-sign-up-link'
import { createEmailLink } from '@bulkhead/server/people/account/email-link'
import { createPasswordLink } from '@bulkhead/server/people/account/password-link'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { Secret, TOTP } from 'otpauth'
import type { Answer, Tenant, TestServer } from './test-server.ts'

export interface SignedInPerson {
  readonly person: string
  readonly session: string
  readonly email: string
  readonly password: string
  /** `Cookie` header of the session. */
  readonly cookie: string
  readonly csrf_token: string
  /** Headers that the app's page sends with every request. */
  readonly headers: Readonly<Record<string, string>>
}

/** Creates a sign-up link for an owner of the organization. @returns Its token. */
export async function newSignUpToken(testServer: TestServer, organization: string): Promise<string> {
  const { database, issuer, log } = testServer.server.services
  const { url } = await asOperator(database, log, 'test', (tx) => createSignUpLink(tx, organization, issuer))
  return new URL(url).hash.slice(1)
}

export async function signUpOwner(testServer: TestServer, { organization }: Pick<Tenant, 'organization'>) {
  const who = {
    email: `owner-${randomBytes(6).toString('hex')}@example.com`,
    password: randomBytes(12).toString('hex'),
  }
  const token = await newSignUpToken(testServer, organization)
  const response = await callAsPage(testServer, '/auth/sign-up', { ...who, token, name: 'Olga Owner' })
  return signedIn(testServer, who, response)
}

export async function signUpPerson(
  testServer: TestServer,
  tenant: Pick<Tenant, 'organization'>,
  role: Role,
): Promise<SignedInPerson> {
  const person = await signUpOwner(testServer, tenant)
  if (role === 'owner') return person
  const owner = await getOwner(testServer, tenant)
  const { status, text } = await testServer.call('PUT', `/api/v1/people/${person.person}/role`, {
    headers: owner.headers,
    body: { role },
  })
  if (status !== 200) throw new Error(`giving a role answered ${status}: ${text}`)
  return person
}

const owners = new WeakMap<object, Promise<SignedInPerson>>()

/** Returns an owner of the tenant, the same each time. */
export function getOwner(
  testServer: TestServer,
  tenant: Pick<Tenant, 'organization'>,
): Promise<SignedInPerson> {
  const known = owners.get(tenant) ?? signUpOwner(testServer, tenant)
  owners.set(tenant, known)
  return known
}

export async function setLevels(
  testServer: TestServer,
  { organization: organization_id }: Pick<Tenant, 'organization'>,
  workspace_id: string,
  levels: Readonly<Partial<Record<Level, Pick<SignedInPerson, 'person'>>>>,
): Promise<void> {
  const rows = Object.entries(levels).map(([level, { person }]) => ({
    ...{ organization_id, workspace_id, person_id: person },
    level: level as Level,
  }))
  await asPrincipal(
    testServer.server.services.database,
    { organization: organization_id },
    'read write',
    (tx) => tx.insertInto('workspace_members').values(rows).execute(),
  )
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

/**
 * Clears recorded sign-in attempts. All callers share a network, so one could be rejected because of others' attempts.
 */
export async function forgetAttempts({ server }: TestServer): Promise<void> {
  const { database, log } = server.services
  await asOperator(database, log, 'test', (tx) =>
    tx.deleteFrom('rate_limits').where('key', 'like', 'sign_in:%').execute(),
  )
}

/** Posts like a page of this server without a signed-in person. */
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

/**
 * Returns the code that an authenticator app shows.
 *
 * @param later Number of 30-second steps ahead. Pass 1 if the current step may end before the code is used.
 */
export function getCode(secret: string, later: 0 | 1 = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + later * 30_000 })
}

/** Begins to set up a second factor. @returns The secret of the app. */
export async function beginSecondFactor(
  testServer: TestServer,
  { headers, password }: Pick<SignedInPerson, 'headers' | 'password'>,
): Promise<string> {
  const begun = await testServer.call('POST', '/auth/second-factor', {
    headers,
    body: { current_password: password },
  })
  if (begun.status !== 200)
    throw new Error(`beginning a second factor answered ${begun.status}: ${begun.text}`)
  return begun.body.secret
}

/** Sets up a second factor. The next valid code is one step later. */
export async function setSecondFactor(
  testServer: TestServer,
  person: Pick<SignedInPerson, 'headers' | 'password'>,
): Promise<{ readonly secret: string; readonly recovery_codes: readonly string[] }> {
  const secret = await beginSecondFactor(testServer, person)
  const { status, text, body } = await testServer.call('POST', '/auth/second-factor/confirmation', {
    headers: person.headers,
    body: { code: getCode(secret) },
  })
  if (status !== 200) throw new Error(`confirming a second factor answered ${status}: ${text}`)
  return { secret, recovery_codes: body.recovery_codes }
}

/** Creates a link by which a person sets another password. @returns Its token. */
export async function newPasswordToken(
  testServer: TestServer,
  { person }: Pick<SignedInPerson, 'person'>,
): Promise<string> {
  const { database, issuer } = testServer.server.services
  const url = await asIdentity(database, 'read write', (tx) => createPasswordLink(tx, person, issuer))
  return new URL(url ?? '').hash.slice(1)
}

/** Creates a link that confirms a new address of a person. @returns Its token. */
export async function newEmailToken(
  testServer: TestServer,
  { person }: Pick<SignedInPerson, 'person'>,
  email: string,
): Promise<string> {
  const { database, issuer } = testServer.server.services
  const url = await asIdentity(database, 'read write', (tx) => createEmailLink(tx, { person, email }, issuer))
  return new URL(url).hash.slice(1)
}

export async function linkPerson(
  testServer: TestServer,
  organization_id: string,
  person_id: string,
  provider_id: string,
): Promise<void> {
  const subject = randomBytes(9).toString('hex')
  await asPrincipal(
    testServer.server.services.database,
    { organization: organization_id },
    'read write',
    (tx) =>
      tx
        .insertInto('identity.identities')
        .values({
          ...{ organization_id, identity_id: crypto.randomUUID(), provider_id, person_id, subject },
          issuer: 'https://id.example.com',
        })
        .execute(),
  )
}
