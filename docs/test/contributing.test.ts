import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

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
