import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createServer } from 'vite'
import { SERVER_PATHS } from '../packages/server/src/http/pages/serve-app.ts'
import { viteOptions } from '../packages/web/vite-options.js'

/**
 * Starts the server, and restarts it when one of its files changes. Also starts the web app, whose changes the browser
 * loads at once. The app listens on port 4748 and forwards other requests to the server.
 */
const port = 4748
const api = `http://127.0.0.1:${process.env.BULKHEAD_PORT ?? 4747}`

const server = spawn(
  process.execPath,
  ['--conditions=@bulkhead/source', '--watch', 'packages/cli/src/bulkhead.ts', 'serve'],
  {
    cwd: join(import.meta.dirname, '..'),
    env: { BULKHEAD_PUBLIC_URL: `http://localhost:${port}`, ...process.env },
    stdio: 'inherit',
  },
)
const vite = await createServer({
  ...viteOptions,
  server: {
    host: 'localhost',
    port,
    strictPort: true,
    proxy: Object.fromEntries(SERVER_PATHS.map((path) => [`/${path}`, api])),
  },
})
await vite.listen()
process.stderr.write(`The app, reloading: http://localhost:${port}\n`)

server.once('exit', (code) => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    server.kill(signal)
    await vite.close()
  })
}
