import assert from 'node:assert/strict'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import type { Engine } from '@bulkhead/testing/engines'
import { startCompanyProvider } from '@bulkhead/testing/oidc/company-provider'
import { getOwner, type SignedInPerson } from '@bulkhead/testing/people'
import { PUBLIC_URL, startTestServer, type Tenant } from '@bulkhead/testing/test-server'
import { addProvider } from './company.ts'

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const NOBODY = '00000000-0000-4000-8000-000000000000'

export type Directory = Awaited<ReturnType<typeof openDirectory>>

/** Starts a server with two organizations that each have a provider, and a directory that announces people by SCIM. */
export async function openDirectory(engine: Engine) {
  const testServer = await startTestServer(engine)
  const acme = await testServer.createTenant('Acme')
  const other = await testServer.createTenant('Other')
  const owner = await getOwner(testServer, acme)
  const eng = (await testServer.mint(acme, 'eng-tools')).workspace_id
  const company = await startCompanyProvider(
    [acme, other].map(({ organization }) => `${PUBLIC_URL}/auth/organizations/${organization}/callback`),
  )
  const provider = await addProvider(testServer, owner, company, {
    admits: 'domain',
    mappings: [
      { value: 'eng', workspaces: [{ workspace_id: eng, level: 'user' }] },
      { value: 'leads', role: 'admin' },
    ],
  })
  let count = 0
  const token = await newToken(owner, provider)
  const theirs = await getOwner(testServer, other)
  const foreign = await newToken(theirs, await addProvider(testServer, theirs, company))
  await prove('acme.example', acme)
  await prove('other.example', other)

  async function newToken({ headers }: SignedInPerson, id: string): Promise<string> {
    const { status, body, text } = await testServer.call('POST', `/api/v1/providers/${id}/directory/token`, {
      headers,
    })
    assert.equal(status, 200, text)
    assert.equal(body.scim_url, `${PUBLIC_URL}/scim/v2`)
    return body.token
  }
  async function prove(domain: string, { organization }: Tenant): Promise<void> {
    await asPrincipal(testServer.server.services.database, { organization }, 'read write', (tx) =>
      tx
        .insertInto('identity.domains')
        .values({
          ...{ organization_id: organization, domain, challenge: 'c' },
          ...{ proven_at: new Date(), proven_by: 'operator' },
        })
        .execute(),
    )
  }
  const scim = (method: string, path: string, body?: object, by = token) =>
    testServer.call(method, `/scim/v2${path}`, {
      headers: { authorization: `Bearer ${by}`, 'content-type': 'application/scim+json' },
      ...(body !== undefined && { body }),
    })
  const patch = (path: string, ...Operations: object[]) =>
    scim('PATCH', path, { schemas: [PATCH], Operations })

  /** A user as Entra ID announces one. */
  function newUser(more: object = {}) {
    count += 1
    const userName = `Person-${count}@acme.example`
    return {
      schemas: [USER],
      userName,
      externalId: `external-${count}`,
      active: true,
      displayName: `Person ${count}`,
      name: { givenName: 'Person', familyName: String(count) },
      emails: [{ primary: true, type: 'work', value: userName }],
      ...more,
    }
  }
  async function announce(more: object = {}) {
    const sent = newUser(more)
    const { status, body, text } = await scim('POST', '/Users', sent)
    assert.equal(status, 201, text)
    return { id: body.id as string, sent, body }
  }
  async function addGroup(displayName: string, members: string[] = [], more: object = {}) {
    const { status, body, text } = await scim('POST', '/Groups', {
      ...{ displayName, members: members.map((value) => ({ value })) },
      ...more,
    })
    assert.equal(status, 201, text)
    return body.id as string
  }
  async function people() {
    const { body } = await testServer.call('GET', '/api/v1/people', { headers: owner.headers })
    return body.data as { id: string; email: string; name: string; role: string }[]
  }
  const personOf = async ({ sent }: { sent: { userName: string } }) =>
    (await people()).find(({ email }) => email === sent.userName.toLowerCase())
  const levelsOf = async (person_id: string) => {
    const rows = await asPrincipal(testServer.server.services.database, acme, 'read only', (tx) =>
      tx
        .selectFrom('workspace_members')
        .select(['workspace_id', 'level'])
        .where('person_id', '=', person_id)
        .execute(),
    )
    return Object.fromEntries(rows.map(({ workspace_id, level }) => [workspace_id, level]))
  }
  /** Lets the company know a user, so that the person can sign in. */
  function enroll({ sent }: { sent: { userName: string; externalId: string } }, claims: object = {}) {
    company.people.set(sent.externalId, {
      ...{ email: sent.userName, email_verified: true, name: 'Somebody', groups: [] },
      ...claims,
    })
    return sent.externalId
  }
  async function close() {
    await testServer.close()
    await company.close()
  }
  return {
    ...{ testServer, acme, owner, company, provider, eng, token, foreign },
    ...{
      newToken,
      prove,
      scim,
      patch,
      newUser,
      announce,
      addGroup,
      people,
      personOf,
      levelsOf,
      enroll,
      close,
    },
    count: () => count,
  }
}
