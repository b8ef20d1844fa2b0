import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer } from '@bulkhead/testing/test-server'

const DEPLOY = new URL('../../../../deploy/', import.meta.url).pathname
const RULES = `${DEPLOY}prometheus/bulkhead.rules.yml`
const engine = engines[0]

after(() => engine?.close())

test('promtool takes the metrics, the rules and the queries of the dashboard, and each name is one that is served', async () => {
  assert.ok(engine)
  const testServer = await startTestServer(engine)
  const { text } = await testServer.call('GET', '/metrics')
  await testServer.close()
  const linted = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' })
  assert.deepEqual([linted.status, linted.stderr], [0, ''])
  execFileSync('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', RULES], { stdio: 'pipe' })

  const served = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name))
  // On Postgres alone.
  served.add('bulkhead_database_connections')
  const { panels } = JSON.parse(readFileSync(`${DEPLOY}grafana/bulkhead.json`, 'utf8'))
  const queries: string[] = panels.flatMap(({ targets }: { targets: { expr: string }[] }) =>
    targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '5m')),
  )
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
