import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { getAudit } from '@bulkhead/testing/audit'
import { engines } from '@bulkhead/testing/engines'
import { operatorResponse, runOperator } from '@bulkhead/testing/operator-process'
import { callAsPage, type SignedInPerson, signInAgain, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { runCommand } from '../run-command.ts'

const MINT = '/api/v1/account/applications/scoped-token'
const NEW_PASSWORD = 'another password of some length'

for (const engine of engines) {
  describe(`the operator and owners on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let owner: SignedInPerson
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-declared-'))

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
      owner = await signUpOwner(testServer, tenant)
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
      rmSync(folder, { recursive: true, force: true })
    })

    const operator = (...args: string[]) => operatorResponse(testServer.store.environment, 'owners', ...args)
    const getRefusal = async (...args: string[]) => {
      const { code, stderr } = await runOperator(testServer.store.environment, 'owners', ...args)
      assert.equal(code, 1, stderr)
      return stderr
    }
    const mint = async ({ headers }: SignedInPerson) => {
      const body = { workspace_name: 'default', create_workspace: false }
      return (await testServer.call('POST', MINT, { headers, body })).body.token as string
    }
    const withSession = async ({ headers }: SignedInPerson) =>
      (await testServer.call('GET', '/api/v1/workspaces', { headers })).status
    const withToken = async (token: string) =>
      (await testServer.call('GET', `${MINT}/info`, { token })).status
    const getToken = ({ url }: { url: string }) => new URL(url).hash.slice(1)
    const open = (token: string, email: string, password = NEW_PASSWORD) =>
      callAsPage(testServer, '/auth/sign-up', { token, name: 'Olga Owner', email, password })
    const getSubjects = async (event: string) =>
      (await getAudit(testServer, tenant, event)).map(({ subject_id }) => subject_id)

    test('`owners list` shows the owners of all organizations, or of one', async () => {
      const elsewhere = await signUpOwner(testServer, await testServer.createTenant('Other'))
      const all = await operator('list')
      const row = all.find(({ id }: { id: string }) => id === owner.person)
      assert.deepEqual(
        { ...row, created_at: null },
        {
          organization_id: tenant.organization,
          id: owner.person,
          name: 'Olga Owner',
          email: owner.email,
          created_at: null,
        },
      )
      assert.ok(all.some(({ id }: { id: string }) => id === elsewhere.person))
      const own = await operator('list', '--organization_id', tenant.organization)
      assert.deepEqual(
        own.map(({ id }: { id: string }) => id),
        [owner.person],
      )
    })

    test('`owners remove` removes an owner by address or id, with sessions and tokens', async () => {
      for (const named of ['email', 'person'] as const) {
        const leaver = await signUpOwner(testServer, tenant)
        const token = await mint(leaver)
        const removed = await operator('remove', leaver[named].toUpperCase(), '--yes')
        assert.deepEqual([removed.id, removed.email], [leaver.person, leaver.email])
        assert.deepEqual([await withSession(leaver), await withToken(token)], [401, 401])
        assert.ok((await getSubjects('person.removed')).includes(leaver.person))
        assert.match(await getRefusal('remove', leaver[named], '--yes'), /no such owner.*owners list/)
      }
    })

    test('`owners remove` asks first, and refuses the last owner', async () => {
      const alone = await signUpOwner(testServer, await testServer.createTenant('One owner'))
      assert.match(await getRefusal('remove', alone.email, '--yes'), /only owner.*owners link/)
      const { code } = await runOperator(testServer.store.environment, 'owners', 'remove', alone.email)
      assert.equal(code, 4, 'nobody can be asked here, so --yes is missing')
      assert.equal(await withSession(alone), 200)
    })

    test('a link for the same address recovers a lost account; all earlier sessions end', async () => {
      const lost = await signUpOwner(testServer, tenant)
      const further = await signInAgain(testServer, lost)
      const token = await mint(lost)
      const reset = await operator('reset', lost.email, '--yes')
      assert.deepEqual([reset.id, reset.email, reset.ended_sessions], [lost.person, lost.email, 2])
      assert.deepEqual(
        [await withSession(lost), await withSession(further), await withToken(token)],
        [401, 401, 401],
      )
      const { email, password } = lost
      const old = await callAsPage(testServer, '/auth/sign-in', { email, password })
      assert.equal(old.body.code, 'invalid_sign_in')
      const link = getToken(reset)
      for (const other of ['somebody-else@example.com', owner.email])
        assert.equal((await open(link, other)).body.code, 'sign_up_link_invalid')

      const back = await open(link, email.toUpperCase())
      assert.equal(back.status, 200, back.text)
      assert.deepEqual([back.body.person.id, back.body.person.email], [lost.person, email])
      assert.equal((await open(link, email)).body.code, 'sign_up_link_invalid')
      assert.equal(await withSession(await signInAgain(testServer, { email, password: NEW_PASSWORD })), 200)
      assert.deepEqual(await getSubjects('person.reset'), [lost.person])
      assert.deepEqual(await getSubjects('person.password_reset'), [lost.person])
      assert.ok(!testServer.log.join('').includes(link))
    })

    test("the first used link of a person ends the person's other links", async () => {
      const lost = await signUpOwner(testServer, tenant)
      const colleague = await signUpOwner(testServer, tenant)
      const [first, second] = [
        await operator('reset', lost.person, '--yes'),
        await operator('reset', lost.person, '--yes'),
      ]
      const others = await operator('reset', colleague.person, '--yes')
      assert.equal((await open(getToken(second), lost.email)).status, 200)
      assert.equal((await open(getToken(first), lost.email)).status, 403)
      assert.equal((await open(getToken(others), colleague.email)).status, 200)
    })

    test('an earlier link does not let a removed person in', async () => {
      const lost = await signUpOwner(testServer, tenant)
      const reset = await operator('reset', lost.email, '--yes')
      await operator('remove', lost.email, '--yes')
      assert.equal((await open(getToken(reset), lost.email)).body.code, 'sign_up_link_invalid')
    })

    test('a sign-up link changes no existing password', async () => {
      const link = await operator('link', '--organization_id', tenant.organization)
      assert.equal((await open(getToken(link), owner.email)).body.code, 'sign_up_link_invalid')
      assert.equal(await withSession(owner), 200)
    })

    const STAFF = {
      ...{ name: 'Staff', issuer: 'https://id.acme.example', client_id: 'bulkhead' },
      client_secret_file: 'staff.secret',
    }
    const write = (name: string, content: unknown) =>
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
    const apply = async (organization_id: string, ...flags: string[]) => {
      const args = ['providers', 'apply', join(folder, 'sign-in.yaml'), '--organization_id', organization_id]
      return runCommand(['operator', ...args, ...flags], { environment: testServer.store.environment })
    }
    const getProviders = async ({ headers }: SignedInPerson) =>
      (await testServer.call('GET', '/api/v1/providers', { headers })).body.data

    test('providers and domains are set up as a file declares them, and the second time nothing changes', async () => {
      const company = await testServer.createTenant('Company')
      const theirs = await signUpOwner(testServer, company)
      const { workspace_id } = await testServer.mint(company, 'eng')
      const applied = async (...flags: string[]) => {
        const ended = await apply(company.organization, '--without_discovery', ...flags)
        assert.equal(ended.code, 0, ended.stderr)
        return ended.json().map((row: Record<string, unknown>) => [row.name, row.change, row.fields])
      }
      const domain = `company.${engine.name}.example`
      const declare = (client_id: string, more = '') =>
        write(
          'sign-in.yaml',
          `providers:
  - name: Staff
    issuer: https://id.company.example/.well-known/openid-configuration
    client_id: ${client_id}
    client_secret_file: staff.secret
    mappings:
      - { value: eng, workspaces: [{ workspace_id: ${workspace_id}, level: user }] }
${more}domains: [${domain.toUpperCase()}]
`,
        )
      write('staff.secret', 'the first secret of the staff\n')
      declare('bulkhead')
      const created = [
        ['Staff', 'created', []],
        [domain, 'proven', []],
      ]
      assert.deepEqual(await applied('--check'), created)
      assert.deepEqual(await getProviders(theirs), [])
      assert.deepEqual(await applied(), created)
      const [provider] = await getProviders(theirs)
      assert.deepEqual(
        [provider.issuer, provider.admits, provider.mappings],
        [
          'https://id.company.example',
          'invited',
          [{ value: 'eng', workspaces: [{ workspace_id, level: 'user' }] }],
        ],
      )
      const same = [
        ['Staff', 'unchanged', []],
        [domain, 'unchanged', []],
      ]
      assert.deepEqual(await applied(), same)

      write('staff.secret', 'the second secret of the staff')
      declare('another', '    admits: domain\n')
      const updated = [['Staff', 'updated', ['client_id', 'admits', 'client_secret']], same[1]]
      assert.deepEqual(await applied('--check'), updated)
      assert.deepEqual(await applied(), updated)
      assert.deepEqual(await applied(), same)
      const [changed] = await getProviders(theirs)
      assert.deepEqual([changed.id, changed.client_id, changed.admits], [provider.id, 'another', 'domain'])

      const { environment } = testServer.store
      const args = ['operator', 'providers', 'list', '--organization_id', company.organization]
      const listed = (await runCommand(args, { environment })).json()
      assert.deepEqual(
        listed.map((row: Record<string, unknown>) => [row.id, row.mappings, row.redirect_url]),
        [[provider.id, 1, provider.redirect_url]],
      )
      const records = (await getAudit(testServer, company)).filter(({ event }) =>
        /^(provider|domain)\./.test(event),
      )
      assert.deepEqual(
        records.map(({ event, outcome, subject_id }) => [event, outcome, subject_id]),
        [
          ['provider.created', 'done', provider.id],
          ['domain.proven', 'done', company.organization],
          ['provider.updated', 'done', provider.id],
        ],
      )
      assert.ok(!testServer.log.join('').includes('secret of the staff'))
    })

    test('an invalid declaration is refused by its field, and none of it is kept', async () => {
      const elsewhere = await testServer.createTenant('Elsewhere')
      const foreign = await testServer.mint(elsewhere, 'theirs')
      const taken = `taken.${engine.name}.example`
      const other = { name: 'Other', issuer: 'https://id.other.example', client_id: 'b' }
      const settings = (more: object) => ({ providers: [{ ...STAFF, ...more }, other] })
      write('staff.secret', 'secret')
      write('sign-in.yaml', { domains: [taken] })
      assert.equal((await apply(elsewhere.organization)).code, 0)
      write('sign-in.yaml', { providers: [STAFF] })
      assert.equal((await apply(tenant.organization, '--without_discovery')).code, 0)
      const before = await getProviders(owner)

      const workspaces = [{ workspace_id: foreign.workspace_id, level: 'user' }]
      const bad: [unknown, number, RegExp][] = [
        [settings({}), 1, /file\.providers\.1\.client_secret_file is required/],
        [
          settings({ mappings: [{ value: 'a', role: 'owner' }] }),
          1,
          /0\.mappings\.0\.role must be one of admin, member/,
        ],
        [settings({ mappings: [{ value: 'a', workspaces }] }), 1, /file\.providers\.0\.mappings: /],
        [settings({ client_secret: 'of-the-file' }), 1, /providers\.0\.client_secret is not known here/],
        [
          settings({ issuer: 'https://id.new.example' }),
          1,
          /0\.issuer differs from that of the existing provider with this name/,
        ],
        [settings({ issuer: 'ldap://id' }), 1, /file\.providers\.0\.issuer must be a URL/],
        [settings({ name: 'Other' }), 1, /file\.providers\.1\.name is also that of another provider/],
        [
          { providers: [{ ...STAFF, client_id: 'new' }], domains: [taken] },
          1,
          /file\.domains\.0: another organization/,
        ],
        [{ domains: ['no domain'] }, 1, /file\.domains\.0 must/],
        [{ provider: [] }, 1, /file\.provider is not known here \(did you mean providers/],
        [
          settings({ client_secret_file: 'nowhere.secret' }),
          1,
          /nowhere\.secret cannot be read: there is no such file/,
        ],
        ['providers: [}', 4, /sign-in\.yaml:1:/],
        ['- providers', 4, /must be a mapping/],
      ]
      for (const [content, code, message] of bad) {
        write('sign-in.yaml', content)
        const ended = await apply(tenant.organization, '--without_discovery')
        assert.deepEqual([ended.code, ended.stdout], [code, ''], ended.stderr)
        assert.match(ended.stderr, message)
        assert.ok(!ended.stderr.includes('of-the-file'))
      }
      assert.deepEqual(await getProviders(owner), before)
    })

    test('the issuer of a new provider must be the one that the provider states', async () => {
      const company = await testServer.createTenant('Asked')
      let issuer = ''
      const asked = createServer((_, response) => {
        const endpoints = { authorization_endpoint: issuer, token_endpoint: issuer, jwks_uri: issuer }
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ issuer, ...endpoints }))
      })
      await new Promise<void>((resolve) => asked.listen(0, '127.0.0.1', resolve))
      try {
        issuer = `http://127.0.0.1:${(asked.address() as AddressInfo).port}`
        write('staff.secret', 'secret')
        write('sign-in.yaml', { providers: [{ ...STAFF, issuer: `${issuer}/realms/staff` }] })
        const refused = await apply(company.organization, '--check')
        assert.equal(refused.code, 1)
        assert.match(
          refused.error().message,
          /^file\.providers\.0\.issuer: The provider's issuer is .*, but you entered/,
        )
        write('sign-in.yaml', { providers: [{ ...STAFF, issuer }] })
        const ended = await apply(company.organization)
        assert.deepEqual([ended.code, ended.json()[0].change], [0, 'created'], ended.stderr)
      } finally {
        asked.closeAllConnections()
        asked.close()
      }
    })
  })
}
