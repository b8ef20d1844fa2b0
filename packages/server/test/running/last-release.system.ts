import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assertCredentialsOpen, startCustomers, type WorkPlace } from '@bulkhead/testing/customers-at-work'
import { engines } from '@bulkhead/testing/engines'
import { connectCaller, PROOF_CLIENT, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/proofs/parts/caller'
import { listReleases, unpackRelease } from '@bulkhead/testing/released'
import { startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { type ServerProcess, startServerProcess } from '@bulkhead/testing/server-process'
import { until } from '@bulkhead/testing/test-server'

const SECONDS = 10
const WORKSPACES = '/api/v1/workspaces'
const postgres = engines.find(({ name }) => name === 'postgres')
const name = listReleases().at(-1)

describe(`the last release, ${name}, beside this version on one database`, {
  skip: postgres === undefined || name === undefined,
}, () => {
  assert.ok(postgres !== undefined && name !== undefined)
  const release = unpackRelease(name)
  after(async () => {
    release.remove()
    await postgres.close()
  })

  for (const [order, first, second] of [
    ['an upgrade: this version joins', release.program, undefined],
    ['a downgrade: the last release joins', undefined, release.program],
  ] as const) {
    test(`${order} under load, and each goes on with what the other did`, { timeout: 300_000 }, async (t) => {
      await using closing = new AsyncDisposableStack()
      const store = await postgres.createEmptyStore()
      closing.defer(() => store.remove())
      const settings = {
        ...store.environment,
        ...PROOF_CLIENT_SETTINGS,
        BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
      }
      const servers: ServerProcess[] = []
      const open = async (program: string | undefined) => {
        const server = startServerProcess(settings, program)
        servers.push(server)
        closing.defer(async () => void (await server.end('SIGKILL')))
        const upstream = await startScriptedUpstream()
        closing.defer(() => upstream.close())
        const place: WorkPlace = { url: await server.ready, client: PROOF_CLIENT, upstream }
        return place
      }

      const before = await open(first)
      const old = await startCustomers(before, 'before')
      await sleep((SECONDS * 1_000) / 2)
      const next = await open(second)
      const joined = await startCustomers(next, 'after')
      await sleep(SECONDS * 1_000)
      await Promise.all([old.stop(), joined.stop()])
      t.diagnostic(`${old.executions()} and ${joined.executions()} executions`)
      assert.deepEqual([...old.faults, ...joined.faults], [])
      assert.ok(old.executions() > 10 && joined.executions() > 10)

      // What was made at one is used at the other.
      await assertCredentialsOpen({ ...before, url: next.url }, old.acknowledged)
      await assertCredentialsOpen({ ...next, url: before.url }, joined.acknowledged)
      const [here, there] = await Promise.all([connectCaller(before.url), connectCaller(next.url)])
      for (const [one, other, workspace_name] of [
        [here, there, 'made at the first'],
        [there, here, 'made at the second'],
      ] as const) {
        const { body: minted } = await one.call('POST', '/api/v1/account/applications/scoped-token', {
          workspace_name,
        })
        const listed = () => other.call('GET', '/api/v1/integrations/connectors', undefined, minted.token)
        assert.equal((await listed()).status, 200)
        const revoked = await one.call('POST', `${WORKSPACES}/${minted.workspace_id}/revoke-tokens`, {})
        assert.ok(revoked.status < 300, JSON.stringify(revoked))
        await until(async () => (await listed()).status === 401, 1_500)
      }
      const isRecorded = async () => {
        const { body } = await there.call('GET', '/api/v1/tool-calls?limit=100')
        return body.data.length === 100
      }
      await until(isRecorded)
      assert.deepEqual(
        servers.flatMap(({ log }) => log.filter((line) => /"level":(50|60)/.test(line))),
        [],
      )
      for (const server of servers) assert.equal((await server.end('SIGTERM')).code, 0)
    })
  }
})
