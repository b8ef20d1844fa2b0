import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const exec = promisify(execFile)

/** A real terminal: a shell in tmux. Tests type into it and read its screen. */
export class Tmux {
  readonly #socket: string
  #runs = 0

  private constructor(socket: string) {
    this.#socket = socket
  }

  /** Opens a terminal of this size. @param environment The shell's whole environment. */
  static async open(environment: Readonly<Record<string, string>>, columns = 110, rows = 60): Promise<Tmux> {
    const made = new Tmux(`bulkhead-${process.pid}-${Math.random().toString(36).slice(2)}`)
    const variables = Object.entries({ TERM: 'xterm-256color', PS1: '$ ', ...environment })
    const shell = [
      'env',
      '-i',
      ...variables.map(([name, value]) => `${name}=${value}`),
      'bash',
      '--norc',
      '--noprofile',
    ]
    await made.#tmux(
      '-f',
      '/dev/null',
      'new-session',
      '-d',
      '-x',
      String(columns),
      '-y',
      String(rows),
      '--',
      ...shell,
    )
    return made
  }

  /** Returns the visible text and the text scrolled away since {@link clear}. Wrapped lines are joined. */
  async screen(): Promise<string> {
    return (await this.#tmux('capture-pane', '-p', '-J', '-S', '-')).replace(/\n+$/, '')
  }

  /** Types a line without Enter. */
  async type(text: string): Promise<void> {
    await this.#tmux('send-keys', '-l', '--', text)
  }

  /** Presses keys by their names: `Enter`, `C-c`, `Tab`. */
  async press(...keys: string[]): Promise<void> {
    await this.#tmux('send-keys', ...keys)
  }

  /** Waits until the screen shows this text. @returns The screen. */
  async see(what: RegExp, timeoutMs = 240_000): Promise<string> {
    const end = Date.now() + timeoutMs
    for (;;) {
      const screen = await this.screen()
      if (what.test(screen)) return screen
      if (Date.now() > end) throw new Error(`${what} did not come to be seen:\n${screen}`)
      await sleep(50)
    }
  }

  /** Types a line of shell and presses Enter; {@link ended} waits for its end. */
  async start(line: string): Promise<void> {
    this.#runs++
    await this.#tmux('send-keys', '-R')
    await this.#tmux('clear-history')
    // The exit codes of all parts of a pipe. The typed marker contains quotes, so a search finds only the printed one.
    await this.type(`${line}; printf '\\n[%s'" ${this.#runs}: %s]\\n" ended "\${PIPESTATUS[*]}"`)
    await this.press('Enter')
  }

  /** Waits for the end of the line. @returns Exit codes of its parts, and the output below it. */
  async ended(): Promise<{ readonly codes: readonly number[]; readonly screen: string }> {
    const marker = new RegExp(`\\n\\[ended ${this.#runs}: ([\\d ]+)\\]`)
    const screen = await this.see(marker)
    const codes = (marker.exec(screen)?.[1] ?? '').split(' ').map(Number)
    const below = screen.slice(screen.indexOf('\n', screen.indexOf('PIPESTATUS')) + 1)
    return { codes, screen: below.slice(0, below.search(marker)).trim() }
  }

  /** Runs a line of shell to its end. */
  async run(line: string) {
    await this.start(line)
    return this.ended()
  }

  async resize(columns: number, rows = 60): Promise<void> {
    await this.#tmux('resize-window', '-x', String(columns), '-y', String(rows))
  }

  async close(): Promise<void> {
    await this.#tmux('kill-server').catch(() => {})
  }

  async #tmux(...args: string[]): Promise<string> {
    return (await exec('tmux', ['-L', this.#socket, ...args])).stdout
  }
}
