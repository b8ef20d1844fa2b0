import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { engines } from '@bulkhead/testing/engines'
import { freePort } from '@bulkhead/testing/free-port'
import { until } from '@bulkhead/testing/test-server'
import { parse } from 'yaml'
import { createConnectorCount } from '#jobs/count-connectors'
import { startJobs } from '#jobs/start-jobs'
import { type OAuthFixture, openOAuthFixture } from '../oauth/oauth-fixture.ts'

const DEPLOY = new URL('../../../../deploy/', import.meta.url).pathname
const RULES = `${DEPLOY}prometheus/bulkhead.rules.yml`
// Postgres, if it is not left out: the embedded database has no pool of connections to show.
const engine = engines.at(-1)
/** Longer than the time from which on the event loop counts as blocked. */
const BLOCKED_MS = 300

let fixture: OAuthFixture

before(async () => {
  assert.ok(engine)
  fixture = await openOAuthFixture(engine)
})
after(async () => {
  await fixture?.close()
  await engine?.close()
})

/** Queries of the dashboard. */
function readQueries(): string[] {
  const { panels } = JSON.parse(readFileSync(`${DEPLOY}grafana/bulkhead.json`, 'utf8'))
  return panels.flatMap(({ targets }: { targets: { expr: string }[] }) =>
    targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '5m')),
  )
}

/**
 * Makes everything happen that the dashboard shows: calls that succeed and fail, tokens that are renewed and refused, a
 * job that fails, an event loop that is blocked, connectors that need attention.
 */
async function showEverything(): Promise<void> {
  const { refresh_token } = await fixture.authorization.issueTokens()
  const statuses = []
  for (const given of [refresh_token, 'refused']) {
    const connector = await fixture.connect({ refresh_token: given })
    statuses.push((await fixture.execute(connector)).status)
  }
  assert.deepEqual(statuses, [200, 424])

  const { services } = fixture.testServer.server
  const { database, log, definitions } = services
  const count = createConnectorCount(database, log, definitions)
  while (await count());
  const step = async () => {
    throw new Error('a job of a test')
  }
  await startJobs(services, [{ name: 'of a test', everyMs: 60_000, step }]).stop()

  const began = performance.now()
  while (performance.now() - began < BLOCKED_MS);
}

test('Prometheus finds series for each query of the dashboard, and each rule is valid', async (t) => {
  const place = mkdtempSync(join(tmpdir(), 'bulkhead-prometheus-'))
  const address = `127.0.0.1:${await freePort()}`
  const { host } = new URL(fixture.testServer.server.url)
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
  await showEverything()
  const queries = readQueries().filter(
    (text) => engine?.name === 'postgres' || text !== 'bulkhead_database_connections',
  )
  const withoutSeries = async () => {
    const missing: string[] = []
    for (const text of queries) {
      const answer = await query(text)
      if (answer === undefined) return queries
      assert.equal(answer.status, 'success', text)
      if (answer.data.result.length === 0) missing.push(text)
    }
    return missing
  }
  // A rate takes two scrapes.
  let missing = queries
  for (let round = 0; missing.length > 0 && round < 60; round += 1) {
    await sleep(500)
    missing = await withoutSeries()
  }
  assert.deepEqual(missing, [])
  const rules = async () =>
    (await ask('rules')).data.groups.flatMap((group: { rules: object[] }) => group.rules)
  await until(async () => (await rules()).every(({ health }: { health: string }) => health !== 'unknown'))
  assert.deepEqual(
    (await rules()).filter(({ health }: { health: string }) => health !== 'ok'),
    [],
  )
})

test('promtool takes the metrics, the rules and the queries of the dashboard, and each name is one that is served', async () => {
  const { text } = await fixture.testServer.call('GET', '/metrics')
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
  const rules = readFileSync(RULES, 'utf8').replaceAll(/^#.*$/gm, '')
  const named = [rules, ...queries].join('\n').matchAll(/\b(?:bulkhead|process)_[a-z_]+/g)
  const missing = [...named]
    .map(([name]) => name.replace(/_(bucket|sum|count)$/, ''))
    .filter((name) => !served.has(name))
  assert.deepEqual(missing, [])
})

test('each alert fires and stays silent as its tests say, and has a heading in the runbook', () => {
  const tests = `${DEPLOY}prometheus/bulkhead.rules.test.yml`
  execFileSync('promtool', ['test', 'rules', tests], { stdio: 'pipe' })
  const { groups } = parse(readFileSync(RULES, 'utf8'))
  const alerts: { alert: string; annotations: { runbook_url: string } }[] = groups.flatMap(
    ({ rules }: { rules: object[] }) => rules,
  )
  const names = alerts.map(({ alert }) => alert)
  const tested = new Set(
    [...readFileSync(tests, 'utf8').matchAll(/labels: '\{alertname="(\w+)"\}'/g)].map(([, name]) => name),
  )
  assert.deepEqual([...tested].sort(), names.toSorted())
  const page = readFileSync(new URL('../../../../docs/guides/alerts.md', import.meta.url), 'utf8')
  assert.deepEqual([...page.matchAll(/^## (\w+)$/gm)].map(([, name]) => name).sort(), names.toSorted())
  for (const { alert, annotations } of alerts)
    assert.equal(
      annotations.runbook_url,
      `https://bulkhead.example.com/docs/guides/alerts#${alert.toLowerCase()}`,
    )
})
