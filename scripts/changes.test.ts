import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { type Change, getNextVersion, readChanges } from './changes.ts'

const root = join(import.meta.dirname, '..')
const of = (bump: Change['bump']): Change => ({ file: '', bump, text: '' })

test('each file of changes/ has the form, and the changelog has versions alone', () => {
  readChanges(root)
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8')
  assert.match(changelog, /^# Changelog\n/)
  const [, first = ''] = changelog.split(/^## /m)
  assert.ok(
    first.split('\n').length < 40,
    'A change is a file of changes/; npm run bump writes the changelog.',
  )
})

test('the largest change decides about the next version', () => {
  assert.equal(getNextVersion('0.1.0', [of('patch')]), '0.1.1')
  assert.equal(getNextVersion('0.1.1', [of('patch'), of('minor')]), '0.2.0')
  assert.equal(getNextVersion('0.1.1', [of('major')]), '0.2.0')
  assert.equal(getNextVersion('1.2.3', [of('patch'), of('major')]), '2.0.0')
})

test('npm run bump sets the version everywhere and empties changes/', () => {
  const copy = mkdtempSync(join(tmpdir(), 'bulkhead-bump-'))
  const manifests = globSync('{.,packages/*,examples/*,tools}/package.json', { cwd: root })
  const deployed = ['deploy/helm/bulkhead/Chart.yaml', 'deploy/kubernetes/bulkhead.yaml']
  for (const file of [...manifests, ...deployed, 'package-lock.json', 'CHANGELOG.md']) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  mkdirSync(join(copy, 'changes'))
  writeFileSync(join(copy, 'changes/a-thing.minor.md'), 'Adds a thing.\nIt is new.\n')
  execFileSync(process.execPath, [join(import.meta.dirname, 'bump.ts'), '--root', copy])

  const read = (file: string): string => readFileSync(join(copy, file), 'utf8')
  const { version } = JSON.parse(read('package.json'))
  const { version: before } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  assert.notEqual(version, before)
  for (const file of manifests) {
    const { version: own, dependencies = {}, devDependencies = {} } = JSON.parse(read(file))
    assert.equal(own, version, file)
    for (const [name, wanted] of Object.entries({ ...dependencies, ...devDependencies }))
      if (name.startsWith('@bulkhead/')) assert.equal(wanted, version, `${file}: ${name}`)
  }
  for (const file of deployed) assert.ok(read(file).includes(version) && !read(file).includes(before), file)
  assert.match(
    read('CHANGELOG.md'),
    new RegExp(
      `^## ${version} \\(.+\\)\n\n### Added and changed\n\n- Adds a thing\\.\n  It is new\\.\n\n## `,
      'm',
    ),
  )
  assert.deepEqual(globSync('changes/*.md', { cwd: copy }), [])
  assert.deepEqual(readChanges(copy), [])
})
