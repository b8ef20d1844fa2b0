import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { runCommand } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-profiles-'))
const path = join(folder, 'profiles.json')
const environment = { BULKHEAD_CONFIG_DIR: folder }
after(() => rmSync(folder, { recursive: true, force: true }))

test('a file that holds no profiles is named, with a way out that works', async () => {
  for (const text of [
    '{half',
    '',
    'null',
    '{"profiles":null}',
    '{"profiles":"x"}',
    '{"current":"a","profiles":{"a":null}}',
    '{"current":"a","profiles":{"a":{"client_id":"x"}}}',
    '{"current":"a","profiles":{"a":{"url":5}}}',
  ]) {
    writeFileSync(path, text, { mode: 0o600 })
    for (const command of [['whoami'], ['profiles', 'list']]) {
      const { code, error } = await runCommand(command, { environment })
      assert.deepEqual([code, error().code], [1, 'unreadable_profiles'], text)
      assert.ok(error().message.includes(path), text)
      assert.match(error().hint, /remove it and log in again/)
    }
  }
  rmSync(path)
  assert.equal((await runCommand(['whoami'], { environment })).error().code, 'not_logged_in')
})

test('a file without any profile is none', async () => {
  writeFileSync(path, '{}', { mode: 0o600 })
  assert.deepEqual((await runCommand(['profiles', 'list'], { environment })).json(), [])
})

test('a sign-in that cannot be read counts as ended, is not repeated, and stands in no way', async () => {
  const url = 'http://127.0.0.1:1'
  const profile = { url, client_id: 'cli', organization_id: 'o', person: 'olga@example.com', store: 'file' }
  for (const text of ['hunter2', '{"refresh_token":"hunter2', 'null', '{}']) {
    writeFileSync(path, JSON.stringify({ current: 'a', profiles: { a: profile } }), { mode: 0o600 })
    writeFileSync(join(folder, 'sign-in.a.json'), text, { mode: 0o600 })
    const { code, error, stderr } = await runCommand(['whoami'], { environment })
    assert.deepEqual([code, error().code, stderr.includes('hunter2')], [2, 'not_logged_in', false], stderr)
    assert.equal((await runCommand(['logout'], { environment })).code, 0)
    assert.deepEqual((await runCommand(['profiles', 'list'], { environment })).json(), [])
  }
})

test('a file that the system does not give is named', async () => {
  rmSync(path, { force: true })
  mkdirSync(path)
  const { code, error } = await runCommand(['whoami'], { environment })
  assert.deepEqual([code, error().code], [1, 'unreadable_profiles'])
  assert.match(error().message, /profiles\.json cannot be read: EISDIR/)
})
