import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { runCommand } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-completion-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const candidates = async (...words: string[]) => {
  const { code, stdout } = await runCommand(['__complete', ...words], {
    environment: { BULKHEAD_CONFIG_DIR: folder },
  })
  assert.equal(code, 0)
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0]]))
}

test('commands, flags and values are completed', async () => {
  assert.deepEqual(await candidates('work'), ['workspaces'])
  assert.deepEqual(await candidates('workspaces', 're'), ['rename', 'revoke-tokens'])
  assert.deepEqual(await candidates('operator', 'keys', 'ro'), ['rotate'])
  assert.deepEqual(await candidates('workspaces', 'list', '--na'), ['--name-contains'])
  assert.deepEqual(await candidates('workspaces', 'list', '--status', ''), ['active', 'inactive'])
  assert.deepEqual(await candidates('connectors', 'create', 'gitl'), ['gitlab'])
  assert.deepEqual(await candidates('completion', ''), ['bash', 'zsh', 'fish'])
  // The value of a flag is no argument, so the connector type is still missing.
  assert.deepEqual(await candidates('connectors', 'create', '-w', 'acme', 'gitl'), ['gitlab'])
  for (const words of [
    ['nothing', ''],
    ['workspaces', 'list', '--name-contains', ''],
    ['connectors', 'create', '@'],
  ]) {
    assert.deepEqual(await candidates(...words), [], words.join(' '))
  }
})

test('profiles are completed by name, and their secrets are not among what is said', async () => {
  const profile = {
    url: 'http://localhost:4747',
    client_id: 'a',
    client_secret: 'hunter2',
    organization_id: 'o',
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, 'profiles.json'),
    JSON.stringify({ current: 'one', profiles: { one: profile, two: profile } }),
  )
  chmodSync(join(folder, 'profiles.json'), 0o600)
  assert.deepEqual(await candidates('whoami', '--profile', 't'), ['two'])
  const said = await runCommand(['__complete', 'whoami', '--profile', ''], {
    environment: { BULKHEAD_CONFIG_DIR: folder },
  })
  assert.ok(!said.stdout.includes('hunter2'))
})

test('bash completes with the printed script', async () => {
  const { stdout: script } = await runCommand(['completion', 'bash'])
  const command = new URL('../src/bulkhead.ts', import.meta.url).pathname
  // Calls it in the same way as bash when somebody presses Tab.
  const press = (line: string) => `
    bulkhead() { '${process.execPath}' --conditions=@bulkhead/source '${command}' "$@"; }
    ${script}
    COMP_WORDS=(${line}); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); _bulkhead
    printf '%s\\n' "\${COMPREPLY[@]}"; complete -p bulkhead`
  const { stdout, status } = spawnSync('bash', ['-c', press("bulkhead workspaces 'de'")], {
    encoding: 'utf8',
  })
  assert.equal(status, 0)
  assert.deepEqual(stdout.trim().split('\n'), [
    'deactivate',
    'delete',
    'delete-alias',
    'complete -o default -F _bulkhead bulkhead',
  ])
})
