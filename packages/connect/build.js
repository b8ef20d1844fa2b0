import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileTypeScript, writePublished } from '../../scripts/build/published.js'
import { replaceFolder } from '../../scripts/build/replace-folder.js'

/**
 * Builds `dist/`, the package as it is published: ES modules, declarations, `browser.js` for pages without a bundler
 * (which the server serves as `/connect.js`), and a manifest. `npm install` runs it.
 */
const folder = import.meta.dirname
await replaceFolder(join(folder, 'dist'), async (outDir) => {
  if (!compileTypeScript(folder, join(folder, 'tsconfig.build.json'), outDir)) return false
  await buildScript(outDir)
  copyManifest(outDir)
  return true
})

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
 * Writes the manifest without the parts that only the repository needs: the sources, their export condition and the
 * scripts.
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
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  for (const entry of Object.values(exports)) {
    if (typeof entry === 'object') delete entry['@bulkhead/source']
  }
  writePublished(folder, outDir, { ...manifest, files: ['*.js', '*.d.ts'], exports })
}
