import assert from 'node:assert/strict'
import type { Level } from '@bulkhead/contract/operation'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import type { Engine } from '@bulkhead/testing/engines'
import { type CompanyProvider, startCompanyProvider } from '@bulkhead/testing/oidc/company-provider'
import { getOwner, type SignedInPerson } from '@bulkhead/testing/people'
import { PUBLIC_URL, startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { addProvider } from '../company.ts'

/** Two organizations, a company that both may sign in at, and its provider in one of them. */
export interface ProvidersFixture {
  readonly testServer: TestServer
  readonly acme: Tenant
  readonly other: Tenant
  readonly owner: SignedInPerson
  readonly company: CompanyProvider
  readonly provider: string
  readonly eng: string
  readonly ops: string
  /** Proves a domain, as the operator would. */
  prove(domain: string, tenant: Tenant): Promise<void>
  /** Adds a person to the company. */
  newcomer(claims?: object): { readonly subject: string; readonly email: string }
  levelsOf(person_id: string): Promise<Readonly<Record<string, Level>>>
  setMappings(mappings: object[]): Promise<void>
  /** Mappings that the provider has from the start. */
  MAPPINGS(): object[]
  close(): Promise<void>
}

export async function openProvidersFixture(engine: Engine): Promise<ProvidersFixture> {
  const testServer = await startTestServer(engine, {
    environment: { BULKHEAD_TRUSTED_PROXIES: '127.0.0.1' },
  })
  const { database } = testServer.server.services
  const acme = await testServer.createTenant('Acme')
  const other = await testServer.createTenant('Other')
  const owner = await getOwner(testServer, acme)
  const eng = (await testServer.mint(acme, 'eng-tools')).workspace_id
  const ops = (await testServer.mint(acme, 'ops')).workspace_id
  const company = await startCompanyProvider(
    [acme, other].map(({ organization }) => `${PUBLIC_URL}/auth/organizations/${organization}/callback`),
  )
  const MAPPINGS = () => [
    { value: 'eng', workspaces: [{ workspace_id: eng, level: 'user' }] },
    { value: 'leads', role: 'admin' },
  ]
  await prove('acme.example', acme)
  const provider = await addProvider(testServer, owner, company, { admits: 'domain', mappings: MAPPINGS() })

  async function prove(domain: string, { organization }: Tenant): Promise<void> {
    await asPrincipal(database, { organization }, 'read write', (tx) =>
      tx
        .insertInto('identity.domains')
        .values({
          organization_id: organization,
          domain,
          challenge: 'c',
          proven_at: new Date(),
          proven_by: 'operator',
        })
        .execute(),
    )
  }

  let people = 0
  return {
    ...{ testServer, acme, other, owner, company, provider, eng, ops, prove, MAPPINGS },
    newcomer(claims = {}) {
      people += 1
      const [subject, email] = [`subject-${people}`, `person-${people}@acme.example`]
      company.people.set(subject, {
        name: `Person ${people}`,
        email,
        email_verified: true,
        groups: ['eng'],
        ...claims,
      })
      return { subject, email }
    },
    async levelsOf(person_id) {
      const rows = await asPrincipal(database, acme, 'read only', (tx) =>
        tx
          .selectFrom('workspace_members')
          .select(['workspace_id', 'level'])
          .where('person_id', '=', person_id)
          .execute(),
      )
      return Object.fromEntries(rows.map(({ workspace_id, level }) => [workspace_id, level]))
    },
    async setMappings(mappings) {
      const { status, text } = await testServer.call('PUT', `/api/v1/providers/${provider}`, {
        headers: owner.headers,
        body: { mappings },
      })
      assert.equal(status, 200, text)
    },
    async close() {
      await testServer.close()
      await company.close()
    },
  }
}
