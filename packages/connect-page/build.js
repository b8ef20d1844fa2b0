import { join } from 'node:path'
import { build } from 'vite'
import { replaceFolder } from '../../scripts/build/replace-folder.js'
import { viteOptions } from './vite-options.js'

/** Builds `dist/`, which the server serves at `/connect/`. `npm install` runs it. */
await replaceFolder(join(import.meta.dirname, 'dist'), async (outDir) => {
  await build({ ...viteOptions, build: { ...viteOptions.build, outDir } })
  return true
})
