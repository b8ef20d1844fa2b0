import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { signUpOwner, signUpPerson } from '@bulkhead/testing/people'
import { type Bench, openBench } from '../bench.ts'
import { signIn } from '../sign-in.ts'

for (const engine of engines) {
  describe(engine.name, () => {
    let bench: Bench
    before(async () => {
      bench = await openBench(engine)
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })

    test('a workspace from its first token to its end', async () => {
      const { getOutput: response, run } = await bench.other()
      const minted = await response(['workspaces', 'token', 'acme'])
      assert.deepEqual(Object.keys(minted), ['token', 'expires_in', 'workspace_id', 'workspace_name'])
      const id = minted.workspace_id
      assert.equal((await response(['workspaces', 'get', 'acme'])).id, id)
      assert.equal((await response(['workspaces', 'get', id, '--by-id'])).name, 'acme')

      const renamed = await response(['workspaces', 'rename', 'acme', 'acme-inc'])
      assert.deepEqual([renamed.name, renamed.aliases], ['acme-inc', ['acme']])
      assert.equal((await response(['workspaces', 'get', 'acme'])).id, id)
      assert.deepEqual(
        (await response(['workspaces', 'delete-alias', 'acme-inc', 'acme', '--yes'])).aliases,
        [],
      )
      assert.equal((await run(['workspaces', 'get', 'acme'])).code, 3)

      assert.equal((await response(['workspaces', 'deactivate', 'acme-inc', '--yes'])).status, 'inactive')
      const refused = await run(['workspaces', 'token', 'acme-inc'])
      assert.deepEqual([refused.code, refused.error().code], [1, 'workspace_inactive'])
      assert.match(refused.error().hint, /workspaces activate/)
      assert.equal((await response(['workspaces', 'activate', 'acme-inc'])).status, 'active')
      assert.equal((await response(['workspaces', 'revoke-tokens', 'acme-inc', '-y'])).id, id)

      const receipt = await response(['workspaces', 'delete', 'acme-inc', '--yes'])
      assert.deepEqual([receipt.id, receipt.data_key.destroyed], [id, true])
      const gone = await run(['workspaces', 'get', 'acme-inc'])
      assert.deepEqual([gone.code, gone.stdout, gone.error().code], [3, '', 'workspace_not_found'])
    })

    test('a name that looks like an id is a name, unless it is said to be an id', async () => {
      const { getOutput: response, run } = await bench.other()
      const victim = (await response(['workspaces', 'token', 'victim'])).workspace_id
      // A workspace can be named like the id of another one.
      const imitator = (await response(['workspaces', 'token', victim])).workspace_id
      assert.notEqual(imitator, victim)
      assert.equal((await response(['workspaces', 'get', victim])).id, imitator)
      assert.equal((await response(['workspaces', 'get', victim, '--by-id'])).id, victim)
      await response(['workspaces', 'delete', victim, '--yes'])
      assert.equal((await run(['workspaces', 'get', 'victim'])).code, 0)
    })

    test('an irreversible command needs a confirmation', async () => {
      const { getOutput: response, run } = await bench.other()
      await response(['workspaces', 'token', 'acme'])
      for (const command of ['delete', 'deactivate', 'revoke-tokens']) {
        const ended = await run(['workspaces', command, 'acme'])
        assert.deepEqual([ended.code, ended.stdout], [4, ''], command)
        assert.match(ended.error().hint, /--yes/)
      }
      assert.equal((await response(['workspaces', 'get', 'acme'])).status, 'active')
    })

    test('lists fetch further pages by themselves, up to the limit', async () => {
      const { getOutput: response, run } = await bench.other()
      const names = Array.from({ length: 104 }, (_, index) => `w${String(index).padStart(3, '0')}`)
      for (const name of names) await bench.testServer.mint(bench.tenant, name)
      const { environment } = bench
      const listed = await run(['workspaces', 'list'], { environment })
      assert.equal(listed.json().length, 100)
      assert.match(listed.stderr, /more than these 100.*--all/)
      const all = await run(['workspaces', 'list', '--all', '--fields', 'name'], { environment })
      assert.deepEqual([all.json().length, all.stderr], [105, ''])
      assert.deepEqual(all.json()[1], { name: 'w000' })
      const few = await run(
        ['workspaces', 'list', '--limit', '2', '--format', 'text', '--fields', 'name,status'],
        {
          environment,
        },
      )
      assert.equal(few.stdout, 'default\tactive\nw000\tactive\n')
      const some = await response(['workspaces', 'list', '--name-contains', 'w10', '--status', 'active'], {
        environment,
      })
      assert.deepEqual(
        some.map(({ name }: { name: string }) => name),
        ['w100', 'w101', 'w102', 'w103'],
      )
      assert.deepEqual(await response(['workspaces', 'list', '--status', 'inactive'], { environment }), [])
      for (const limit of ['0', '-1', 'many', '1.5']) {
        assert.equal((await run(['workspaces', 'list', '--limit', limit], { environment })).code, 4, limit)
      }
    })

    test('a token is as narrow as its flags say', async () => {
      const { getOutput: response, run, environment } = await bench.other()
      const flags = ['--read-only', '--entities', 'things,other', '--actions', 'list', '--expires-in', '60']
      const minted = await response(['workspaces', 'token', 'acme', ...flags])
      assert.equal(minted.expires_in, 60)
      const alone = { BULKHEAD_URL: environment.BULKHEAD_URL ?? '', BULKHEAD_TOKEN: minted.token }
      const who = await response(['whoami'], { environment: alone })
      assert.deepEqual([who.kind, who.workspace_name], ['token', 'acme'])
      assert.deepEqual(who.grant, { entities: ['things', 'other'], actions: ['list'], read_only: true })
      const without = await run(['workspaces', 'token', 'nobody', '--no-create-workspace'])
      assert.deepEqual([without.code, without.error().code], [3, 'workspace_not_found'])
      const raw = await run(['workspaces', 'token', 'acme', '--fields', 'token', '--format', 'text'])
      assert.match(raw.stdout, /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/)
      assert.equal((await run(['workspaces', 'list'], { environment: alone })).code, 4)
    })

    test('a sign-in for one workspace keeps reaching it when it is renamed', async () => {
      const other = await bench.other()
      await other.getOutput(['workspaces', 'token', 'acme'])
      const acme = await other.getOutput(['workspaces', 'get', 'acme'])
      const owner = await signUpOwner(other.testServer, other.tenant)
      const ofPerson = await signIn(other, owner, acme)
      await other.getOutput(['workspaces', 'rename', 'acme', 'birch'])
      assert.equal((await other.getOutput(['whoami'], ofPerson)).workspace_name, 'birch')
      const listed = await other.run(['connectors', 'list'], ofPerson)
      assert.deepEqual([listed.code, listed.stderr], [0, ''])
      const former = await other.run(['connectors', 'list', '--workspace', 'acme'], ofPerson)
      assert.match(former.error().message, /belongs to the workspace "birch"/)
    })

    test('the workspace in use is the default for commands that name none', async () => {
      const { getOutput: response, run, environment } = await bench.other()
      await response(['workspaces', 'token', 'acme'])
      const fromEnvironment = await run(['workspaces', 'use', 'acme'])
      assert.deepEqual([fromEnvironment.code, fromEnvironment.error().code], [4, 'no_profile'])
      assert.equal((await run(['login'])).code, 0)
      const { BULKHEAD_CONFIG_DIR = '' } = environment
      const alone = {
        environment: { BULKHEAD_CONFIG_DIR, BULKHEAD_CLIENT_ID: '', BULKHEAD_CLIENT_SECRET: '' },
      }
      const unnamed = await run(['connectors', 'list'], alone)
      assert.match(unnamed.stderr, /^Workspace: default\./)
      assert.equal((await run(['workspaces', 'use', 'nobody'], alone)).code, 3)
      assert.equal((await run(['workspaces', 'use', 'acme'], alone)).code, 0)
      assert.equal((await response(['whoami'], alone)).workspace_name, 'acme')
      const inUse = await run(['connectors', 'list'], alone)
      assert.deepEqual([inUse.json(), inUse.stderr], [[], ''])
      // Logging in again to the same organization keeps the workspace.
      assert.equal((await run(['login'])).code, 0)
      assert.equal((await response(['whoami'], alone)).workspace_name, 'acme')
    })

    test('a person who signed in invites people, gives them roles and levels, and removes them', async () => {
      const one = await bench.other()
      const { testServer, tenant, run } = one
      const { workspace_id } = await testServer.mint(tenant, 'acme')
      const owner = await signUpOwner(testServer, tenant)
      const bert = await signUpPerson(testServer, tenant, 'member')
      const alone = await signIn(one, owner)
      const response = (...args: string[]) => one.getOutput(args, alone)

      const invite = ['people', 'invite', 'Carla@example.com', '--member-of', 'acme=user']
      const [invited] = await response(...invite)
      assert.deepEqual([invited.email, invited.status], ['carla@example.com', 'invited'])
      const [listed] = await response('people', 'invitations', 'list')
      assert.deepEqual(
        [listed.id, listed.role, listed.workspaces],
        [invited.id, 'member', [{ workspace_id, level: 'user' }]],
      )
      const renewed = await response('people', 'invitations', 'renew', 'carla@example.com')
      assert.equal(renewed.id, invited.id)
      assert.notEqual(renewed.sign_up_url, invited.sign_up_url)
      await response('people', 'invitations', 'revoke', 'carla@example.com', '--yes')
      assert.deepEqual(await response('people', 'invitations', 'list'), [])
      const shown = await run(['people', 'invite', 'dora@example.com'], { ...alone, columns: 60 })
      // It is printed whole, however narrow the screen is.
      assert.match(shown.stdout, /\ndora@example\.com {2}http\S+#[\w-]{20,}\n$/)

      const people = await response('people', 'list')
      assert.ok(people.some(({ email }: { email: string }) => email === bert.email))
      assert.deepEqual(await response('people', 'set-role', bert.email, 'admin'), {
        id: bert.person,
        role: 'admin',
      })
      assert.equal((await response('people', 'set-role', bert.person, 'member')).role, 'member')

      const members = (...args: string[]) => response('workspaces', 'members', ...args)
      assert.equal((await members('set', 'acme', bert.email, 'manager')).level, 'manager')
      assert.equal((await members('open', 'acme', 'viewer')).level, 'viewer')
      const some = await run(['workspaces', 'members', 'list', 'acme'], alone)
      assert.deepEqual(
        some.json().map(({ person_id, level }: Record<string, string>) => [person_id, level]),
        [[bert.person, 'manager']],
      )
      assert.match(some.stderr, /^Everyone in the organization has the level viewer here\.$/m)
      const review = await response('people', 'access-review')
      const reviewed = review.find(({ person_id }: { person_id: string }) => person_id === bert.person)
      assert.equal(reviewed.workspaces[0].workspace_name, 'acme')
      const csv = await run(['people', 'access-review', '--csv'], alone)
      assert.match(csv.stdout, new RegExp(`^person_id,.*\r\n(.*\r\n)*${bert.person},.*,workspace,`))
      assert.equal((await members('close', workspace_id, '--by-id', '--yes')).level, null)
      await members('remove', 'acme', bert.email, '--yes')
      assert.deepEqual(await members('list', 'acme'), [])

      assert.equal((await response('people', 'end-sessions', bert.email, '-y')).ended_sessions, 1)
      const none = await run(['people', 'remove-second-factor', bert.email, '-y'], alone)
      assert.deepEqual([none.code, none.error().code], [3, 'second_factor_not_found'])
      await response('people', 'remove', bert.email, '-y')
      for (const person of [bert.email, bert.person]) {
        const gone = await run(['people', 'remove', person, '-y'], alone)
        assert.deepEqual([gone.code, gone.error().code], [3, 'person_not_found'])
        assert.match(gone.error().hint, /bulkhead people list/)
      }
      const { stdout } = await run(['access-token'], alone)
      const called = await testServer.call('GET', '/api/v1/people', { token: stdout.trim() })
      assert.equal(called.status, 200, called.text)
    })

    test('an application and a token manage no people: a person signs in', async () => {
      const { run, getOutput: response, environment } = await bench.other()
      const { token } = await response(['workspaces', 'token', 'acme'])
      for (const handed of [environment, { BULKHEAD_TOKEN: token }]) {
        for (const args of [
          ['people', 'list'],
          ['people', 'invite', 'anna@example.com'],
          ['workspaces', 'members', 'list', 'acme'],
          ['access-token'],
        ]) {
          const ended = await run(args, { environment: handed })
          assert.deepEqual([ended.code, ended.error().code], [2, 'not_a_person'], args.join(' '))
          assert.match(ended.error().hint, /bulkhead login/)
        }
      }
      for (const given of ['acme', 'acme=owner', '=user']) {
        const wrong = await run(['people', 'invite', 'anna@example.com', '--member-of', given])
        assert.deepEqual([wrong.code, wrong.error().code], [4, 'usage'], given)
      }
    })
  })
}
