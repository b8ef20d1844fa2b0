import { flushCompileCache } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { readSettings, type Settings } from '@bulkhead/server/main/settings'
import type { RunningServer } from '@bulkhead/server/main/start-server'
import type { Started } from '@bulkhead/server/main/workers/messages'
import { connectWorker } from '@bulkhead/server/main/workers/worker'
import { getMessage } from '#command/get-message'

/** Starts the server and returns once a signal has stopped it. @param workers Replaces the setting. */
export async function serve(workers?: string): Promise<number> {
  compileWebAssemblyInOrder()
  const worker = connectWorker()
  let settings: Settings
  let server: RunningServer
  try {
    settings = readSettings({ ...process.env, ...(workers !== undefined && { BULKHEAD_WORKERS: workers }) })
    if (worker === undefined && settings.workers > 1) return await serveByWorkers(settings)
    const { startServer } = await import('@bulkhead/server/main/start-server')
    server = await startServer(settings, undefined, {}, {}, worker)
  } catch (error) {
    process.stderr.write(`bulkhead: ${getMessage(error, { systemErrors: true })}\n`)
    // Ends the process explicitly: an embedded database that failed to open may keep it alive.
    process.exit(1)
  }
  const stop = worker?.stopped ?? signalled()
  // Printed after the signal handlers are set: a reader of this line may stop the server at once.
  if (worker === undefined) process.stderr.write(banner(server))
  else worker.serve(server)
  // Written now and not only at the end, because SIGKILL may end the process.
  flushCompileCache()
  const death = await Promise.race([stop, server.died])
  if (death === undefined) {
    if (worker === undefined) process.stderr.write(STOPPING)
    await server.drain()
    await server.close()
    // The channel to the primary process keeps a worker alive.
    if (worker !== undefined) process.disconnect()
    return 0
  }
  process.stderr.write(
    `bulkhead: the embedded database has stopped and must be started again; nothing that it confirmed is lost. Is the disk full? (${death.message})\n`,
  )
  // Requests that arrived while the database died may still be unread. To close at once would reset their connections.
  await sleep(LAST_ANSWERS_MS)
  await Promise.race([server.close(), sleep(LAST_ANSWERS_MS)])
  process.exit(RESTART_ME)
}

const STOPPING = 'Stopping: no longer ready, completing the requests in progress.\n'

function signalled(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(undefined))
  })
}

/** Starts several worker processes of the server, and returns once a signal has stopped them. */
async function serveByWorkers(settings: Settings): Promise<number> {
  const { startWorkers, WorkerEndedError } = await import('@bulkhead/server/main/workers/primary')
  const workers = startWorkers(settings)
  try {
    const started = await workers.ready
    const stop = signalled()
    process.stderr.write(banner(started))
    const failed = await Promise.race([stop, workers.failed.then(() => true)])
    if (failed === true) return RESTART_ME
    process.stderr.write(STOPPING)
    await workers.stop()
    return 0
  } catch (error) {
    if (!(error instanceof WorkerEndedError)) throw error
    await workers.stop()
    return 1
  }
}

/**
 * Makes one thread at a time compile the embedded database. With one thread per core, compilation competes with the
 * thread that starts the server, and each thread takes memory: on two cores a quarter of the start time and 40 MB.
 */
function compileWebAssemblyInOrder(): void {
  setFlagsFromString('--wasm-num-compilation-tasks=1')
}

/** `EX_SOFTWARE` of sysexits.h, so that a supervisor restarts the server as after any failure. */
const RESTART_ME = 70
/** Milliseconds for requests in progress when the database dies. The server refuses them, so they end quickly. */
const LAST_ANSWERS_MS = 1_000

function banner({ url, newClient, signUpLink }: Started): string {
  const lines = [`Bulkhead is ready at ${url}`, `API reference: ${url}/docs`]
  if (signUpLink !== undefined) {
    lines.push('', 'Open this once, within 24 hours, to sign up as the first owner:', `  ${signUpLink.url}`)
  }
  if (newClient !== undefined) {
    lines.push(
      '',
      'These credentials of your first application are shown once. Keep them:',
      `  BULKHEAD_CLIENT_ID=${newClient.client_id}`,
      `  BULKHEAD_CLIENT_SECRET=${newClient.client_secret}`,
      'If you lose them, start with both variables set: a client id of your choice and a secret of 32 characters or more.',
    )
  }
  return `${lines.join('\n')}\n`
}
