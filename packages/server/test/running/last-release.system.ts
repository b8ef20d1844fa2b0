import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectCaller, PROOF_CLIENT, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import {
  assertCredentialsOpen,
  type CustomersAtWork,
  startCustomers,
  type WorkPlace,
} from '@bulkhead/testing/customers-at-work'
import { engines } from '@bulkhead/testing/engines'
import { buildLastRelease, isNewerSchema, type Release, whyNoRelease } from '@bulkhead/testing/last-release'
import { startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { type ServerProcess, startServerProcess } from '@bulkhead/testing/server-process'
import { until } from '@bulkhead/testing/test-server'

const SECONDS = 10
const WORKSPACES = '/api/v1/workspaces'
const postgres = engines.find(({ name }) => name === 'postgres')
const skip = postgres === undefined ? 'needs Postgres' : (whyNoRelease() ?? false)

describe('the last release beside this version on one database', { skip }, () => {
  assert.ok(postgres !== undefined)
  let release: Release
  before(() => {
    release = buildLastRelease()
  })
  after(async () => {
    release?.remove()
    await postgres.close()
  })

  /** Waits until each has executed more than ten times, or one has found a fault. */
  const untilAtWork = (...customers: readonly CustomersAtWork[]) =>
    until(
      () =>
        customers.every(({ executions }) => executions() > 10) ||
        customers.some(({ faults }) => faults.length > 0),
      120_000,
    )

  const getSettings = async (closing: AsyncDisposableStack) => {
    const store = await postgres.createEmptyStore()
    closing.defer(() => store.remove())
    return { ...store.environment, ...PROOF_CLIENT_SETTINGS, BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS }
  }

  test('an upgrade: this version joins under load, and each goes on with what the other did', async (t) => {
    await using closing = new AsyncDisposableStack()
    const settings = await getSettings(closing)
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

    const before = await open(release.program)
    const old = await startCustomers(before, 'before')
    closing.defer(() => void old.stop())
    await sleep((SECONDS * 1_000) / 2)
    const next = await open(undefined)
    const joined = await startCustomers(next, 'after')
    closing.defer(() => void joined.stop())
    await sleep(SECONDS * 1_000)
    await untilAtWork(old, joined)
    await Promise.all([old.stop(), joined.stop()])
    t.diagnostic(`${old.executions()} and ${joined.executions()} executions`)
    assert.deepEqual([...old.faults, ...joined.faults], [])

    // Each version uses objects that the other one created.
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
      return body.data.length >= Math.min(100, old.acknowledged.length + joined.acknowledged.length)
    }
    await until(isRecorded)
    assert.deepEqual(
      servers.flatMap(({ log }) => log.filter((line) => /"level":(50|60)/.test(line))),
      [],
    )
    for (const server of servers) assert.equal((await server.end('SIGTERM')).code, 0)
  })

  test('a downgrade: the last release refuses a schema that it does not know, and this version goes on', async (t) => {
    if (!isNewerSchema(release)) return t.skip('both have the same schema')
    await using closing = new AsyncDisposableStack()
    const settings = await getSettings(closing)
    const current = startServerProcess(settings)
    closing.defer(async () => void (await current.end('SIGKILL')))
    const upstream = await startScriptedUpstream()
    closing.defer(() => upstream.close())
    const place: WorkPlace = { url: await current.ready, client: PROOF_CLIENT, upstream }
    const customers = await startCustomers(place, 'customer')
    closing.defer(() => void customers.stop())
    const old = startServerProcess(settings, release.program)
    closing.defer(async () => void (await old.end('SIGKILL')))
    await assert.rejects(old.ready, /knows \d+\. Start the newer version/)
    await untilAtWork(customers)
    await customers.stop()
    assert.deepEqual(customers.faults, [])
    await assertCredentialsOpen(place, customers.acknowledged)
    assert.equal((await current.end('SIGTERM')).code, 0)
  })
})
