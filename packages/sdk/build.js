import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { replaceFolder } from '@bulkhead/tools/replace-folder'

/**
 * Makes `dist/` of `src/`, the package as it is published: ES modules, CommonJS, declarations, maps, a manifest. Plain
 * JavaScript, since `npm install` runs it under whatever Node runs npm. Where TypeScript was left out of an installation there is nothing to build with.
 */
const compiler = compilerPath()
const dist = join(import.meta.dirname, 'dist')
if (compiler !== undefined) {
  await replaceFolder(dist, async (outDir) => {
    const parameters = [compiler, '-p', import.meta.dirname, '--outDir', outDir]
    const { status } = spawnSync(process.execPath, parameters, { stdio: 'inherit' })
    process.exitCode = status ?? 1
    if (status !== 0) return false
    await buildCommonJs(outDir)
    copyManifest(outDir)
    return true
  })
} else if (process.env.npm_lifecycle_event !== 'prepare') {
  process.stderr.write('TypeScript is not installed: npm install\n')
  process.exitCode = 1
}

/**
 * Adds `cjs/` for projects whose modules are CommonJS. Node 22.10 and later take the ES modules by `require` as well
 * (condition `module-sync`), so that there is one copy in a process.
 */
async function buildCommonJs(outDir) {
  const { build } = await import('esbuild')
  const folder = join(outDir, 'cjs')
  await build({
    entryPoints: [join(outDir, 'index.js')],
    outfile: join(folder, 'index.js'),
    bundle: true,
    format: 'cjs',
    target: 'es2022',
    logLevel: 'warning',
  })
  for (const name of readdirSync(outDir, { recursive: true })) {
    if (name.endsWith('.d.ts')) cpSync(join(outDir, name), join(folder, name))
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n')
}

/** Adds the manifest without what is for the repository alone: sources, the condition that means them, its scripts. */
function copyManifest(outDir) {
  const {
    main,
    types,
    exports,
    private: _private,
    scripts: _scripts,
    devDependencies: _tools,
    ...manifest
  } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'))
  const {
    '.': { '@bulkhead/source': _source, ...entry },
  } = exports
  const published = {
    ...manifest,
    files: ['*.js', '*.js.map', '*.d.ts', 'cjs', 'client', 'generated', 'organization', 'tools', 'workspace'],
    main,
    types,
    exports: { '.': entry, './package.json': './package.json' },
  }
  const text = JSON.stringify(published, null, 2).replaceAll('"./dist/', '"./')
  writeFileSync(join(outDir, 'package.json'), `${text}\n`)
  cpSync(join(import.meta.dirname, 'README.md'), join(outDir, 'README.md'))
  cpSync(join(import.meta.dirname, 'LICENSE'), join(outDir, 'LICENSE'))
}

function compilerPath() {
  const require = createRequire(import.meta.url)
  try {
    const manifest = require.resolve('typescript/package.json')
    return join(dirname(manifest), require(manifest).bin.tsc)
  } catch {
    return undefined
  }
}
