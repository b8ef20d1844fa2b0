import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Makes `dist/` of `src/`: JavaScript, declarations, maps. Plain JavaScript, since `npm install` runs it under
 * whatever Node runs npm. Where TypeScript was left out of an installation there is nothing to build with.
 */
const compiler = compilerPath()
const dist = join(import.meta.dirname, 'dist')
if (compiler !== undefined) {
  // Beside it and then in its place, for other processes may be using what was built before.
  const [made, old] = [`${dist}-${process.pid}`, `${dist}-${process.pid}-old`]
  const parameters = [compiler, '-p', import.meta.dirname, '--outDir', made]
  const { status } = spawnSync(process.execPath, parameters, { stdio: 'inherit' })
  if (status === 0) {
    if (existsSync(dist)) renameSync(dist, old)
    renameSync(made, dist)
  }
  for (const folder of [made, old]) rmSync(folder, { recursive: true, force: true })
  process.exitCode = status ?? 1
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
