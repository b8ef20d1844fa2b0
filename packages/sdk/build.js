import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { replaceFolder } from '../../scripts/replace-folder.js'

/**
 * Makes `dist/` of `src/`: JavaScript, declarations, maps. Plain JavaScript, since `npm install` runs it under
 * whatever Node runs npm. Where TypeScript was left out of an installation there is nothing to build with.
 */
const compiler = compilerPath()
const dist = join(import.meta.dirname, 'dist')
if (compiler !== undefined) {
  await replaceFolder(dist, (outDir) => {
    const parameters = [compiler, '-p', import.meta.dirname, '--outDir', outDir]
    const { status } = spawnSync(process.execPath, parameters, { stdio: 'inherit' })
    process.exitCode = status ?? 1
    return status === 0
  })
} else if (process.env.npm_lifecycle_event !== 'prepare') {
  process.stderr.write('TypeScript is not installed: npm install\n')
  process.exitCode = 1
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
