import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { build, type Metafile, type Plugin } from 'esbuild'

const packages = join(import.meta.dirname, '..')
/** Libraries that find files of their own by where they lie: WebAssembly, native code, scripts. They stay dependencies. */
export const EXTERNAL: ReadonlySet<string> = new Set([
  '@cwasm/webp',
  '@electric-sql/pglite',
  '@napi-rs/keyring',
  'open',
])
/** Files that are each started as a thread of its own, beside the file that starts it. */
const THREADS = [
  'server/src/execution/reading/reader-thread',
  'server/src/connectors/definitions/own/compile-thread',
  'server/src/http/large-bodies/large-body-thread',
  'server/src/tenancy/organizations/logo-thread',
  'server/src/operator/backups/verify-thread',
]
/** Libraries in CommonJS, which are most, ask for modules of Node by `require`, which a module does not have. */
const REQUIRE = `import { createRequire as $createRequire } from 'node:module';const require = $createRequire(import.meta.url);`

/**
 * Bundles the command line, with the server inside, as `bulkhead.js` of a folder that is laid out as `packages/` is. Its
 * code is in pieces that are loaded when they are needed, with the libraries that it uses of theirs: a start looks for
 * fewer files.
 */
export async function buildProgram(folder: string): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: {
      bulkhead: join(import.meta.dirname, 'bin/bulkhead.js'),
      ...Object.fromEntries(THREADS.map((thread) => [thread, join(packages, `${thread}.ts`)])),
    },
    absWorkingDir: join(packages, '..'),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    conditions: ['@bulkhead/source'],
    external: [...[...EXTERNAL].flatMap((name) => [name, `${name}/*`]), ...builtinModules],
    banner: { js: REQUIRE },
    // Its other build asks for its parts by a `require` of its own, which nothing can follow.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    plugins: [placesStay()],
    metafile: true,
    logLevel: 'warning',
  })
  refuseNamesOfCommonJs(metafile)
  return metafile
}

/** A bundled library in CommonJS that code imports when it is needed has its default export alone, no named ones. */
function refuseNamesOfCommonJs({ inputs }: Metafile): void {
  for (const [path, { imports }] of Object.entries(inputs)) {
    if (!/packages\/\w+\/src\//.test(path)) continue
    for (const { kind, path: imported, original } of imports) {
      if (kind !== 'dynamic-import' || inputs[imported]?.format !== 'cjs') continue
      const code = readFileSync(join(packages, '..', path), 'utf8')
      if (!code.includes(`{ default: ${original} } = await import('${original}')`))
        throw new Error(`${path} has to import the default export of ${original}.`)
    }
  }
}

/** Data beside the code, by path in `packages/`. */
const DATA = [
  ...['server/migrations', 'server/dist', 'cli/package.json', 'catalog/documents'],
  ...['web/dist', 'connect-page/dist', 'docs/dist', 'connect/dist'],
]

/** Folder of the program that `npm start` and tests start. Libraries are found from inside of `node_modules`. */
const IN_REPOSITORY = join(packages, '../node_modules/.cache/program')

/**
 * Bundles the program for `npm start` and for tests that start it, with links to the data of the repository. It reads a
 * few dozen files where the sources are 2,500, which is a second of each start of a server and a quarter of one of each
 * command.
 *
 * @returns Path of the program.
 */
export async function buildInRepository(): Promise<string> {
  await buildProgram(IN_REPOSITORY)
  for (const path of DATA) {
    const link = join(IN_REPOSITORY, path)
    mkdirSync(dirname(link), { recursive: true })
    rmSync(link, { force: true })
    symlinkSync(join(packages, path), link)
  }
  return join(IN_REPOSITORY, 'bulkhead.js')
}

/** A file finds what lies around it by its own place, which is kept. */
function placesStay(): Plugin {
  return {
    name: 'places stay',
    setup({ onLoad }) {
      onLoad(
        { filter: /\/packages\/(cli|server|engine|import|contract|catalog)\/src\/.*\.ts$/ },
        ({ path }) => {
          const place = JSON.stringify(`./${relative(packages, path)}`)
          const code = readFileSync(path, 'utf8')
          if (/import\.meta\.(dir|file)name/.test(code))
            throw new Error(`${path} has to use import.meta.url.`)
          return {
            loader: 'ts',
            contents: code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`),
          }
        },
      )
    },
  }
}

// `npm install` runs this, see `scripts/prepare.js`.
if (import.meta.main) await buildInRepository()
