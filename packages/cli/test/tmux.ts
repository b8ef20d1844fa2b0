import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds in which more of the same output arrives. */
const SAME_OUTPUT_MS = 20
/** A screen is read again after this time, whatever tmux reports. */
const READ_AGAIN_MS = 2_000

interface Asked {
  readonly resolve: (lines: string) => void
  readonly reject: (error: Error) => void
}

/**
 * A real terminal: a shell in tmux. Tests type into it and read its screen. One client in control mode carries all
 * commands and reports new output, so that a test starts no further process and reads no screen twice.
 */
export class Tmux {
  readonly #client: ChildProcessByStdio<Writable, Readable, null>
  /** Commands that were sent and wait for their reply, in this order. */
  readonly #asked: Asked[] = []
  #reply: string[] | undefined
  #changed = Promise.withResolvers<void>()
  #runs = 0

  private constructor(client: ChildProcessByStdio<Writable, Readable, null>) {
    this.#client = client
    createInterface({ input: client.stdout }).on('line', (line) => this.#take(line))
    client.stdin.on('error', () => {})
    client.once('close', () => {
      for (const { reject } of this.#asked.splice(0)) reject(new Error('tmux has ended.'))
    })
  }

  /** Opens a terminal of this size. @param environment The shell's whole environment. */
  static async open(environment: Readonly<Record<string, string>>, columns = 110, rows = 60): Promise<Tmux> {
    const socket = `bulkhead-${process.pid}-${Math.random().toString(36).slice(2)}`
    const variables = Object.entries({ TERM: 'xterm-256color', PS1: '$ ', ...environment })
    const shell = ['env', '-i', ...variables.map(([name, value]) => `${name}=${value}`)]
    const size = ['-x', String(columns), '-y', String(rows)]
    const client = spawn(
      'tmux',
      [
        ...['-L', socket, '-C', '-f', '/dev/null', 'new-session', ...size, '--'],
        ...[...shell, 'bash', '--norc', '--noprofile'],
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    )
    return new Tmux(client)
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
      const changed = this.#changed.promise
      const screen = await this.screen()
      if (what.test(screen)) return screen
      if (Date.now() > end) throw new Error(`${what} did not come to be seen:\n${screen}`)
      await Promise.race([changed, sleep(READ_AGAIN_MS, undefined, { ref: false })])
      await sleep(SAME_OUTPUT_MS)
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
    const below = screen.slice(screen.indexOf('\n', screen.lastIndexOf('PIPESTATUS')) + 1)
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
    const closed = once(this.#client, 'close')
    this.#client.stdin.write('kill-server\n')
    await closed
  }

  #tmux(...args: string[]): Promise<string> {
    const quoted = args.map((arg) => `'${arg.replaceAll("'", "'\\''")}'`)
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve, reject })
      this.#client.stdin.write(`${quoted.join(' ')}\n`)
    })
  }

  /** Reads a line of the client: of the reply to a command between `%begin` and `%end`, else a report. */
  #take(line: string): void {
    const [word, , , isOwn] = line.split(' ', 4)
    if (this.#reply !== undefined && (word === '%end' || word === '%error')) {
      const lines = this.#reply.join('\n')
      this.#reply = undefined
      // What the client itself asked for at its start has no flag.
      if (isOwn !== '1') return
      const asked = this.#asked.shift()
      if (word === '%end') asked?.resolve(lines)
      else asked?.reject(new Error(lines))
    } else if (this.#reply !== undefined) this.#reply.push(line)
    else if (word === '%begin') this.#reply = []
    else if (word === '%output') {
      this.#changed.resolve()
      this.#changed = Promise.withResolvers()
    }
  }
}
