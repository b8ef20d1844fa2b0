import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SERVER_PATHS } from '@bulkhead/server/http/pages/serve-app'
import { freePort } from '@bulkhead/testing/free-port'
import { until } from '@bulkhead/testing/test-server'
import { build, type InlineConfig, preview } from 'vite'
import { viteOptions } from '../vite-options.js'
import { type RunningApp, startApp } from './support/running-app.ts'

/** Folder of the run, which removes it at its end. */
const FOLDER = process.env.BULKHEAD_TEST_STORES

/**
 * Builds the app with the development build of React, which logs warnings, and serves it together with a server of its
 * own.
 */
export async function startDevelopmentApp(): Promise<RunningApp> {
  const [port, pagesPort] = [await freePort(), await freePort()]
  const url = `http://localhost:${pagesPort}`
  process.env.NODE_ENV = 'development'
  const outDir = await buildOnce()
  const pages = await preview({
    ...toOptions(outDir),
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
      if (FOLDER === undefined) rmSync(outDir, { recursive: true, force: true })
    },
  }
}

/** Returns the folder of the build. Of the processes of a run the first one builds, and the others wait for it. */
async function buildOnce(): Promise<string> {
  const outDir =
    FOLDER === undefined ? mkdtempSync(join(tmpdir(), 'bulkhead-web-')) : join(FOLDER, 'web-development')
  const built = join(outDir, 'built')
  if (FOLDER === undefined || mkdirSync(outDir, { recursive: true }) !== undefined) {
    await build(toOptions(outDir))
    writeFileSync(built, '')
  }
  await until(() => existsSync(built), 300_000)
  return outDir
}

function toOptions(outDir: string): InlineConfig {
  return {
    ...viteOptions,
    mode: 'development',
    build: { ...viteOptions.build, outDir, emptyOutDir: true, minify: false },
  }
}
