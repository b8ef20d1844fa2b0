import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** TypeScript 7. The package named `typescript` is version 6, whose API the linters and TypeDoc need. */
const COMPILER = '@typescript/native/package.json'

/**
 * Compiles TypeScript. An error sets the exit code of the process.
 *
 * @param {string} folder Folder of the package.
 * @param {string} project Configuration file.
 * @param {string} outDir
 * @returns {boolean} Whether it compiled.
 */
export function compileTypeScript(folder, project, outDir) {
  const manifest = createRequire(join(folder, 'package.json')).resolve(COMPILER)
  const compiler = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.tsc)
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
