import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Processes that may use only a share of a processor each. */
export interface HeldProcesses {
  /** Name of the mechanism, for a report. */
  readonly how: string
  release(): void
}

const PERIOD_US = 20_000
const ROOT = '/sys/fs/cgroup'

/**
 * Holds each process, all its threads together, to a share of a processor: by control groups, or by stopping it for the
 * rest of each period where they cannot be written.
 */
export function holdProcesses(pids: readonly number[], share: number): HeldProcesses {
  const quota = Math.round(PERIOD_US * share)
  try {
    return byGroups(pids, quota)
  } catch {
    return bySignals(pids, quota)
  }
}

function byGroups(pids: readonly number[], quota: number): HeldProcesses {
  const isUnified = existsSync(join(ROOT, 'cgroup.controllers'))
  const root = isUnified ? ROOT : join(ROOT, 'cpu')
  const folders: string[] = []
  const release = () => {
    for (const [index, folder] of folders.entries()) {
      moveTo(root, pids[index])
      try {
        rmdirSync(folder)
      } catch {
        // A process that is ending is still in it. An empty group does no harm.
      }
    }
  }
  try {
    if (isUnified) writeFileSync(join(root, 'cgroup.subtree_control'), '+cpu')
    for (const pid of pids) {
      const folder = join(root, `bulkhead-proof-${pid}`)
      mkdirSync(folder)
      folders.push(folder)
      if (isUnified) writeFileSync(join(folder, 'cpu.max'), `${quota} ${PERIOD_US}`)
      else {
        writeFileSync(join(folder, 'cpu.cfs_period_us'), String(PERIOD_US))
        writeFileSync(join(folder, 'cpu.cfs_quota_us'), String(quota))
      }
      writeFileSync(join(folder, 'cgroup.procs'), String(pid))
    }
  } catch (error) {
    release()
    throw error
  }
  return { how: isUnified ? 'cgroup v2' : 'cgroup v1', release }
}

function moveTo(group: string, pid: number | undefined): void {
  try {
    writeFileSync(join(group, 'cgroup.procs'), String(pid))
  } catch {
    // The process has ended.
  }
}

/** Runs in a process of its own, whose timers nothing delays. */
const STOPPER = `
  const [on, period, ...pids] = process.argv.slice(1).map(Number)
  const signal = (name) => { for (const pid of pids) try { process.kill(pid, name) } catch {} }
  process.on('SIGTERM', () => { signal('SIGCONT'); process.exit() })
  setInterval(() => { signal('SIGCONT'); setTimeout(signal, on, 'SIGSTOP') }, period)
`

function bySignals(pids: readonly number[], quota: number): HeldProcesses {
  const times = [quota, PERIOD_US].map((us) => String(us / 1_000))
  const child = spawn(process.execPath, ['-e', STOPPER, ...times, ...pids.map(String)], { stdio: 'ignore' })
  return { how: 'SIGSTOP and SIGCONT', release: () => void child.kill('SIGTERM') }
}

/** Returns the ids of a process and of all processes below it. */
export function getTree(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
  return [pid, ...children.flatMap((child) => getTree(Number(child)))]
}

/** Returns the processor time that processes have used, in milliseconds. */
export function getCpuMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    // The name in parentheses may contain spaces.
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?=\S )/)
    const [user, system] = fields.split(' ').slice(11, 13).map(Number)
    return sum + ((user ?? 0) + (system ?? 0)) * TICK_MS
  }, 0)
}

/** Linux reports times in hundredths of a second on all its platforms. */
const TICK_MS = 10
