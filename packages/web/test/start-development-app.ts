import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SERVER_PATHS } from '@bulkhead/server/http/server-paths'
import { freePort } from '@bulkhead/testing/free-port'
import { build, preview } from 'vite'
import { viteOptions } from '../vite-options.js'
import { type RunningApp, startApp } from './support/running-app.ts'

/**
 * Builds the app with the development build of React, which logs warnings, and serves it together with a server of its
 * own.
 */
export async function startDevelopmentApp(): Promise<RunningApp> {
  const outDir = mkdtempSync(join(tmpdir(), 'bulkhead-web-development-'))
  const [port, pagesPort] = [await freePort(), await freePort()]
  const url = `http://localhost:${pagesPort}`
  process.env.NODE_ENV = 'development'
  const options = {
    ...viteOptions,
    mode: 'development',
    build: { ...viteOptions.build, outDir, emptyOutDir: true, minify: false },
  } as const
  await build(options)
  const pages = await preview({
    ...options,
    preview: {
      host: 'localhost',
      port: pagesPort,
      strictPort: true,
      proxy: Object.fromEntries(SERVER_PATHS.map((path) => [`/${path}`, `http://127.0.0.1:${port}`])),
    },
  })
  const app = await startApp({ BULKHEAD_PUBLIC_URL: url }, port)
  return {
    ...app,
    url,
    async close() {
      await pages.close()
      await app.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}
