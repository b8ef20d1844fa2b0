import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { COMMANDS } from '@bulkhead/server/operator/operator-commands'
import { engines } from '@bulkhead/testing/engines'
import { type DnsServer, getDnsServer } from '@bulkhead/testing/oidc/dns-server'
import { getOwner, type SignedInPerson, signUpPerson } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const DOMAINS = '/api/v1/domains'

for (const engine of engines) {
  describe(`mail domains on ${engine.name}`, () => {
    // Both engines use one name server, so each has its own domains.
    const [ACME_MAIL, BOTH] = [`acme-mail.${engine.name}.example`, `both.${engine.name}.example`]
    let testServer: TestServer
    let acme: Tenant
    let owner: SignedInPerson
    let other: SignedInPerson
    let dns: DnsServer

    before(async () => {
      testServer = await startTestServer(engine)
      dns = await getDnsServer()
      acme = await testServer.createTenant('Acme')
      owner = await getOwner(testServer, acme)
      other = await getOwner(testServer, await testServer.createTenant('Other'))
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const add = ({ headers }: SignedInPerson, domain: string) =>
      testServer.call('POST', DOMAINS, { headers, body: { domain } })
    const check = ({ headers }: SignedInPerson, domain: string) =>
      testServer.call('POST', `${DOMAINS}/${domain}/check`, { headers })

    test('a domain is proven by a record with the text of the organization, and by no other', async () => {
      const { body: domain, status } = await add(owner, `Acme-Mail.${engine.name}.example`)
      assert.equal(status, 200)
      assert.deepEqual([domain.domain, domain.proven_at], [ACME_MAIL, null])
      const none = await check(owner, ACME_MAIL)
      assert.deepEqual([none.status, none.body.code], [409, 'domain_not_proven'])
      assert.match(none.body.message, /there is none/)
      const theirs = await add(other, ACME_MAIL)
      dns.records.set(domain.record_name, theirs.body.record_value)
      assert.match((await check(owner, ACME_MAIL)).body.message, /another value/)
      dns.records.set(domain.record_name, domain.record_value)
      const proven = await check(owner, ACME_MAIL.toUpperCase())
      assert.equal(proven.status, 200, proven.text)
      assert.equal(proven.body.proven_by, 'dns')
      assert.ok(proven.body.proven_at)
    })

    test('no domain is found by a text that is none', async () => {
      for (const text of ['a%00b', '%00', 'ａ.example', 'a b', `${'a'.repeat(300)}.example`]) {
        const { status, body } = await check(owner, text)
        assert.deepEqual([status, body.code], [404, 'domain_not_found'], text)
      }
    })

    test('one organization at most has a domain, until it gives it up', async () => {
      const mine = await add(owner, BOTH)
      const theirs = await add(other, BOTH)
      assert.notEqual(mine.body.record_value, theirs.body.record_value)
      dns.records.set(mine.body.record_name, mine.body.record_value)
      assert.equal((await check(owner, BOTH)).status, 200)
      dns.records.set(mine.body.record_name, theirs.body.record_value)
      const taken = await check(other, BOTH)
      assert.deepEqual([taken.status, taken.body.code], [409, 'domain_taken'])
      await testServer.call('DELETE', `${DOMAINS}/${BOTH}`, { headers: owner.headers })
      assert.equal((await check(other, BOTH)).status, 200)
    })

    test('the operator proves a domain without DNS, and takes it from nobody', async () => {
      const { services } = testServer.server
      const context = { services, signal: new AbortController().signal, onProgress: () => {} }
      const mine = `operator.${engine.name}.example`
      const proven = await COMMANDS['domains prove'](context, {
        domain: mine.toUpperCase(),
        organization_id: acme.organization,
      })
      assert.deepEqual(proven, { organization_id: acme.organization, domain: mine, proven_by: 'operator' })
      const { body } = await testServer.call('GET', DOMAINS, { headers: owner.headers })
      const row = body.data.find(({ domain }: { domain: string }) => domain === mine)
      assert.equal(row.proven_by, 'operator')
      const { organization_id } = await theirOrganization()
      await assert.rejects(
        COMMANDS['domains prove'](context, { domain: mine, organization_id }),
        /Another organization/,
      )
    })
    const theirOrganization = async () => {
      const { body } = await testServer.call('GET', '/auth/session', { headers: other.headers })
      return { organization_id: body.organization.id as string }
    }

    test('an invalid domain, and a caller who is no owner, are refused', async () => {
      for (const domain of ['example', 'a b.example', '192.0.2.1', 'x..example', '*.example', '-a.example']) {
        assert.equal((await add(owner, domain)).status, 422, domain)
      }
      const admin = await signUpPerson(testServer, acme, 'admin')
      assert.equal((await add(admin, 'admin.example')).status, 403)
      assert.equal((await testServer.call('GET', DOMAINS, { headers: admin.headers })).status, 200)
      assert.equal((await check(other, ACME_MAIL)).status, 409)
      assert.equal((await check(owner, 'nobodys.example')).status, 404)
    })
  })
}
