import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { CommandError, EXIT, UsageError } from '#command/command-error'
import type { Terminal } from './terminal.ts'

/** Returns whether a value names a source, `@file` or `-` for standard input, and is not the value itself. */
export function isSource(value: string): boolean {
  return value === '-' || value.startsWith('@')
}

/**
 * Reads the value of a flag: `-` reads standard input, `@file` reads a file, anything else is the value itself.
 *
 * @throws CommandError if the source cannot be read.
 */
export async function readInput(value: string, flag: string, { stdin }: Terminal): Promise<string> {
  if (value === '-') {
    if (stdin.isTTY === true) {
      const message = `${flag} - reads standard input, which is your keyboard here.`
      throw new UsageError(message, `Pipe something in, or use ${flag} @file.`)
    }
    return text(stdin)
  }
  if (!value.startsWith('@')) return value
  return (await readBytes(value.slice(1), flag)).toString('utf8')
}

/** Reads the file of a flag. @throws CommandError if it cannot be read. */
export async function readBytes(path: string, flag: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'permission denied' : code
    throw new CommandError(EXIT.invalid, 'unreadable_file', `${flag}: ${path} cannot be read: ${why}.`)
  }
}

/** Reads a flag like {@link readInput} and parses it as JSON. @throws UsageError if it is not JSON. */
export async function readJson(
  value: string,
  flag: string,
  terminal: Terminal,
  hint = `Pass JSON, @file for a file, or - for standard input: ${flag} '{"name": "value"}'`,
): Promise<unknown> {
  const read = await readInput(value, flag, terminal)
  try {
    return JSON.parse(read)
  } catch (error) {
    // The input may be a secret, and the parser's message quotes a part of it.
    const place = /at position \d+( \(line \d+ column \d+\))?/.exec((error as Error).message)?.[0]
    const what = read.trim() === '' ? 'is empty' : `is not JSON${place === undefined ? '' : ` (${place})`}`
    throw new UsageError(`${flag} ${what}.`, hint)
  }
}

/** Reads JSON that must be an object. @param hint Advice for a value that may not stand on the command line. */
export async function readJsonObject(
  value: string,
  flag: string,
  terminal: Terminal,
  hint?: string,
): Promise<Record<string, unknown>> {
  const read = await readJson(value, flag, terminal, hint)
  if (typeof read === 'object' && read !== null && !Array.isArray(read))
    return read as Record<string, unknown>
  throw new UsageError(`${flag} must be a JSON object.`)
}
