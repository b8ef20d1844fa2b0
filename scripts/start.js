import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The command `bulkhead` of `npm start`: the program that `npm install` built, in a few dozen files, or the sources, in
 * 2,500, if one of them has changed since. Plain JavaScript, so that an older Node gets as far as the sentence of
 * `packages/cli/bin/bulkhead.js`.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = join(root, 'packages/cli/bin/bulkhead.js')
const BUILT = join(root, 'node_modules/.cache/program/bulkhead.js')
/** Packages in the program. */
const INSIDE = ['cli', 'server', 'engine', 'import', 'contract', 'catalog', 'sdk']

if (existsSync(join(root, 'packages/sdk/dist'))) await import(isCurrent() ? BUILT : SOURCES)
else {
  process.stderr.write('Nothing is built yet: npm ran with --ignore-scripts. Run: npm run prepare\n')
  process.exitCode = 1
}

function isCurrent() {
  if (!existsSync(BUILT)) return false
  const builtAt = statSync(BUILT).mtimeMs
  return INSIDE.flatMap((name) => filesOf(join(root, 'packages', name))).every(
    (path) => statSync(path).mtimeMs < builtAt,
  )
}

/**
 * Returns the files of a package outside of folders, such as its manifest, its sources and their folders: a removed
 * source changes its folder.
 *
 * @param {string} folder
 */
function filesOf(folder) {
  if (!existsSync(folder)) return []
  const source = join(folder, 'src')
  const below = existsSync(source) ? readdirSync(source, { recursive: true, encoding: 'utf8' }) : []
  const beside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = [...beside.map(({ name }) => join(folder, name)), ...below.map((path) => join(source, path))]
  return existsSync(source) ? [source, ...paths] : paths
}
