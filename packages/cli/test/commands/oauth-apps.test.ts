import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { type Bench, openBench } from '../bench.ts'

const SECRET = 'secret-of-the-app-4711'

for (const engine of engines) {
  describe(`OAuth apps on ${engine.name}`, () => {
    let bench: Bench
    before(async () => {
      bench = await openBench(engine)
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })

    const getApp = async () => {
      const { json } = await bench.run(['oauth-apps', 'list'])
      return json().find((one: { connector_name: string }) => one.connector_name === 'linear')
    }

    test('an app is stored, listed without its secret, and deleted', async () => {
      const before = await getApp()
      assert.equal(before.credentials, null)
      assert.ok(before.callback_url.endsWith('/api/v1/oauth/callback/linear'))
      const stdin = JSON.stringify({ client_id: 'app-1', client_secret: SECRET })
      const set = await bench.run(['oauth-apps', 'set', 'linear', '--configuration', '-'], { stdin })
      assert.equal(set.code, 0, set.stderr)
      assert.ok(!`${set.stdout}${set.stderr}`.includes(SECRET))
      assert.equal((await getApp()).credentials.client_id, 'app-1')
      assert.equal((await bench.run(['oauth-apps', 'delete', 'linear', '--yes'])).code, 0)
      assert.equal((await getApp()).credentials, null)
    })

    test('a secret on the command line is refused, and so is none where nobody can be asked', async () => {
      const inline = JSON.stringify({ client_id: 'app-1', client_secret: SECRET })
      const shown = await bench.run(['oauth-apps', 'set', 'linear', '--configuration', inline])
      assert.equal(shown.code, 4)
      assert.ok(!shown.stderr.includes(SECRET))
      const { code, stderr } = await bench.run(['oauth-apps', 'set', 'linear'])
      assert.equal(code, 4)
      assert.match(stderr, /--configuration @file/)
    })
  })
}
