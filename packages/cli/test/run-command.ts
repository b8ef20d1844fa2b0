import { Readable, Writable } from 'node:stream'
import { run } from '#run'
import type { Screen, Terminal } from '#terminal/terminal'

/** Result of a command, with its output. */
export interface Ended {
  readonly code: number
  readonly stdout: string
  /** Standard error as a terminal shows it in the end, without erased lines, such as that the server is slow. */
  readonly stderr: string
  /** Standard output, parsed as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what it is
  json(): any
  /** The error on standard error, its last line. */
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what it is
  error(): any
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>
  /** Standard input. Undefined: none. */
  readonly stdin?: string
  /** Columns of the terminal, if output goes to one. Nobody types there: stdin stays a pipe. */
  readonly columns?: number
  /** Called with the content of standard error each time that more is written. */
  readonly onStderr?: (text: string) => void
}

/** Start of a line over an earlier one, with what it erases itself. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are controlled by these
const ERASED = /\r\x1b\[K(?:[^\r\n]*(?=\r\x1b\[K))?/g

/** Runs a command line in this process, its output going to memory. */
export async function runCommand(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const { environment = {}, stdin, columns, onStderr } = options
  const out = collector(columns)
  const err = collector(columns, onStderr)
  const terminal: Terminal = {
    stdin: Readable.from(stdin === undefined ? [] : [stdin]),
    stdout: out.screen,
    stderr: err.screen,
    environment,
  }
  const code = await run(args, terminal, '0.0.0-test')
  return {
    code,
    stdout: out.text(),
    stderr: err.text().replaceAll(ERASED, ''),
    json: () => JSON.parse(out.text()),
    error: () => JSON.parse(err.text().trim().split('\n').at(-1) ?? ''),
  }
}

function collector(
  columns: number | undefined,
  onText: (text: string) => void = () => {},
): { readonly screen: Screen; text(): string } {
  let text = ''
  const writable = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      text += chunk.toString()
      onText(text)
      done()
    },
  })
  // A terminal without colors, because these tests are not about bold text.
  const facts = { isTTY: true, columns, getColorDepth: () => 1 }
  const screen = columns === undefined ? writable : Object.assign(writable, facts)
  return { screen, text: () => text }
}
