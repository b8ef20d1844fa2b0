import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { signUpOwner } from '@bulkhead/testing/people'
import { type Bench, openBench } from '../bench.ts'
import { signIn } from '../sign-in.ts'

const HOW =
  'Only an application can create a workspace. Set BULKHEAD_CLIENT_ID and BULKHEAD_CLIENT_SECRET, or log in as one: bulkhead login --application --profile <name>'

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

    const connection = (id: string, user: string) => ({
      ...{ connection_id: id, provider_config_key: 'probe', provider: 'probe' },
      ...{ connection_config: { tenant: 'acme' }, credentials: { type: 'API_KEY', apiKey: 'k' } },
      end_user: { id: user, organization: { id: `org-of-${user}` } },
    })

    test('the plan of a person says which workspaces only an application can make', async () => {
      const { testServer, tenant, run, file, ...other } = await bench.other()
      await testServer.mint(tenant, 'first')
      await run(['workspaces', 'rename', 'first', 'ann'])
      const ofPerson = await signIn(
        { testServer, tenant, run, file, ...other },
        await signUpOwner(testServer, tenant),
      )
      const path = file('export.json', [
        connection('1', 'ann'),
        connection('2', 'first'),
        connection('3', 'new'),
      ])
      for (const flags of [[], ['--apply']]) {
        const { code, json, stderr } = await run(['import', 'nango', path, ...flags], ofPerson)
        const done = flags.length === 0 ? 'create' : 'created'
        assert.deepEqual(
          json().map((row: { outcome: string; reason: string }) => [row.outcome, row.reason]),
          [
            [done, null],
            [done, null],
            ['cannot', 'its workspace does not exist, and only an application can create workspaces'],
          ],
        )
        assert.equal(code, 1)
        assert.ok(stderr.includes(HOW), stderr)
      }
      const applied = await run(['import', 'nango', path, '--apply'])
      assert.deepEqual(
        applied.json().map(({ outcome }: { outcome: string }) => outcome),
        ['exists', 'exists', 'created'],
      )
      assert.ok(!applied.stderr.includes(HOW))
    })

    test('a person who names no existing workspace is told who makes one, an application how', async () => {
      const one = await bench.other()
      const ofPerson = await signIn(one, await signUpOwner(one.testServer, one.tenant))
      for (const args of [
        ['workspaces', 'token', 'nobody'],
        ['connectors', 'create', 'probe', '--workspace', 'nobody', '--json', '-'],
      ]) {
        const body = { credentials: { token: 't' }, replication_config: { tenant: 'acme' } }
        const refused = await one.run(args, { ...ofPerson, stdin: JSON.stringify(body) })
        assert.equal(refused.error().code, 'workspace_not_found', refused.stderr)
        assert.equal(refused.error().hint, `See which ones exist: bulkhead workspaces list. ${HOW}`)
      }
      const refused = await one.run(['workspaces', 'get', 'nobody'])
      assert.match(
        refused.error().hint,
        /A token for a new name creates one: bulkhead workspaces token <name>$/,
      )
    })

    test('a connector that an earlier run made is shown in the workspace where it is', async () => {
      const { run, file } = await bench.other()
      const path = file('export.json', [connection('1', 'ann')])
      assert.equal((await run(['import', 'nango', path, '--apply'])).code, 0)
      const [row] = (await run(['import', 'nango', path, '--workspaces', 'organization'])).json()
      assert.deepEqual([row.outcome, row.workspace], ['exists', 'ann'])
      assert.match(row.reason, /^it is already in this workspace; this run would use org-of-ann$/)
    })
  })
}
