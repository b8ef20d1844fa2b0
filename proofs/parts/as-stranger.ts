import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { ProofReport } from './run-proof.ts'

const ROOT = join(import.meta.dirname, '../..')
const PLATFORM = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

/** Node versions, each from its npm package: the package to install, and the path of the program. */
export const NODES = {
  20: { package: `node20@npm:node-${PLATFORM}@20.20.2`, bin: 'node_modules/node20/bin' },
  22: { package: `node22@npm:node-${PLATFORM}@22.23.3`, bin: 'node_modules/node22/bin' },
  24: { package: `node24@npm:node-${PLATFORM}@24.21.0`, bin: 'node_modules/node24/bin' },
} as const

/** Result of a shell command. */
export interface Ended {
  readonly code: number | null
  /** Standard output, followed by standard error. */
  readonly printed: string
}

/** User who has only the packed packages. */
export class Stranger {
  /** Folder that contains everything of this user. */
  readonly folder: string
  #failed: string[] = []
  #succeeded = 0

  constructor(name: string) {
    this.folder = mkdtempSync(join(tmpdir(), `bulkhead-${name}-`))
  }

  /** Adds the failed commands and the count of the others to the report of a proof. */
  state({ fault, count }: ProofReport): void {
    fault(this.#failed)
    count({ 'commands that succeeded': this.#succeeded })
  }

  /** Runs bash code. */
  async shell(code: string, cwd: string, environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', code], {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    const [printed, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
    return { code: await ended, printed: `${printed}${errors}` }
  }

  /** Runs bash code that must succeed. @returns Its output. */
  async mustRun(code: string, cwd: string): Promise<string> {
    const ended = await this.shell(code, cwd)
    if (ended.code !== 0) throw new Error(`${code}: ${ended.printed}`)
    return ended.printed
  }

  /** Creates a folder with these files. @returns Its path. */
  newFolder(name: string, files: Readonly<Record<string, unknown>> = {}): string {
    const path = join(this.folder, name)
    mkdirSync(path)
    this.write(path, files)
    return path
  }

  /** Writes files into a folder; objects as JSON. */
  write(place: string, files: Readonly<Record<string, unknown>>): void {
    for (const [file, content] of Object.entries(files)) {
      writeFileSync(join(place, file), typeof content === 'string' ? content : JSON.stringify(content))
    }
  }

  /** Installs packages with npm. */
  install(place: string, ...packages: readonly string[]): Promise<string> {
    const quoted = packages.map((name) => `'${name}'`).join(' ')
    return this.mustRun(`npm install --no-audit --no-fund --silent ${quoted}`, place)
  }

  /**
   * Packs a package of the repository. @param place Its folder, relative to the root. @returns The path of the tarball.
   */
  async pack(place: string): Promise<string> {
    const packed = await this.mustRun(
      `npm pack --silent --pack-destination '${this.folder}'`,
      join(ROOT, place),
    )
    return join(this.folder, packed.trim().split('\n').at(-1) ?? '')
  }

  /** Runs tools for package authors on tarballs. */
  async askAuthors(...tarballs: readonly string[]): Promise<void> {
    const authors = this.newFolder('authors', { 'package.json': { private: true } })
    await this.install(authors, '@arethetypeswrong/cli@0.18.5', 'publint@0.3.25')
    for (const tarball of tarballs) {
      const name = tarball.replace(/.*\/(.*)-[\d.]+\.tgz$/, '$1')
      const ask = (tool: string) => this.shell(`node_modules/.bin/${tool} '${tarball}'`, authors)
      // The packages for browsers and for Node 24 have no CommonJS version.
      const attw = /-(connect|engine)$/.test(name) ? 'attw --profile esm-only' : 'attw'
      this.report(`attw: ${name}`, await ask(attw))
      this.report(`publint: ${name}`, await ask('publint --strict'))
    }
  }

  /** Reports the result of a command. */
  report(what: string, { code, printed }: Ended, isGood = code === 0): void {
    if (isGood) this.#succeeded += 1
    else this.#failed.push(what)
    process.stdout.write(`${isGood ? 'ok  ' : 'FAIL'} ${what}\n${isGood ? '' : `${printed}\n`}`)
  }

  /** Removes everything. */
  leave(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}
