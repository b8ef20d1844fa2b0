import { spawnSync } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { replaceFolder } from './replace-folder.js'

/**
 * Makes `dist/` of a package. Where a tool was left out of an installation there is nothing to build with: `npm install`
 * goes on without, a build by hand fails.
 *
 * @param {string} folder Of the package.
 * @param {readonly string[]} needed Modules that the build imports.
 * @param {(outDir: string) => boolean | Promise<boolean>} make Fills the folder that it is given; false leaves the old one.
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
 * @param {string} name
 * @param {string} folder From which it is looked for.
 */
export function isInstalled(name, folder) {
  const { resolve } = createRequire(join(folder, 'package.json'))
  // A package may export its manifest or its module alone.
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
 * Compiles TypeScript; an error of it is the exit code of the process.
 *
 * @param {string} folder Of the package.
 * @param {string} project Its configuration.
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
 * Adds the manifest of a published package, whose paths are those of `dist/`, its README and its license.
 *
 * @param {string} folder Of the package.
 * @param {string} outDir
 * @param {object} manifest
 */
export function writePublished(folder, outDir, manifest) {
  const text = JSON.stringify(manifest, null, 2).replaceAll('"./dist/', '"./')
  writeFileSync(join(outDir, 'package.json'), `${text}\n`)
  for (const name of ['README.md', 'LICENSE']) cpSync(join(folder, name), join(outDir, name))
}
