import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getNextVersion, readChanges, withVersion } from './changes.ts'

/**
 * Makes the next version from the files in `changes/`: writes a section of the changelog, and sets the version of every
 * package, of their dependencies on each other, and of the image and the chart in deploy/. Publishes and commits
 * nothing. `--root <folder>` selects another repository.
 */
interface Manifest {
  version?: string
  workspaces?: readonly string[]
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

const rootAt = process.argv.indexOf('--root')
const root = rootAt === -1 ? join(import.meta.dirname, '..') : (process.argv[rootAt + 1] ?? '')
const changes = readChanges(root)
if (changes.length === 0) throw new Error('changes/ has no change.')

const manifest: Manifest = readJson('package.json')
const version = manifest.version ?? ''
const next = getNextVersion(version, changes)
/** Matches this repository's version in a chart and in the name of an image. */
const OWN_VERSION = new RegExp(`(bulkhead:|ersion: )${version.replaceAll('.', '\\.')}$`, 'gm')
const folders = (manifest.workspaces ?? []).flatMap((pattern) => globSync(pattern, { cwd: root }))

for (const folder of ['.', ...folders]) {
  const file = join(folder, 'package.json')
  writeJson(file, bumped(readJson(file)))
}
const lock: Manifest & { packages: Record<string, Manifest> } = readJson('package-lock.json')
for (const folder of ['', ...folders]) bumped(lock.packages[folder] ?? {})
writeJson('package-lock.json', bumped(lock))
for (const file of globSync(['deploy/helm/*/Chart.yaml', 'deploy/kubernetes/*.yaml'], { cwd: root }))
  writeFileSync(join(root, file), readFileSync(join(root, file), 'utf8').replaceAll(OWN_VERSION, `$1${next}`))
const today = new Date().toISOString().slice(0, 10)
const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8')
writeFileSync(join(root, 'CHANGELOG.md'), withVersion(changelog, next, today, changes))
for (const { file } of changes) rmSync(join(root, file))
process.stdout.write(`${version} → ${next}. Run: npm run format && npm run generate\n`)

/** Returns a manifest with the new version of the package and of its dependencies in this repository. */
function bumped<T extends Manifest>(found: T): T {
  if (found.version === version) found.version = next
  for (const dependencies of [found.dependencies ?? {}, found.devDependencies ?? {}])
    for (const [name, wanted] of Object.entries(dependencies))
      if (name.startsWith('@bulkhead/') && wanted === version) dependencies[name] = next
  return found
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(root, file), 'utf8'))
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(join(root, file), `${JSON.stringify(value, null, 2)}\n`)
}
