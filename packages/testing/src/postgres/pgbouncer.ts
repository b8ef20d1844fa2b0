import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#free-port'
import { newStoreFolder } from '#store-folder'

/** Debian's PgBouncer in front of a Postgres. */
export interface PgBouncer {
  /** Returns the same URL through the pooler. */
  readonly through: (url: string) => string
  kill(): Promise<void>
  /** Starts it again, at the same port. */
  startAgain(): Promise<void>
  close(): Promise<void>
}

export interface PgBouncerOptions {
  /** URL of the Postgres behind the pooler. */
  readonly url: string
  /** URLs whose logins may connect through the pooler. */
  readonly logins: readonly string[]
  readonly mode?: 'transaction' | 'session'
  /** Number of server connections for each login and database. */
  readonly size?: number
  /**
   * Maximum number of prepared statements. 0 mixes up the prepared statements of its clients, as versions before 1.21
   * do.
   */
  readonly maxPreparedStatements?: number
}

const READY_WITHIN_MS = 30_000
/** User id to run as: PgBouncer refuses to run as root. */
const NOBODY = 65_534

export async function startPgBouncer(options: PgBouncerOptions): Promise<PgBouncer> {
  const { url, logins, mode = 'transaction', size = 5, maxPreparedStatements = 200 } = options
  const folder = newStoreFolder('pgbouncer')
  const port = await freePort()
  const target = new URL(url)
  const users = logins.map((login) => {
    const { username, password } = new URL(login)
    return `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"`
  })
  writeFileSync(join(folder, 'users.txt'), `${users.join('\n')}\n`)
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=${target.hostname} port=${target.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${join(folder, 'users.txt')}
pool_mode = ${mode}
default_pool_size = ${size}
max_prepared_statements = ${maxPreparedStatements}
max_client_conn = 200
`,
  )
  chmodSync(folder, 0o755)
  const isRoot = process.getuid?.() === 0
  let child: ChildProcess
  process.once('exit', () => child.kill('SIGKILL'))
  async function start() {
    child = spawn('pgbouncer', [join(folder, 'pgbouncer.ini')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(isRoot && { uid: NOBODY, gid: NOBODY }),
    })
    await untilListening(child, port)
  }
  async function kill() {
    const ended = once(child, 'exit')
    if (child.kill('SIGKILL')) await ended
  }
  await start()
  return {
    through(of) {
      const pooled = new URL(of)
      pooled.hostname = '127.0.0.1'
      pooled.port = String(port)
      return pooled.href
    },
    kill,
    startAgain: start,
    async close() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  let said = ''
  let hasEnded = false
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.once('error', (error) => {
    hasEnded = true
    said += error.message
  })
  child.once('exit', () => {
    hasEnded = true
  })
  for (const end = Date.now() + READY_WITHIN_MS; ; await sleep(20)) {
    const socket = connect(port, '127.0.0.1')
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isThere) return
    if (hasEnded || Date.now() > end) throw new Error(`PgBouncer did not start: ${said}`)
  }
}
