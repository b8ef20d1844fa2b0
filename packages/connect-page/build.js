import { createRequire } from 'node:module'
import { join } from 'node:path'
import { replaceFolder } from '@bulkhead/tools/replace-folder'

/**
 * Makes `dist/`, which the server serves at `/connect/`. `npm install` runs it. Where Vite was left out of an
 * installation there is nothing to build with.
 */
const dist = join(import.meta.dirname, 'dist')
if (isInstalled('vite')) {
  const [{ build }, { viteOptions }] = await Promise.all([import('vite'), import('./vite-options.js')])
  await replaceFolder(dist, async (outDir) => {
    await build({ ...viteOptions, build: { ...viteOptions.build, outDir } })
    return true
  })
} else if (process.env.npm_lifecycle_event !== 'prepare') {
  process.stderr.write('Vite is not installed: npm install\n')
  process.exitCode = 1
}

/** @param {string} name */
function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`)
    return true
  } catch {
    return false
  }
}
