import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { replaceFolder } from '@bulkhead/tools/replace-folder'

/**
 * Makes `dist/`, the package as it is published: ES modules, declarations, `browser.js` for pages without a bundler
 * (which the server serves as `/connect.js`), a manifest. `npm install` runs it. Where TypeScript was left out of an
 * installation there is nothing to build with.
 */
const compiler = compilerPath()
const dist = join(import.meta.dirname, 'dist')
if (compiler !== undefined) {
  await replaceFolder(dist, async (outDir) => {
    const parameters = [compiler, '-p', join(import.meta.dirname, 'tsconfig.build.json'), '--outDir', outDir]
    const { status } = spawnSync(process.execPath, parameters, { stdio: 'inherit' })
    process.exitCode = status ?? 1
    if (status !== 0) return false
    await buildScript(outDir)
    copyManifest(outDir)
    return true
  })
} else if (process.env.npm_lifecycle_event !== 'prepare') {
  process.stderr.write('TypeScript is not installed: npm install\n')
  process.exitCode = 1
}

/** @param {string} outDir */
async function buildScript(outDir) {
  const { build } = await import('esbuild')
  await build({
    entryPoints: [join(outDir, 'index.js')],
    outfile: join(outDir, 'browser.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'BulkheadConnect',
    target: 'es2022',
    logLevel: 'warning',
  })
}

/**
 * Adds the manifest without what is for the repository alone: sources, the condition that means them, its scripts.
 *
 * @param {string} outDir
 */
function copyManifest(outDir) {
  const {
    exports,
    private: _private,
    scripts: _scripts,
    devDependencies: _tools,
    ...manifest
  } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'))
  for (const entry of Object.values(exports)) {
    if (typeof entry === 'object') delete entry['@bulkhead/source']
  }
  const published = { ...manifest, files: ['*.js', '*.d.ts'], exports }
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
