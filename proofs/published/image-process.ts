import { type ChildProcess, execFileSync, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Exit } from '@bulkhead/testing/server-process'
import type { ImageConfig } from './buildah.ts'

const ENDS_WITHIN_MS = 60_000
/** Only `/data` is written: the root is mounted read-only. Environment and arguments come as `$@`. */
const ENTER = `
  mount --bind "$ROOT" "$ROOT" && mount --bind "$DATA" "$ROOT/data"
  while read -r place from; do
    [ -z "$place" ] || { mount --bind "$from" "$ROOT$place" && mount -o remount,bind,ro "$ROOT$place"; }
  done <<<"$SHARED"
  mount -o remount,bind,ro "$ROOT"
  mount -t proc proc "$ROOT/proc" && mount -t tmpfs tmpfs "$ROOT/tmp"
  mount -t tmpfs tmpfs "$ROOT/dev" && touch "$ROOT/dev/null" "$ROOT/dev/urandom"
  for device in null urandom; do mount --bind "/dev/$device" "$ROOT/dev/$device"; done
  exec chroot --userspec="$RUN_AS:$RUN_AS" "$ROOT" /usr/bin/env -i "$@"`

/** Folder with an image's files, and the other folders to mount. */
export interface ImagePlace {
  readonly root: string
  /** Folder that is mounted at `/data`. */
  readonly data: string
  /** Folders that are mounted read-only, by their path in the image. */
  readonly shared?: Readonly<Record<string, string>>
}

/** Process of an image, as process 1 in its own namespaces. */
export interface ImageProcess {
  /** Resolves with the milliseconds until it reports that it is ready. */
  readonly readyMs: Promise<number>
  readonly exited: Promise<Exit>
  printed(): string
  /** Returns the lines of `/proc/<pid>/status`, as seen from outside. */
  readonly status: () => string
  /** Runs a shell command next to the process, with its user, environment and files. */
  exec(command: string): SpawnSyncReturns<string>
  end(): Promise<Exit>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/**
 * Starts the command of an image by `unshare` and `chroot`: as its user, as process 1, on a read-only root, with a data
 * directory mounted at `/data`.
 */
export function startImage(
  { root, data, shared = {} }: ImagePlace,
  { User, Env, Entrypoint, Cmd }: ImageConfig,
  settings: Readonly<Record<string, string>>,
): ImageProcess {
  const began = performance.now()
  const environment = [...Env, ...Object.entries(settings).map(([name, value]) => `${name}=${value}`)]
  const child = spawn(
    'unshare',
    // Ends with this process, and takes what it started along.
    [
      '--mount',
      '--pid',
      '--ipc',
      '--uts',
      '--fork',
      '--kill-child',
      'bash',
      '-euc',
      ENTER,
      'enter',
      ...environment,
      ...Entrypoint,
      ...Cmd,
    ],
    {
      env: {
        PATH: process.env.PATH,
        ROOT: root,
        DATA: data,
        RUN_AS: User,
        SHARED: Object.entries(shared)
          .map((pair) => pair.join(' '))
          .join('\n'),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  running.add(child)
  let printed = ''
  const exited = once(child, 'close').then(([code, signal]): Exit => {
    running.delete(child)
    return { code, signal }
  })
  const readyMs = new Promise<number>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        if (text.includes('is ready at')) resolve(performance.now() - began)
      })
    }
    exited.then(({ code, signal }) => reject(new Error(`It ended (${code ?? signal}): ${printed}`)))
  })
  const getFirst = () =>
    Number.parseInt(execFileSync('pgrep', ['--parent', String(child.pid)], { encoding: 'utf8' }), 10)
  return {
    readyMs,
    exited,
    printed: () => printed,
    status: () => readFileSync(`/proc/${getFirst()}/status`, 'utf8'),
    exec(command) {
      const where = ['--target', String(getFirst()), '--mount', '--pid', '--root', '--wd']
      const as = ['--setuid', User, '--setgid', User, '/usr/bin/env', '-i', ...environment]
      return spawnSync('nsenter', [...where, ...as, 'sh', '-c', command], {
        encoding: 'utf8',
        timeout: ENDS_WITHIN_MS,
      })
    },
    async end() {
      process.kill(getFirst(), 'SIGTERM')
      const exit = await Promise.race([exited, sleep(ENDS_WITHIN_MS, undefined, { ref: false })])
      if (exit === undefined) throw new Error(`It did not end within ${ENDS_WITHIN_MS} ms of SIGTERM`)
      return exit
    },
  }
}
