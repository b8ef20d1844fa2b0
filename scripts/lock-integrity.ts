import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Adds missing integrity hashes to the packages of every `package-lock.json`. npm computes them from the packages
 * themselves. `--check` changes nothing and fails if one is missing. `--root <folder>` selects another repository.
 */
interface LockEntry {
  readonly version?: string
  /** Name of the package, if its folder has another name. */
  readonly name?: string
  readonly link?: boolean
  readonly inBundle?: boolean
  resolved?: string
  integrity?: string
}
type Lock = { readonly packages: Readonly<Record<string, LockEntry>> }

/** Number of packages per npm command. Their names form one command line. */
const CHUNK = 40

const rootAt = process.argv.indexOf('--root')
const root = rootAt === -1 ? join(import.meta.dirname, '..') : (process.argv[rootAt + 1] ?? '')
const isCheck = process.argv.includes('--check')
const files = globSync('{.,tools/*,packages/*/*}/package-lock.json', { cwd: root })
let missing = 0

for (const file of files) {
  const path = join(root, file)
  const text = readFileSync(path, 'utf8')
  const lock: Lock = JSON.parse(text)
  const faulty = Object.entries(lock.packages).filter(([place, entry]) => lacksIntegrity(place, entry))
  missing += faulty.length
  if (isCheck) {
    for (const [place] of faulty) process.stderr.write(`${file}: ${place} has no integrity (npm run lock)\n`)
  } else if (faulty.length > 0) {
    const hashes = getHashes([...new Set(faulty.map(([place, entry]) => getName(place, entry)))])
    for (const [place, entry] of faulty) {
      const hash = hashes.get(getName(place, entry))
      if (hash === undefined) throw new Error(`npm knows no bytes of ${getName(place, entry)}.`)
      entry.integrity = hash
    }
    writeFileSync(path, `${JSON.stringify(inOrderOfNpm(lock), null, 2)}\n`)
    process.stdout.write(`${file}: ${faulty.length} were missing\n`)
  }
}
if (isCheck && missing > 0) process.exitCode = 1

/**
 * Returns whether an entry names a registry's package without its hash. Folders of the repository and links have no
 * hash.
 */
function lacksIntegrity(place: string, { link, inBundle, integrity, version }: LockEntry): boolean {
  if (!place.includes('node_modules/') || link === true || inBundle === true || version === undefined)
    return false
  return !/^sha(512|384|256)-/.test(integrity ?? '')
}

function getName(place: string, { name, version }: LockEntry): string {
  return `${name ?? place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`
}

/** Downloads packages, unless npm's cache has them. @returns Hashes by `name@version`. */
function getHashes(packages: readonly string[]): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-lock-'))
  const hashes = new Map<string, string>()
  try {
    for (let start = 0; start < packages.length; start += CHUNK) {
      const chunk = packages.slice(start, start + CHUNK)
      const args = ['pack', '--dry-run', '--json', '--ignore-scripts', ...chunk]
      const printed = execFileSync('npm', args, {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 2 ** 30,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      for (const { id, integrity } of JSON.parse(printed) as { id: string; integrity: string }[])
        hashes.set(id, integrity)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return hashes
}

/**
 * Orders the keys as npm does, with the hash before the dependencies. Otherwise npm's next run would change the file.
 */
function inOrderOfNpm(lock: Lock): Lock {
  const packages = Object.entries(lock.packages).map(([place, entry]) => {
    const { name, version, resolved, integrity, ...rest } = entry
    const head = Object.entries({ name, version, resolved, integrity }).filter(
      ([, value]) => value !== undefined,
    )
    return [
      place,
      place.includes('node_modules/') ? { ...Object.fromEntries(head), ...rest } : entry,
    ] as const
  })
  return { ...lock, packages: Object.fromEntries(packages) }
}
