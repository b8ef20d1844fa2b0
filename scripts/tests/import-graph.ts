import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Matches strings that are a path: of a module, or of a file next to this one, in its package or in the repository. */
const PATHS = /(['"`])((?:\.{1,2}\/|#|@bulkhead\/|packages\/|docs\/|scripts\/)[^'"`\n\s$]*)\1/g
/** Matches the parts of a path that are joined to the folder of the file, of its package or of the repository. */
const JOINED = /\bjoin\(\s*[\w.]+((?:,\s*'[^'\n]+')+),?\s*\)/g
const PART = /'([^'\n]+)'/g
const OURS = /^@bulkhead\/([\w-]+)(?:\/(.+))?$/

/** Files of the repository that a file names: imported modules, started programs and data it reads. */
export class ImportGraph {
  readonly #root: string
  readonly #named = new Map<string, readonly string[]>()
  readonly #reached = new Map<string, ReadonlySet<string>>()
  readonly #files = new Map<string, readonly string[]>()

  /** @param root Folder of the repository. */
  constructor(root: string) {
    this.#root = root
  }

  /** Returns all files that a file reaches directly or through others, itself included. */
  reach(file: string): ReadonlySet<string> {
    const known = this.#reached.get(file)
    if (known !== undefined) return known
    const reached = new Set([file])
    for (const next of reached) for (const named of this.#namedBy(next)) reached.add(named)
    this.#reached.set(file, reached)
    return reached
  }

  #namedBy(file: string): readonly string[] {
    const known = this.#named.get(file)
    if (known !== undefined) return known
    const named = /\.(ts|tsx|js|mjs|cjs)$/.test(file) ? this.#read(file) : []
    this.#named.set(file, named)
    return named
  }

  #read(file: string): string[] {
    const text = readFileSync(join(this.#root, file), 'utf8')
    const home = file.split('/').slice(0, 2).join('/')
    const paths = [...text.matchAll(PATHS)].map(([, , path = '']) => this.#place(path, file, home))
    const joined = [...text.matchAll(JOINED)].flatMap(([, parts = '']) => {
      const path = join(...[...parts.matchAll(PART)].map(([, part = '']) => part))
      return [join(dirname(file), path), join(home, path), path]
    })
    return [...new Set([...paths, ...joined])].flatMap((path) => this.#filesOf(path))
  }

  /** Resolves a path to one that is relative to the root of the repository. */
  #place(path: string, file: string, home: string): string {
    const [, owner, inside = 'index'] = OURS.exec(path) ?? []
    if (owner !== undefined) return join('packages', owner, 'src', inside.replace(/^source\//, ''))
    if (path.startsWith('#')) return join(home, 'src', path.slice(1))
    return path.startsWith('.') ? join(dirname(file), path) : path
  }

  #filesOf(path: string): readonly string[] {
    const known = this.#files.get(path)
    if (known !== undefined) return known
    const found = this.#findFiles(path)
    this.#files.set(path, found)
    return found
  }

  #findFiles(path: string): string[] {
    // Paths to the root itself would reach everything. Paths outside of the repository, installed packages and builds
    // are ignored.
    if (/^[./]*$/.test(path) || path.startsWith('..') || /(^|\/)(node_modules|dist)(\/|$)/.test(path))
      return []
    for (const ending of ['', '.ts', '.tsx', '.js']) {
      const full = join(this.#root, `${path}${ending}`)
      if (!existsSync(full)) continue
      if (statSync(full).isFile()) return [`${path}${ending}`]
      // A folder counts as reached by a file that reads its content. The folder of a whole package does not count.
      if (path.split('/').filter((name) => name !== '').length < 3) return []
      return globSync('**/*.*', {
        cwd: full,
        exclude: (entry) => entry === 'node_modules' || entry === 'dist',
      })
        .map((found) => relative(this.#root, join(full, found)))
        .filter((found) => statSync(join(this.#root, found)).isFile())
    }
    return []
  }
}
