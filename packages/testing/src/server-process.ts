import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { COMPILE_CACHE, PROGRAM } from './program.ts'

const READY = /Bulkhead is ready at (\S+)/
const STARTS_WITHIN_MS = 180_000
const STARTS_AT_MOST = 5
/**
 * Flags of Node. Servers of `npm test` end before optimizing PGlite's WebAssembly pays off. Proofs measure what
 * operators run.
 */
const FLAGS = process.env.BULKHEAD_TEST_STORES === undefined ? [] : ['--liftoff-only']

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** Separate process of `bulkhead serve`, as an operator runs it. */
export interface ServerProcess {
  readonly pid: number
  /**
   * Resolves with the URL once the server reports that it is ready. @throws Error with its stderr if it ends before.
   */
  readonly ready: Promise<string>
  /** Time from process start to ready, in milliseconds. Undefined before. */
  readyMs(): number | undefined
  readonly exited: Promise<Exit>
  stderr(): string
  /** Newest 20,000 lines of the log. */
  readonly log: readonly string[]
  /** Sends the signal and waits until the process has ended. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<Exit>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
// Without a listener these signals end the process without `exit`, and its children stay.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/**
 * Starts a server with only these settings and those that every proof needs.
 *
 * @param program Path of the command `bulkhead`: the repository's, or that of a release.
 */
export function startServerProcess(
  settings: Readonly<Record<string, string>>,
  program = PROGRAM,
): ServerProcess {
  const startedAt = performance.now()
  const child = spawn(
    process.execPath,
    [...FLAGS, '--disable-warning=ExperimentalWarning', program, 'serve'],
    {
      env: {
        PATH: process.env.PATH,
        // No test fetches the documents of vendors.
        BULKHEAD_CLIENT_ID_DOCUMENTS: 'on',
        ...COMPILE_CACHE,
        BULKHEAD_PORT: '0',
        BULKHEAD_PUBLIC_URL: 'http://proof.test',
        BULKHEAD_EGRESS_ALLOW: '127.0.0.0/8',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  running.add(child)
  const log: string[] = []
  let stderr = ''
  let readyMs: number | undefined
  const ended = once(child, 'close').then(([code, signal]): Exit => {
    running.delete(child)
    return { code, signal }
  })
  eachLine(child.stdout, (line) => {
    log.push(line)
    if (log.length > 20_000) log.splice(0, 10_000)
  })
  const { promise: settled, resolve: settle } = Promise.withResolvers<unknown>()
  const ready = new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      const url = READY.exec(stderr)?.[1]
      if (url === undefined || readyMs !== undefined) return
      readyMs = performance.now() - startedAt
      resolve(url)
    })
    ended.then(({ code, signal }) =>
      reject(new Error(`The server ended (${code ?? signal}) before it was ready: ${stderr}`)),
    )
    const late = setTimeout(() => {
      const told = [stderr, ...log.slice(-20)].join('\n')
      reject(new Error(`The server was not ready within ${STARTS_WITHIN_MS} ms: ${told}`))
      child.kill('SIGKILL')
    }, STARTS_WITHIN_MS)
    late.unref()
    settled.then(() => clearTimeout(late))
  })
  ready.then(settle, settle)

  return {
    pid: child.pid as number,
    ready,
    readyMs: () => readyMs,
    exited: ended,
    stderr: () => stderr,
    log,
    async end(signal) {
      child.kill(signal)
      const exit = await Promise.race([ended, sleep(30_000, undefined, { ref: false })])
      if (exit !== undefined) return exit
      child.kill('SIGKILL')
      throw new Error(`The server did not end within 30 s of ${signal}.`)
    },
  }
}

/**
 * Starts a server as a supervisor does: again, while it ends because the database does not respond in time. On a busy
 * machine that happens after a kill.
 */
export async function superviseServerProcess(
  settings: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  for (let start = 1; ; start += 1) {
    const server = startServerProcess(settings)
    try {
      await server.ready
      return server
    } catch (error) {
      if (start === STARTS_AT_MOST || !/does not respond|timeout expired/.test(server.stderr())) throw error
    }
  }
}

function eachLine(stream: Readable, take: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  })
}

export interface ReadyServer {
  readonly url: string
  readonly pid: number
  stderr(): string
  /** Sends the signal and waits until the process has ended. @returns The exit code, null after a signal. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
}

/** Starts a server like {@link startServerProcess} and waits until it is ready. */
export async function startReadyServer(settings: Readonly<Record<string, string>>): Promise<ReadyServer> {
  const server = startServerProcess(settings)
  const url = await server.ready
  return {
    url,
    pid: server.pid,
    stderr: server.stderr,
    end: async (signal) => (await server.end(signal)).code,
  }
}
