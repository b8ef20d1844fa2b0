import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, sep } from 'node:path'

const IMPORTS = /(?:\bfrom|\bimport|\bimport\()\s*'((?:\.|#|@bulkhead\/)[^']*)'/g
/** Changed files on which every test depends. */
const EVERYTHING = /^(package(-lock)?\.json|tsconfig\.json|scripts\/test.*\.ts)$/

/**
 * Returns the tests of the files that differ from a commit. These are the tests that import a changed file, and those in the
 * folder that is named as the changed file or one of its folders. What other packages import of the server, which is how they
 * start it, does not count. Of a file that is not code, all tests of its package are chosen.
 *
 * @param since Default: the latest common commit of this branch and `origin/main`.
 */
export function testsOfChange(root: string, tests: readonly string[], since?: string): string[] {
  const base = since ?? git(root, 'merge-base', 'HEAD', 'origin/main')[0] ?? 'HEAD'
  const changed = [
    ...git(root, 'diff', '--name-only', '--no-renames', base),
    ...git(root, 'ls-files', '--others', '--exclude-standard'),
  ]
  if (changed.some((file) => EVERYTHING.test(file))) return [...tests]
  const imports = new Map<string, readonly string[]>()
  return tests.filter((test) => {
    const reached = new Set([test])
    for (const file of reached) for (const next of importsOf(root, file, imports)) reached.add(next)
    return changed.some((file) => reached.has(file) || isTestedBy(file, test))
  })
}

function isTestedBy(file: string, test: string): boolean {
  const [home, owner, kind, ...path] = file.split('/')
  const [testHome, testOwner, , ...folders] = test.split('/')
  if (home !== testHome || (home === 'packages' && owner !== testOwner)) return false
  if (home !== 'packages' || kind !== 'src') return !/\.tsx?$/.test(file)
  const names = path.map((name) => basename(name).replace(/\.tsx?$/, ''))
  return folders.some((name) => names.includes(name.replace(/\.(test|system)\.ts$/, '')))
}

function importsOf(root: string, file: string, known: Map<string, readonly string[]>): readonly string[] {
  const found = known.get(file) ?? [...readImports(root, file)]
  known.set(file, found)
  return found
}

function* readImports(root: string, file: string): Generator<string> {
  if (!/\.(tsx?|js|mjs)$/.test(file)) return
  const { resolve } = createRequire(join(root, file))
  for (const [, name = ''] of readFileSync(join(root, file), 'utf8').matchAll(IMPORTS)) {
    // A relative import names its file, ending included.
    const path = name.startsWith('.') ? join(root, dirname(file), name) : tryTo(resolve, name)
    if (path === undefined) continue
    const next = relative(root, path).split(sep).join('/')
    if (next.startsWith('packages/server/') && !file.startsWith('packages/server/')) continue
    if (existsSync(path)) yield next
  }
}

/** Returns undefined for what a template names, or a folder that has not been built. */
function tryTo(resolve: (name: string) => string, name: string): string | undefined {
  try {
    return resolve(name)
  } catch {
    return undefined
  }
}

function git(root: string, ...parameters: string[]): string[] {
  const { status, stdout, stderr } = spawnSync('git', parameters, { cwd: root, encoding: 'utf8' })
  if (status === 0) return stdout.split('\n').filter((line) => line !== '')
  // A clone without a remote has no commit in common with it.
  if (parameters.includes('merge-base')) return []
  throw new Error(`git ${parameters.join(' ')}: ${stderr}`)
}
