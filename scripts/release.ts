import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { makeBill } from './bill-of-materials.ts'

/**
 * Makes `dist-release/`: the published packages as tarballs, for each a bill of materials, what they were made from,
 * and the checksums of all of it. Publishes nothing.
 */
const HELP = `npm run release [-- --no-build] [--to folder]

Builds the published packages, packs them into dist-release/ with a CycloneDX bill of materials for each, release.json (commit, tools,
lock file) and SHA256SUMS, and prints sizes. --no-build packs what was built before. --to names another
folder, which is replaced.
`
const PUBLISHED = [
  'packages/cli/dist',
  'packages/sdk/dist',
  'packages/connect/dist',
  'packages/engine/dist',
] as const

interface Packed {
  readonly name: string
  readonly version: string
  readonly filename: string
  readonly size: number
  readonly unpackedSize: number
  readonly entryCount: number
  readonly integrity: string
}

const root = join(import.meta.dirname, '..')
const { values } = parseArgs({
  options: {
    'no-build': { type: 'boolean' },
    to: { type: 'string', default: join(root, 'dist-release') },
    help: { type: 'boolean' },
  },
})
const release = resolve(values.to)
const made = `${release}-${process.pid}`
if (values.help) process.stdout.write(HELP)
else makeRelease()

function makeRelease(): void {
  if (!values['no-build']) execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' })
  mkdirSync(made)
  try {
    const packed = PUBLISHED.map(pack)
    const bills = PUBLISHED.map((place, index) => writeBill(place, packed[index] as Packed))
    write('release.json', describe(packed))
    const files = [...packed.map(({ filename }) => filename), ...bills, 'release.json']
    writeFileSync(
      join(made, 'SHA256SUMS'),
      files.map((file) => `${sha256(join(made, file))}  ${file}\n`).join(''),
    )
    rmSync(release, { recursive: true, force: true })
    renameSync(made, release)
    for (const { filename, size, unpackedSize, entryCount } of packed) {
      const line = [
        filename.padEnd(30),
        kilobytes(size),
        kilobytes(unpackedSize),
        `${entryCount}`.padStart(6),
      ]
      process.stdout.write(`${line.join('')} files\n`)
    }
    process.stdout.write(`in ${release} (packed, unpacked)\n`)
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
}

function pack(place: string): Packed {
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', made], join(root, place)))
  return packed
}

/** Writes the bill of materials of a package. @returns Name of its file. */
function writeBill(place: string, { name, filename }: Packed): string {
  const bill = makeBill(join(root, place), name)
  const file = filename.replace(/\.tgz$/, '.cdx.json')
  write(file, bill)
  return file
}

/** Returns the provenance of the packages. It is not signed: the publisher signs. */
function describe(packed: readonly Packed[]): object {
  return {
    commit: run('git', ['rev-parse', 'HEAD'], root).trim(),
    is_clean: run('git', ['status', '--porcelain'], root) === '',
    node: process.version,
    npm: run('npm', ['--version'], root).trim(),
    platform: `${process.platform}-${process.arch}`,
    lock_sha256: sha256(join(root, 'package-lock.json')),
    packages: packed.map(({ name, version, filename, size, unpackedSize, integrity }) => ({
      name,
      version,
      file: filename,
      packed_bytes: size,
      unpacked_bytes: unpackedSize,
      integrity,
    })),
  }
}

function write(file: string, content: object): void {
  writeFileSync(join(made, file), `${JSON.stringify(content, null, 2)}\n`)
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`.padStart(11)
}

function run(program: string, given: readonly string[], cwd: string): string {
  return execFileSync(program, given, { cwd, encoding: 'utf8', maxBuffer: 64_000_000 })
}
