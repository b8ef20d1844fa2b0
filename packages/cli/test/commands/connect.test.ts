import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { giveKey, type Pier, startPier } from '@bulkhead/testing/pier'
import { type Bench, openBench } from '../bench.ts'

for (const engine of engines) {
  describe(`connect on ${engine.name}`, () => {
    let bench: Bench
    let pier: Pier
    before(async () => {
      pier = await startPier()
      bench = await openBench(engine, pier.documents)
    })
    after(async () => {
      await bench?.close()
      await pier?.close()
      await engine.close()
    })

    const fill = (link: string, account: string) => giveKey(bench.testServer.server.url, link, account)

    test('a service is connected in the browser while the command waits', async () => {
      const { promise, resolve } = Promise.withResolvers<string>()
      const running = bench.run(['connect', 'pier', '--workspace', 'acme', '--no-browser'], {
        columns: 200,
        onStderr: (text) => {
          const url = /http\S+#\S+/.exec(text)?.[0]
          if (url !== undefined) resolve(url)
        },
      })
      await fill(await promise, 'alice')
      const ended = await running
      assert.equal(ended.code, 0, ended.stderr)
      assert.match(ended.stderr, /Connected as alice/)
      const listed = await bench.getOutput(['connectors', 'list', '--workspace', 'acme'])
      assert.deepEqual(
        listed.map(({ status }: { status: string }) => status),
        ['ready'],
      )
      assert.doesNotMatch(ended.stdout + ended.stderr, /key-of-alice/)
    })

    test('a link for a customer is printed, confirmed, and ended', async () => {
      const made = await bench.getOutput(['connect', 'pier', '--workspace', 'birch', '--link'])
      assert.match(made.url, /\/connect\/[0-9a-f-]{36}#bhc_/)
      const code = await fill(made.url, 'bob')
      const [awaiting] = await bench.getOutput([
        'connect-sessions',
        'list',
        '--status',
        'awaiting_confirmation',
      ])
      assert.deepEqual([awaiting.session_id, awaiting.account.name], [made.session_id, 'bob'])
      const without = await bench.run(['connect-sessions', 'confirm', made.session_id, '--yes'])
      assert.deepEqual([without.code, without.error().code], [1, 'confirmation_refused'])
      const args = ['connect-sessions', 'confirm', made.session_id, '--yes', '--confirmation-code', code]
      assert.equal((await bench.getOutput(args)).status, 'completed')

      const other = await bench.getOutput(['connect', '--workspace', 'birch', '--link'])
      assert.equal(
        (await bench.getOutput(['connect-sessions', 'revoke', other.session_id])).status,
        'revoked',
      )
    })

    test('a pending credential is discarded, and an end user erased', async () => {
      const end_user = JSON.stringify({ end_user: { id: 'user-7', name: 'Carla' } })
      const made = await bench.getOutput(['connect', 'pier', '-w', 'cedar', '--link', '--json', '-'], {
        stdin: end_user,
      })
      await fill(made.url, 'carla')
      const discarded = await bench.getOutput(['connect-sessions', 'discard', made.session_id, '--yes'])
      assert.equal(discarded.status, 'discarded')
      assert.deepEqual(await bench.getOutput(['connectors', 'list', '-w', 'cedar']), [])
      const erased = await bench.getOutput(['connect-sessions', 'erase-end-user', 'user-7', '--yes'])
      assert.equal(erased.sessions, 1)
      assert.equal((await bench.getOutput(['connect-sessions', 'get', made.session_id])).end_user, null)
    })
  })
}
