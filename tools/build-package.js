import { spawnSync } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { replaceFolder } from './replace-folder.js'

/**
 * Makes `dist/` of a package. If a tool is missing, there is nothing to build with: `npm install` continues without a
 * build, and a build by hand fails.
 *
 * @param {string} folder Folder of the package.
 * @param {readonly string[]} needed Modules that the build imports.
 * @param {(outDir: string) => boolean | Promise<boolean>} make Fills the given folder; false keeps the old one.
 */
export async function buildPackage(folder, needed, make) {
  const missing = needed.find((name) => !isInstalled(name, folder))
  if (missing === undefined) await replaceFolder(join(folder, 'dist'), make)
  else if (process.env.npm_lifecycle_event !== 'prepare') {
    process.stderr.write(`${missing} is not installed: npm install\n`)
    process.exitCode = 1
  }
}

/**
 * Returns whether a package is installed.
 *
 * @param {string} name
 * @param {string} folder Folder from which the package is resolved.
 */
export function isInstalled(name, folder) {
  const { resolve } = createRequire(join(folder, 'package.json'))
  // A package may export only its manifest or only its module.
  return [`${name}/package.json`, name].some((path) => {
    try {
      resolve(path)
      return true
    } catch {
      return false
    }
  })
}

/**
 * Compiles TypeScript. An error sets the exit code of the process.
 *
 * @param {string} folder Folder of the package.
 * @param {string} project Configuration file.
 * @param {string} outDir
 * @returns {boolean} Whether it compiled.
 */
export function compileTypeScript(folder, project, outDir) {
  const require = createRequire(join(folder, 'package.json'))
  const manifest = require.resolve('typescript/package.json')
  const compiler = join(dirname(manifest), require(manifest).bin.tsc)
  const { status } = spawnSync(process.execPath, [compiler, '-p', project, '--outDir', outDir], {
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
  return status === 0
}

/**
 * Adds the manifest of a published package, with paths relative to `dist/`, its README and its license.
 *
 * @param {string} folder Folder of the package.
 * @param {string} outDir
 * @param {object} manifest
 */
export function writePublished(folder, outDir, manifest) {
  const text = JSON.stringify(manifest, null, 2).replaceAll('"./dist/', '"./')
  writeFileSync(join(outDir, 'package.json'), `${text}\n`)
  for (const name of ['README.md', 'LICENSE']) cpSync(join(folder, name), join(outDir, name))
}
