import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { makeEmbeddedTemplate } from '@bulkhead/server/platform/database/pglite/make-embedded-template'
import { BUNDLED } from '../../scripts/build/bundled-packages.js'
import { buildProgram, EXTERNAL } from './build-program.ts'
import { getShrinkwrap } from './shrinkwrap.ts'

/**
 * Makes `dist/`, the package `bulkhead` as it is published: the command line with the server inside, its migrations,
 * a database that they made, the documents of the catalog, the web app and the connect page.
 */
const packages = join(import.meta.dirname, '..')
/** `node build.ts <folder>` makes it elsewhere. */
const dist = process.argv[2] ?? join(import.meta.dirname, 'dist')
const made = `${dist}-${process.pid}`
const INSIDE = ['cli', 'server', 'engine', 'import', 'contract', 'catalog'] as const

const manifests = INSIDE.map((name) => readManifest(join(packages, name)))
const dependencies = Object.fromEntries(
  manifests
    .flatMap(({ dependencies }) => Object.entries(dependencies ?? {}))
    .filter(([name]) => EXTERNAL.has(name))
    .sort(([one], [other]) => (one < other ? -1 : 1)),
)

rmSync(made, { recursive: true, force: true })
try {
  const metafile = await buildProgram(made)
  await makeEmbeddedTemplate()
  copyData()
  const own = manifest()
  const { name, version, license, bin, engines } = own
  const shrinkwrap = getShrinkwrap(
    join(packages, '..'),
    { name, version, license, bin, engines, dependencies },
    INSIDE,
  )
  writeFileSync(join(made, 'package.json'), `${JSON.stringify(own, null, 2)}\n`)
  writeFileSync(join(made, 'npm-shrinkwrap.json'), `${JSON.stringify(shrinkwrap, null, 2)}\n`)
  writeFileSync(join(made, 'THIRD-PARTY-LICENSES'), getLicenses(Object.keys(metafile.inputs)))
  // In its place at once, for other processes may be using what was built before.
  const old = `${made}-old`
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(made, dist)
  rmSync(old, { recursive: true, force: true })
} finally {
  rmSync(made, { recursive: true, force: true })
}

function copyData(): void {
  const copy = (from: string, to = from) => {
    mkdirSync(dirname(join(made, to)), { recursive: true })
    cpSync(join(packages, from), join(made, to), { recursive: true })
  }
  copy('server/migrations')
  copy('server/dist/embedded-database.zst')
  const { version } = readManifest(join(packages, 'cli'))
  mkdirSync(join(made, 'cli'), { recursive: true })
  writeFileSync(join(made, 'cli/package.json'), `${JSON.stringify({ version })}\n`)
  copy('catalog/documents')
  copy('web/dist')
  copy('connect-page/dist')
  copy('docs/dist')
  copy('connect/dist/browser.js')
  copy('cli/README.md', 'README.md')
  copy('../LICENSE', 'LICENSE')
}

function manifest() {
  const { version } = readManifest(import.meta.dirname)
  return {
    name: 'bulkhead',
    version,
    description: 'Credentials of services, in one workspace per customer: server and command line.',
    license: 'Apache-2.0',
    type: 'module',
    bin: { bulkhead: 'bulkhead.js' },
    exports: { './package.json': './package.json' },
    engines: { node: '>=24' },
    dependencies,
  }
}

/** Bundled packages keep their licenses: those of the program, and those of the pages that it serves. */
function getLicenses(inputs: readonly string[]): string {
  const inProgram = inputs.flatMap(
    (input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? [],
  )
  const inPages = ['web', 'connect-page', 'docs'].flatMap((name) =>
    readBundled(name)
      .split('\n')
      .filter(Boolean)
      .map((folder) => join(packages, '..', folder)),
  )
  const folders = new Set([...inProgram, ...inPages].map((folder) => resolve(folder)))
  const parts = [...folders].sort().map((folder) => {
    const { name, version, license } = readManifest(folder)
    const file = readdirSync(folder).find((one) => /^(un)?licen[sc]e/i.test(one))
    if (file === undefined && license === undefined) throw new Error(`${folder} has no license`)
    const text = file === undefined ? `License: ${license}` : readFileSync(join(folder, file), 'utf8').trim()
    return `${name} ${version}\n\n${text}\n`
  })
  return parts.join(`\n${'-'.repeat(80)}\n\n`)
}

function readBundled(name: string): string {
  const file = join(packages, name, 'dist', BUNDLED)
  if (existsSync(file)) return readFileSync(file, 'utf8')
  throw new Error(`packages/${name}/dist is of an earlier version: npm run build -w @bulkhead/${name}`)
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}
