import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import { CommandError, EXIT } from '#command/command-error'

const LISTS = ['connections', 'items', 'data', 'connected_accounts']
const CHUNK_BYTES = 64 * 1024

/**
 * Reads the entries of an export, one by one. The file holds a JSON list, an object around one, a single entry, or one
 * entry per line. Only a file without an entry per line is in memory as a whole. Error messages never quote the file,
 * because it holds secrets.
 *
 * @throws {CommandError} At the first line that is not JSON.
 */
export function* readExport(path: string): Generator<unknown, void, undefined> {
  let [number, count] = [0, 0]
  let first: unknown
  const text = isRereadable(path) ? undefined : readText(path)
  for (const line of text?.split('\n') ?? readLines(path)) {
    number += 1
    if (line.trim() === '') continue
    const parsed = parse(line)
    if (parsed === undefined) {
      const whole = count === 0 ? parse(text ?? readText(path)) : undefined
      if (whole !== undefined) return yield* toEntries(whole.value)
      const message = `${path}: line ${number} is not JSON. A file is JSON, or has one JSON value per line.`
      throw new CommandError(EXIT.invalid, 'unreadable_file', message)
    }
    count += 1
    if (count === 1) first = parsed.value
    else if (count === 2) yield first
    if (count > 1) yield parsed.value
  }
  if (count === 1) yield* toEntries(first)
}

/** Returns whether other users of this machine can read a file. */
export function isOpen(path: string): boolean {
  return process.platform !== 'win32' && (getStats(path).mode & 0o077) !== 0
}

/** Returns whether a file can be read twice. A pipe cannot. */
export function isRereadable(path: string): boolean {
  return getStats(path).isFile()
}

function* readLines(path: string): Generator<string, void, undefined> {
  const file = unlessUnreadable(path, () => openSync(path, 'r'))
  try {
    const decoder = new StringDecoder('utf8')
    const chunk = Buffer.alloc(CHUNK_BYTES)
    let line = ''
    for (;;) {
      const length = unlessUnreadable(path, () => readSync(file, chunk))
      if (length === 0) break
      const [head = '', ...more] = decoder.write(chunk.subarray(0, length)).split('\n')
      line += head
      for (const next of more) {
        yield line
        line = next
      }
    }
    yield line + decoder.end()
  } finally {
    closeSync(file)
  }
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    // The parser's message may quote a secret.
    return undefined
  }
}

function readText(path: string): string {
  return unlessUnreadable(path, () => readFileSync(path, 'utf8'))
}

function getStats(path: string) {
  return unlessUnreadable(path, () => statSync(path))
}

function unlessUnreadable<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`
    throw new CommandError(EXIT.invalid, 'unreadable_file', `${path}: ${why}.`)
  }
}

function toEntries(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) return []
  for (const name of LISTS) {
    const list: unknown = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
    if (Array.isArray(list)) return list
  }
  return [value]
}
