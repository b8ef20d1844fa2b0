import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import {
  json,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import { createConnectorCount } from '#jobs/count-connectors'
import { createTally, OTHER, tallyStates } from '#platform/metrics/tally'

const CONNECTORS = '/api/v1/integrations/connectors'

for (const engine of engines)
  describe(`metrics on ${engine.name}`, () => {
    let upstream: ScriptedUpstream
    let testServer: TestServer
    let address: string

    before(async () => {
      upstream = await startScriptedUpstream()
      address = `127.0.0.1:${await freePort()}`
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS, BULKHEAD_METRICS_ADDRESS: address },
      })
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      await engine.close()
    })

    const scrape = async () => (await fetch(`http://${address}/metrics`)).text()

    test('metrics have their own address, which serves nothing else', async () => {
      assert.equal((await testServer.call('GET', '/metrics')).status, 404)
      assert.equal((await fetch(`http://${address}/health/live`)).status, 404)
      const response = await fetch(`http://${address}/metrics`)
      assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
    })

    test('count an execution by service, entity, action and outcome, and the log line names them', async () => {
      const tenant = await testServer.createTenant('Acme')
      const { token } = await testServer.mint(tenant, 'one')
      const { body } = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'x' },
          environment: { base_url: upstream.url },
        },
      })
      const execute = (entity: string) =>
        testServer.call('POST', `${CONNECTORS}/${body.id}/execute`, {
          token,
          body: { entity, action: 'list' },
        })
      assert.equal((await execute('things')).status, 200)
      assert.notEqual((await execute('a-name-that-a-caller-made-up')).status, 200)
      const text = await scrape()
      const done = 'bulkhead_executions_total{service="probe",entity="things",action="list",outcome="ok"}'
      assert.match(text, new RegExp(`^${done.replaceAll(/[{}]/g, '\\$&')} [1-9]`, 'm'))
      assert.match(text, /^bulkhead_upstream_responses_total\{service="probe",status="200"\} [1-9]/m)
      assert.match(text, /^bulkhead_upstream_duration_seconds_count\{service="probe"\} [1-9]/m)
      assert.doesNotMatch(text, /a-name-that-a-caller-made-up/)
      const line = () =>
        testServer.log.map((each) => JSON.parse(each)).find(({ entity }) => entity === 'things')
      await until(() => line() !== undefined)
      const { service, action, upstream_status, operation } = line()
      assert.deepEqual(
        [operation, service, action, upstream_status],
        ['executeOperation', 'probe', 'list', 200],
      )
    })

    test('count connectors by service and state, in the background', async () => {
      const tenant = await testServer.createTenant('Counted')
      const { token } = await testServer.mint(tenant, 'one')
      const { body } = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'x' },
          environment: { base_url: upstream.url },
        },
      })
      const { database, log, definitions } = testServer.server.services
      const read = async () => {
        const step = createConnectorCount(database, log, definitions)
        while (await step());
        const text = await scrape()
        return ['ready', 'failing', 'needs_reauthentication'].map((state) =>
          Number(
            new RegExp(`^bulkhead_connectors\\{service="probe",state="${state}"\\} (\\d+)$`, 'm').exec(
              text,
            )?.[1] ?? 0,
          ),
        )
      }
      const [ready = 0, failing] = await read()
      assert.ok(ready > 0)
      upstream.respond(json({ error: 'no' }, 401))
      await testServer.call('POST', `${CONNECTORS}/${body.id}/execute`, {
        token,
        body: { entity: 'things', action: 'list' },
      })
      upstream.respond(json({ items: [] }))
      // The call is recorded a moment after its response.
      await until(async () => (await read())[1] === (failing ?? 0) + 1)
      assert.equal((await read())[0], ready - 1)
    })

    test('show queues, revocations, jobs and what runs', async () => {
      await until(async () => /bulkhead_job_last_success_timestamp_seconds\{job_name="/.test(await scrape()))
      const text = await scrape()
      for (const line of [
        /^bulkhead_build_info\{version="[\d.]+",node="24[\d.]+",engine="(pglite|postgres)"\} 1$/m,
        /^bulkhead_revocations_age_seconds [\d.]+$/m,
        /^bulkhead_queue_limit\{queue="calls"\} \d+$/m,
        /^bulkhead_queue_in_use\{queue="response_bytes"\} \d+$/m,
        /^bulkhead_queue_waiting\{queue="downloads"\} 0$/m,
      ])
        assert.match(text, line)
      const hasPool = /^bulkhead_database_connections\{state="limit"\} 10$/m.test(text)
      assert.equal(hasPool, engine.name === 'postgres')
    })
  })

test('a tally distinguishes a limited number of combinations, and counts the rest together', () => {
  const tally = createTally({ name: 'test_bounded_total', help: 'Of a test.', labels: ['a', 'b'], most: 2 })
  for (const name of ['one', 'two', 'three', 'four']) tally.add([name, 'x'])
  tally.add(['one', 'x'])
  const state = tallyStates().find(({ name }) => name === 'test_bounded_total')
  assert.deepEqual(
    [...(state?.values.values() ?? [])].map(({ labels, value }) => [labels[0], value]),
    [
      ['one', 2],
      ['two', 1],
      [OTHER, 2],
    ],
  )
})
