import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Configuration of an image, as far as a proof uses it. */
export interface ImageConfig {
  readonly User: string
  readonly Env: readonly string[]
  readonly Entrypoint: readonly string[]
  readonly Cmd: readonly string[]
  readonly Healthcheck?: { readonly Test: readonly string[] }
}

/**
 * Debian's buildah with a store of its own. Commands run by `chroot` on the network of the machine: if containers are
 * built inside a container, a runtime often gets no namespaces and limits.
 */
export class Buildah {
  readonly #folder: string
  readonly #environment: NodeJS.ProcessEnv
  readonly #limits: readonly string[]

  constructor(folder: string) {
    this.#folder = folder
    const configuration = join(folder, 'containers.conf')
    mkdirSync(folder, { recursive: true })
    // buildah would raise these limits, which not every user may.
    const limits = [
      ['nofile', 'n'],
      ['nproc', 'u'],
    ].map(([name, flag]) => {
      const read = (kind: string) =>
        execFileSync('bash', ['-c', `ulimit -${kind}${flag}`], { encoding: 'utf8' }).trim()
      return `${name}=${read('S')}:${read('H')}`
    })
    writeFileSync(configuration, '[containers]\n')
    this.#limits = limits.flatMap((limit) => ['--ulimit', limit])
    this.#environment = { ...process.env, CONTAINERS_CONF: configuration }
  }

  /** Runs a command of buildah. @returns Its output. @throws Error with its output, also after `seconds`. */
  run(given: readonly string[], seconds = 120): string {
    const store = ['--root', join(this.#folder, 'root'), '--runroot', join(this.#folder, 'run')]
    return execFileSync('buildah', [...store, '--storage-driver', 'overlay', ...given], {
      encoding: 'utf8',
      env: this.#environment,
      timeout: seconds * 1_000,
      maxBuffer: 64_000_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim()
  }

  /** Creates a container of an image, or of `scratch`. @returns Its name. */
  from(image: string): string {
    return this.run(['from', ...this.#limits, image])
  }

  /** Builds a `Dockerfile`. */
  build(root: string, tag: string, given: readonly string[], seconds: number): string {
    const how = ['--isolation', 'chroot', '--network', 'host', '--format', 'docker', '--layers=false']
    return this.run(['build', ...how, ...this.#limits, ...given, '--tag', tag, root], seconds)
  }

  config(image: string): ImageConfig {
    return JSON.parse(this.run(['inspect', '--type', 'image', image])).Docker.config
  }

  /** Removes all images. Afterwards the folder can be deleted. */
  close(): void {
    this.run(['rmi', '--all', '--force'])
    // buildah mounts its store on itself, and leaves that mount.
    spawnSync('umount', [join(this.#folder, 'root/overlay')])
  }

  /** Mounts a container. @returns Folder with its files. */
  mount(container: string): string {
    return this.run(['mount', container])
  }
}
