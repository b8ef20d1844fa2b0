import { buildPackage } from '@bulkhead/tools/build-package'

/** Builds `dist/`, which the server serves. `npm install` runs it. */
await buildPackage(import.meta.dirname, ['vite'], async (outDir) => {
  const [{ build }, { viteOptions }] = await Promise.all([import('vite'), import('./vite-options.js')])
  await build({ ...viteOptions, build: { ...viteOptions.build, outDir } })
  return true
})
