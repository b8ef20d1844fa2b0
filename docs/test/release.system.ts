import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'

const root = join(import.meta.dirname, '../..')
// On the disk of node_modules, whose files are linked and not copied.
mkdirSync(join(root, 'test-output'), { recursive: true })
const place = mkdtempSync(join(root, 'test-output/release-'))
const clone = join(place, 'clone')
after(() => rmSync(place, { recursive: true, force: true }))

const run = (program: string, given: readonly string[], cwd: string) =>
  execFileSync(program, given, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** Clones the repository as it is here, changes included, with its dependencies as `npm ci` installs them. */
function cloneFreshly(): void {
  run('git', ['clone', '--quiet', root, clone], root)
  const changed = run('git', ['ls-files', '-z', '--modified', '--others', '--exclude-standard'], root)
  for (const file of changed.split('\0').filter(Boolean)) {
    rmSync(join(clone, file), { force: true })
    if (!existsSync(join(root, file))) continue
    mkdirSync(dirname(join(clone, file)), { recursive: true })
    cpSync(join(root, file), join(clone, file))
  }
  for (const modules of globSync('{.,packages/*}/node_modules', { cwd: root }))
    run('cp', ['-a', '--link', join(root, modules), join(clone, modules)], root)
}

test('npm run release in a fresh clone packs each package, with a bill of what it depends on and checksums', () => {
  cloneFreshly()
  run('npm', ['run', 'release'], clone)
  const release = join(clone, 'dist-release')
  const read = (name: string) => JSON.parse(readFileSync(join(release, name), 'utf8'))
  run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], release)

  const { packages } = read('release.json') as { packages: readonly { name: string; file: string }[] }
  assert.deepEqual(
    packages.map(({ name }) => name),
    ['bulkhead', '@bulkhead/sdk', '@bulkhead/connect', '@bulkhead/engine'],
  )
  for (const { name, file } of packages) {
    const manifest = JSON.parse(run('tar', ['-xzOf', file, 'package/package.json'], release))
    assert.equal(manifest.name, name)
    const bill = read(file.replace(/\.tgz$/, '.cdx.json'))
    assert.equal(bill.metadata.component.name, name)
    const listed = new Set(bill.components.map(({ purl }: { purl: string }) => purl))
    const missing = Object.entries(manifest.dependencies ?? {})
      .map(([dependency, version]) => `pkg:npm/${dependency.replace('@', '%40')}@${version}`)
      .filter((purl) => !listed.has(purl))
    assert.deepEqual(missing, [], name)
  }
})
