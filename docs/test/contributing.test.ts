import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { INSTALLED_MAJOR, POSTGRES_MAJORS } from '@bulkhead/testing/postgres/postgres-versions'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
/** Commands that npm provides itself. */
const OF_NPM = ['ci', 'install', 'test', 'start']

test('commands that CONTRIBUTING.md and workflows name are there, and its first test file too', () => {
  const texts = ['CONTRIBUTING.md', ...globSync('.github/workflows/*.yml', { cwd: root })].map(read)
  const commands = texts.flatMap((text) => [...text.matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)])
  assert.ok(commands.length > 10)
  const unknown = commands
    .map(([, name = '']) => name)
    .filter((name) => !OF_NPM.includes(name) && name !== 'proof:' && !(name in scripts))
  assert.deepEqual(unknown, [])
  const [, file = ''] = /npm test -- ([a-z-]+)\n/.exec(read('CONTRIBUTING.md')) ?? []
  assert.equal(globSync(`packages/*/test/**/*${file}*.test.ts`, { cwd: root }).length > 0, true)
})

test('from a clone to the first change: each command as it stands', {
  skip: !existsSync(join(root, '.git')),
}, () => {
  const clone = mkdtempSync(join(tmpdir(), 'bulkhead-clone-'))
  try {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const shell = (code: string) =>
      execFileSync('bash', ['-euo', 'pipefail', '-c', code], {
        cwd: clone,
        env,
        encoding: 'utf8',
        stdio: 'pipe',
      })
    shell(`git clone -q --shared '${root}' .`)
    const [, block = ''] = /<!-- run -->\n```sh\n([\s\S]*?)```/.exec(read('CONTRIBUTING.md')) ?? []
    const [install, ...commands] = block.trim().split('\n')
    // The packages are those of this clone, and `.ci/run` runs the checks.
    assert.deepEqual([install, commands.pop()], ['npm ci', 'npm run check'])
    symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))
    assert.match(commands.map(shell).join('\n'), /pass [1-9]\d*\n.*fail 0\n/)
    shell(
      'echo >> CONTRIBUTING.md && git -c user.name=A -c user.email=a@example.com commit -qam "docs: add a line"',
    )
    shell('node scripts/commit-subjects.ts')
  } finally {
    rmSync(clone, { recursive: true, force: true })
  }
})

test('the nightly workflow runs proofs that there are', () => {
  const [, list = ''] = /proof:\s+\[([^\]]*)\]/.exec(read('.github/workflows/nightly.yml')) ?? []
  const proofs = list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  assert.ok(proofs.length > 5)
  assert.deepEqual(
    proofs.filter((name) => !(`proof:${name}` in scripts)),
    [],
  )
})

test('CI runs .ci/run, the SDK under each Node, and every night the tests on each older Postgres', () => {
  const ci = read('.github/workflows/ci.yml')
  assert.match(ci, /- run: \.ci\/run\n/)
  assert.match(ci, /matrix: \{ node: \[20, 22, 24\] \}/)
  assert.match(ci, /- run: npm run proof:sdk-runtimes\n/)
  const older = POSTGRES_MAJORS.filter((major) => major !== INSTALLED_MAJOR).join(', ')
  const nightly = read('.github/workflows/nightly.yml')
  assert.ok(nightly.includes(`matrix: { major: [${older}] }`))
  assert.match(nightly, /BULKHEAD_TEST_POSTGRES_MAJOR: \$\{\{ matrix\.major \}\}\n/)
})

test('owners are named for paths that there are', () => {
  const paths = read('.github/CODEOWNERS')
    .split('\n')
    .filter((line) => line.startsWith('/'))
    .map((line) => line.split(' ')[0] ?? '')
  assert.ok(paths.length > 3)
  assert.deepEqual(
    paths.filter((path) => !existsSync(join(root, path))),
    [],
  )
})
