import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'

const DEPLOY = new URL('../../../../deploy/', import.meta.url).pathname
const RULES = `${DEPLOY}prometheus/bulkhead.rules.yml`
const engine = engines[0]

let testServer: TestServer

before(async () => {
  assert.ok(engine)
  testServer = await startTestServer(engine)
})
after(async () => {
  await testServer?.close()
  await engine?.close()
})

/** Queries of the dashboard. */
function readQueries(): string[] {
  const { panels } = JSON.parse(readFileSync(`${DEPLOY}grafana/bulkhead.json`, 'utf8'))
  return panels.flatMap(({ targets }: { targets: { expr: string }[] }) =>
    targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '5m')),
  )
}

test('Prometheus answers each query of the dashboard, and each rule is valid', async (t) => {
  const place = mkdtempSync(join(tmpdir(), 'bulkhead-prometheus-'))
  const address = `127.0.0.1:${await freePort()}`
  const { host } = new URL(testServer.server.url)
  writeFileSync(
    join(place, 'prometheus.yml'),
    JSON.stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: [RULES],
      scrape_configs: [{ job_name: 'bulkhead', static_configs: [{ targets: [host] }] }],
    }),
  )
  const prometheus = spawn(
    'prometheus',
    [
      `--config.file=${join(place, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(place, 'data')}`,
      `--web.listen-address=${address}`,
    ],
    { stdio: 'ignore' },
  )
  const exited = once(prometheus, 'exit')
  t.after(async () => {
    prometheus.kill('SIGKILL')
    await exited
    rmSync(place, { recursive: true, force: true })
  })
  const ask = async (path: string) => {
    const response = await fetch(`http://${address}/api/v1/${path}`).catch(() => undefined)
    // biome-ignore lint/suspicious/noExplicitAny: what Prometheus returns
    return (await response?.json().catch(() => undefined)) as any
  }
  const query = async (text: string) => ask(`query?${new URLSearchParams({ query: text })}`)
  await testServer.createTenant('Acme')
  await until(async () => {
    const found = await query('count_over_time(bulkhead_build_info[1m])')
    return Number(found?.data?.result[0]?.value[1]) >= 3
  }, 60_000)
  let withSeries = 0
  for (const text of readQueries()) {
    const answer = await query(text)
    assert.equal(answer?.status, 'success', text)
    if (answer.data.result.length > 0) withSeries += 1
  }
  // No token was renewed, nothing was dropped, and no call ran or waited.
  t.diagnostic(`${withSeries} of ${readQueries().length} queries have series`)
  assert.ok(withSeries >= 10)
  const rules = async () =>
    (await ask('rules')).data.groups.flatMap((group: { rules: object[] }) => group.rules)
  await until(async () => (await rules()).every(({ health }: { health: string }) => health !== 'unknown'))
  assert.deepEqual(
    (await rules()).filter(({ health }: { health: string }) => health !== 'ok'),
    [],
  )
})

test('promtool takes the metrics, the rules and the queries of the dashboard, and each name is one that is served', async () => {
  const { text } = await testServer.call('GET', '/metrics')
  const linted = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' })
  assert.deepEqual([linted.status, linted.stderr], [0, ''])
  execFileSync('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', RULES], { stdio: 'pipe' })

  const served = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name))
  // Only on Postgres.
  served.add('bulkhead_database_connections')
  // Only if telemetry is sent.
  served.add('bulkhead_telemetry_dropped_total')
  const queries = readQueries()
  for (const query of queries)
    execFileSync('promtool', ['promql', '--experimental', 'format', query], { stdio: 'pipe' })
  const named = [readFileSync(RULES, 'utf8'), ...queries]
    .join('\n')
    .matchAll(/\b(?:bulkhead|process)_[a-z_]+/g)
  const missing = [...named]
    .map(([name]) => name.replace(/_(bucket|sum|count)$/, ''))
    .filter((name) => !served.has(name))
  assert.deepEqual(missing, [])
})
