import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../..')
const START_TIMEOUT_MS = 30_000

/** A server in a process of its own, started as an operator starts it. */
export interface ServerProcess {
  readonly url: string
  readonly child: ChildProcess
  /** What it wrote to standard error so far. */
  readonly errors: () => string
  /** Sends a signal and waits for the end. @returns The exit code, or null after a signal. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts `bulkhead serve` with these settings and waits until it is ready. */
export async function startServerProcess(
  environment: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const port = environment.BULKHEAD_PORT ?? String(await freePort())
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(ROOT, 'packages/cli/src/bulkhead.ts'), 'serve'],
    {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, BULKHEAD_LOG_LEVEL: 'warn', ...environment, BULKHEAD_PORT: port },
    },
  )
  const killAtExit = () => void child.kill('SIGKILL')
  process.once('exit', killAtExit)
  child.once('exit', () => process.off('exit', killAtExit))
  let errors = ''
  const ready = new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString('utf8')
      if (errors.includes('Bulkhead is ready')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${errors}`)))
    setTimeout(
      () => reject(new Error(`The server was not ready in time: ${errors}`)),
      START_TIMEOUT_MS,
    ).unref()
  })
  await ready
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    errors: () => errors,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const exited = once(child, 'exit')
      child.kill(signal)
      await exited
      return child.exitCode
    },
  }
}

/** A port of 127.0.0.1 that nobody listens on right now. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}
