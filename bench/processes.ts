import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import type { Begun, Load, Loaded } from './load.ts'

/** Core of a process: servers under test run on the first, callers and upstreams on the second. */
export type Core = 0 | 1

const TICKS_PER_SECOND = 100

/**
 * Confines a process with all its threads to a core, or allows both. Does nothing unless there are two cores and
 * `taskset`. @returns Whether it did.
 */
export function pin(pid: number, core: Core | 'both'): boolean {
  if (cpus().length < 2) return false
  try {
    execFileSync('taskset', ['-apc', core === 'both' ? '0,1' : String(core), String(pid)], {
      stdio: 'ignore',
    })
    return true
  } catch {
    return false
  }
}

/** Returns the CPU time of a process so far, in microseconds. Its clock has steps of 10,000. */
export function cpuMicroseconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return ((Number(fields[11]) + Number(fields[12])) * 1_000_000) / TICKS_PER_SECOND
}

/**
 * Returns the CPU time of the running threads of a process so far, in nanoseconds. Threads that ended are not included.
 */
export function cpuNanoseconds(pid: number): number {
  const threads = `/proc/${pid}/task`
  return readdirSync(threads)
    .map((thread) => Number(readFileSync(`${threads}/${thread}/schedstat`, 'utf8').split(' ')[0]))
    .reduce((sum, one) => sum + one, 0)
}

/** Returns the resident memory of a process, in bytes. */
export function residentBytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) * 1024
}

/** Helper process of the bench. */
export interface Helper {
  readonly pid: number
  /** URL of the process, if it listens. */
  readonly url: string
  stop(): void
}

/** Starts a listening module of this folder on a core. */
export async function startHelper(module: string, core: Core, args: string[] = []): Promise<Helper> {
  const child = forkModule(module, args)
  const [address] = (await once(child, 'message')) as [{ port: number }]
  const pid = child.pid ?? 0
  pin(pid, core)
  return { pid, url: `http://127.0.0.1:${address.port}`, stop: () => void child.disconnect() }
}

/** Runs loads in a process of their own on the second core. Calls `begun` when measuring begins. */
export function startLoader(): { run(load: Load, begun?: () => void): Promise<Loaded>; stop(): void } {
  const child = forkModule('load.ts', [])
  pin(child.pid ?? 0, 1)
  return {
    async run(load, begun) {
      child.send(load)
      for (;;) {
        const [said] = (await once(child, 'message')) as [Loaded | Begun]
        if (said !== 'begun') return said
        begun?.()
      }
    },
    stop: () => child.disconnect(),
  }
}

function forkModule(module: string, args: string[]): ChildProcess {
  return fork(new URL(module, import.meta.url), args, { execArgv: ['--disable-warning=ExperimentalWarning'] })
}
