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
const INSIDE = ['cli', 'server', 'engine', 'contract', 'catalog', 'sdk']

await import(isCurrent() ? BUILT : SOURCES)

function isCurrent() {
  if (!existsSync(BUILT)) return false
  const builtAt = statSync(BUILT).mtimeMs
  return INSIDE.flatMap((name) => filesOf(join(root, 'packages', name))).every(
    (path) => statSync(path).mtimeMs < builtAt,
  )
}

/**
 * Returns the manifest of a package, its sources and their folders: a removed file changes its folder.
 *
 * @param {string} folder
 */
function filesOf(folder) {
  const source = join(folder, 'src')
  const below = existsSync(source) ? readdirSync(source, { recursive: true, encoding: 'utf8' }) : []
  return [join(folder, 'package.json'), source, ...below.map((path) => join(source, path))].filter((path) =>
    existsSync(path),
  )
}
