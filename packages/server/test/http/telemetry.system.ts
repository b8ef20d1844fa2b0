import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import {
  json,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import {
  type OtlpReceiver,
  type ReceivedSpan,
  startOtlpReceiver,
} from '@bulkhead/testing/upstreams/otlp-receiver'

const CONNECTORS = '/api/v1/integrations/connectors'
const CALLER = { trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', span_id: '00f067aa0ba902b7' }
const TRACEPARENT = `00-${CALLER.trace_id}-${CALLER.span_id}-01`
const SECRET = 'a-credential-of-the-upstream'

// Telemetry does not depend on the engine, so one engine is enough.
for (const engine of engines.slice(0, 1))
  describe(`telemetry on ${engine.name}`, () => {
    let upstream: ScriptedUpstream
    let receiver: OtlpReceiver
    let testServer: TestServer
    let tenant: Tenant
    let workspace: { token: string; workspace_id: string }
    let connector: string

    /** Starts a server that sends telemetry, with a connector whose service is the upstream. */
    async function start(environment: Record<string, string>) {
      testServer = await startTestServer(engine, {
        sending: { lookup: (_, found) => found(Object.assign(new Error(), { code: 'ENOTFOUND' }), []) },
        environment: {
          BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
          OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
          OTEL_EXPORTER_OTLP_HEADERS: 'x-key=of%20the%20receiver',
          ...environment,
        },
      })
      tenant = await testServer.createTenant('Acme')
      workspace = await testServer.mint(tenant, 'a-workspace-of-theirs')
      const { body } = await testServer.call('POST', CONNECTORS, {
        token: workspace.token,
        body: {
          connector_type: 'probe',
          credentials: { token: SECRET },
          environment: { base_url: upstream.url },
        },
      })
      connector = body.id
    }

    const execute = (body: object) =>
      testServer.call('POST', `${CONNECTORS}/${connector}/execute`, {
        token: workspace.token,
        headers: { traceparent: TRACEPARENT },
        body,
      })
    /** Spans of one trace, once that of its request has arrived. */
    async function getTrace(trace_id: string): Promise<ReceivedSpan[]> {
      const own = () => receiver.spans.filter((span) => span.trace_id === trace_id)
      await until(() => own().some(({ kind }) => kind === 'SPAN_KIND_SERVER'))
      return own()
    }

    before(async () => {
      upstream = await startScriptedUpstream()
      receiver = await startOtlpReceiver()
    })
    after(async () => {
      await upstream?.close()
      await receiver?.close()
      await engine.close()
    })

    describe('as it is set alone', () => {
      before(() => start({}))
      after(() => testServer?.close())

      test('one execute is a trace: request, call, and each request to the service', async () => {
        let asked = 0
        upstream.respond((request, response) => {
          asked += 1
          return asked === 1
            ? json({ error: 'come back' }, 503)(request, response)
            : json({ items: [{ id: 'a-record' }] })(request, response)
        })
        const params = { color: 'red' }
        const response = await execute({ entity: 'things', action: 'list', params })
        assert.equal(response.status, 200, response.text)
        const [, trace_id = ''] = response.headers.get('traceparent')?.split('-') ?? []
        const spans = await getTrace(trace_id)
        const [request, call, first, second] = [
          spans.find(({ kind }) => kind === 'SPAN_KIND_SERVER'),
          spans.find(({ kind }) => kind === 'SPAN_KIND_INTERNAL'),
          ...spans.filter(({ kind }) => kind === 'SPAN_KIND_CLIENT'),
        ]
        assert.equal(spans.length, 4)
        // A caller that is not trusted cannot decide about traces, and a service receives no trace id.
        assert.notEqual(trace_id, CALLER.trace_id)
        assert.deepEqual(
          [request?.parent_id, call?.parent_id, first?.parent_id, second?.parent_id],
          ['', request?.span_id, call?.span_id, call?.span_id],
        )
        assert.deepEqual(
          upstream.arrived.filter(({ headers }) => headers.traceparent !== undefined),
          [],
        )
        const { organization } = tenant
        const { workspace_id } = workspace
        const { 'bulkhead.request.id': request_id, ...attributes } = request?.attributes ?? {}
        assert.equal(request_id, response.headers.get('x-request-id'))
        const route = '/api/v1/integrations/connectors/:connector_id/execute'
        assert.deepEqual([request?.name, attributes, request?.status], [
          `POST ${route}`,
          {
            'http.request.method': 'POST',
            'http.route': route,
            'url.scheme': 'http',
            'http.response.status_code': 200,
            'bulkhead.operation': 'executeOperation',
            'bulkhead.outcome': 'ok',
            'bulkhead.organization.id': organization,
            'bulkhead.workspace.id': workspace_id,
          },
          'STATUS_CODE_UNSET',
        ] as const)
        assert.deepEqual([call?.name, call?.attributes, call?.status], [
          'execute probe things list',
          {
            'bulkhead.service': 'probe',
            'bulkhead.entity': 'things',
            'bulkhead.action': 'list',
            'bulkhead.outcome': 'ok',
            'bulkhead.organization.id': organization,
            'bulkhead.workspace.id': workspace_id,
            'bulkhead.connector.id': connector,
          },
          'STATUS_CODE_UNSET',
        ] as const)
        const sent = { 'http.request.method': 'GET', 'url.template': '/things' }
        assert.deepEqual([first?.name, first?.attributes, first?.status], [
          'GET /things',
          { ...sent, 'http.response.status_code': 503, 'error.type': '503' },
          'STATUS_CODE_ERROR',
        ] as const)
        assert.deepEqual([second?.attributes, second?.status], [
          { ...sent, 'http.request.resend_count': 1, 'http.response.status_code': 200 },
          'STATUS_CODE_UNSET',
        ] as const)
        assert.deepEqual(
          [request?.resource['service.name'], request?.resource['service.version']],
          ['bulkhead', testServer.server.services.version],
        )
        // The line of the log is found by the trace.
        await until(() => receiver.logs.some(({ span_id }) => span_id === request?.span_id))
        const line = receiver.logs.find(({ span_id }) => span_id === request?.span_id)
        assert.deepEqual(
          [line?.body, line?.severity, line?.trace_id, line?.attributes.operation],
          ['answered', 'INFO', trace_id, 'executeOperation'],
        )
      })

      test('a call that fails says so, by the host of its document', async () => {
        const { body, text } = await testServer.call('POST', CONNECTORS, {
          token: workspace.token,
          body: {
            connector_type: 'probe',
            name: 'elsewhere',
            credentials: { token: SECRET },
            environment: { tenant: 'a-tenant-of-theirs' },
          },
        })
        assert.ok(body.id, text)
        const response = await testServer.call('POST', `${CONNECTORS}/${body.id}/execute`, {
          token: workspace.token,
          body: { entity: 'things', action: 'list' },
        })
        assert.equal(response.body.code, 'upstream_unreachable', response.text)
        const [, trace_id = ''] = response.headers.get('traceparent')?.split('-') ?? []
        const spans = await getTrace(trace_id)
        const sent = spans.find(({ kind }) => kind === 'SPAN_KIND_CLIENT')
        assert.equal(sent?.attributes['server.address'], '{tenant}.probe.example')
        assert.deepEqual(
          new Set(
            spans.map(({ kind, status, attributes }) => `${kind} ${status} ${attributes['error.type']}`),
          ),
          new Set([
            'SPAN_KIND_CLIENT STATUS_CODE_ERROR unreachable',
            'SPAN_KIND_INTERNAL STATUS_CODE_ERROR upstream_unreachable',
            'SPAN_KIND_SERVER STATUS_CODE_ERROR upstream_unreachable',
          ]),
        )
      })

      test('the rest is sent at the end, with metrics, and without data of callers or services', async () => {
        await testServer.call('GET', `${CONNECTORS}?workspace_name=in-the-query`, { token: tenant.token })
        const response = await execute({ entity: 'a-name-that-a-caller-made-up', action: 'list' })
        const [, trace_id = ''] = response.headers.get('traceparent')?.split('-') ?? []
        await testServer.close()
        assert.ok(receiver.spans.some((span) => span.trace_id === trace_id))
        const find = (name: string) => receiver.metrics.find((metric) => metric.name === name)
        const executions = find('bulkhead_executions_total')
        assert.equal(executions?.kind, 'sum')
        assert.ok(
          executions?.points.some(
            ({ attributes: { service, outcome }, value }) => service === 'probe' && outcome === 'ok' && value,
          ),
        )
        const durations = find('bulkhead_request_duration_seconds')?.points[0]
        assert.equal(
          durations?.bucketCounts?.reduce((sum, count) => sum + count, 0),
          durations?.count,
        )
        for (const name of ['http.server.request.duration', 'http.client.request.duration'])
          assert.equal(find(name)?.kind, 'histogram', name)
        assert.deepEqual(receiver.faults, [])
        assert.ok(receiver.headers.every((headers) => headers['x-key'] === 'of the receiver'))
        const all = Buffer.concat(receiver.bytes).toString('latin1')
        const { host } = new URL(upstream.url)
        for (const word of [
          ...[SECRET, workspace.token, tenant.token, tenant.client_secret, 'in-the-query', host],
          ...[
            'a-record',
            'color=',
            'a-workspace-of-theirs',
            'a-tenant-of-theirs',
            'made-up',
            CALLER.trace_id,
          ],
        ])
          assert.ok(!all.includes(word), word)
      })
    })

    test('callers decide on traces, and services receive the trace context, only if a setting allows it', async () => {
      await start({ BULKHEAD_TRACE_CALLERS: 'on', BULKHEAD_TRACE_UPSTREAMS: 'on' })
      upstream.arrived.length = 0
      upstream.respond(json({ items: [] }))
      assert.equal((await execute({ entity: 'things', action: 'list' })).status, 200)
      await testServer.close()
      const spans = await getTrace(CALLER.trace_id)
      const [request, sent] = ['SPAN_KIND_SERVER', 'SPAN_KIND_CLIENT'].map((kind) =>
        spans.find((span) => span.kind === kind),
      )
      assert.equal(request?.parent_id, CALLER.span_id)
      assert.deepEqual(
        upstream.arrived.map(({ headers }) => headers.traceparent),
        [`00-${CALLER.trace_id}-${sent?.span_id}-01`],
      )
    })

    test('an unreachable receiver delays nobody, and dropped data are counted', async () => {
      await start({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}` })
      const began = performance.now()
      for (let count = 0; count < 20; count += 1) await execute({ entity: 'things', action: 'list' })
      // Each call has three spans. No call waited a second for a batch that could not be sent.
      const dropped = async () =>
        /^bulkhead_telemetry_dropped_total\{signal="spans",reason="failed"\} (\d+)$/m.exec(
          (await testServer.call('GET', '/metrics')).text,
        )?.[1]
      assert.ok(performance.now() - began < 20_000)
      await until(async () => Number(await dropped()) >= 60)
      await testServer.close()
      assert.ok(testServer.log.some((line) => JSON.parse(line).msg === 'telemetry could not be sent'))
    })
  })

test('none of its modules is loaded where it is not set', () => {
  const script = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
    await import('#main/start-server')
    const { loadTelemetry } = await import('#platform/telemetry/load-telemetry')
    const { readSettings } = await import('#main/settings')
    await loadTelemetry(readSettings({}).telemetry, {})
    const telemetry = () => loaded.filter((url) => /@opentelemetry\\/(?!api\\/)|telemetry\\/open/.test(url)).length
    const before = telemetry()
    await import('#platform/telemetry/open-telemetry')
    console.log(loaded.length > 500, before, telemetry() > 20)`
  const printed = execFileSync(
    process.execPath,
    [
      '--conditions=@bulkhead/source',
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '-e',
      script,
    ],
    { cwd: new URL('../..', import.meta.url).pathname, encoding: 'utf8' },
  )
  assert.equal(printed, 'true 0 true\n')
})
