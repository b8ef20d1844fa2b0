import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#free-port'

/** Debian's Valkey without persistence: after a kill, it starts empty. */
export interface ValkeyServer {
  readonly url: string
  kill(): Promise<void>
  /** Starts it again on the same port, unless it runs. */
  start(): Promise<void>
  /** Freezes it without closing its connections, or lets it continue. */
  freeze(isFrozen: boolean): void
}

const READY_WITHIN_MS = 30_000
const PASSWORD = 'valkey-of-a-test'

export async function startValkeyServer(): Promise<ValkeyServer> {
  const port = await freePort()
  let child: ChildProcess | undefined
  process.once('exit', () => child?.kill('SIGKILL'))
  const server: ValkeyServer = {
    url: `valkey://:${PASSWORD}@127.0.0.1:${port}/3`,
    async kill() {
      const ended = child && once(child, 'exit')
      if (child?.kill('SIGKILL')) await ended
      child = undefined
    },
    async start() {
      if (child !== undefined) return
      child = spawn('valkey-server', ['-'], { stdio: ['pipe', 'pipe', 'inherit'] })
      child.stdin?.end(`bind 127.0.0.1\nport ${port}\nrequirepass ${PASSWORD}\nsave ""\nappendonly no\n`)
      let said = ''
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
      child.once('error', (error) => {
        said += error.message
      })
      for (const end = Date.now() + READY_WITHIN_MS; !said.includes('Ready to accept'); await sleep(10))
        if (child.exitCode !== null || child.pid === undefined || Date.now() > end)
          throw new Error(`Valkey did not start: ${said}`)
    },
    freeze: (isFrozen) => void child?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT'),
  }
  await server.start()
  return server
}
