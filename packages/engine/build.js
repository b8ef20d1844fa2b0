import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileTypeScript, writePublished } from '../../scripts/build/published.js'
import { replaceFolder } from '../../scripts/build/replace-folder.js'

/**
 * Builds `dist/`, the package as it is published: ES modules, declarations, a manifest. Packages of the repository
 * import the sources, so `npm install` does not run it.
 */
const folder = import.meta.dirname
await replaceFolder(join(folder, 'dist'), (outDir) => {
  // As deep as the sources: a module imports the manifest.
  if (!compileTypeScript(folder, join(folder, 'tsconfig.build.json'), join(outDir, 'lib'))) return false
  writeManifest(outDir)
  return true
})

/**
 * Writes the manifest with built modules in place of the sources, and without the parts that only the repository needs.
 *
 * @param {string} outDir
 */
function writeManifest(outDir) {
  const {
    private: _private,
    scripts: _scripts,
    devDependencies: _tools,
    ...manifest
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'), (_key, value) =>
    typeof value === 'string' ? value.replace(/^\.\/src\/(.*)\.ts$/, './lib/$1.js') : value,
  )
  const exports = { ...manifest.exports, './package.json': './package.json' }
  writePublished(folder, outDir, { ...manifest, files: ['lib'], exports })
}
