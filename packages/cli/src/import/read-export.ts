import { readFileSync, statSync } from 'node:fs'
import { CommandError, EXIT } from '#command/command-error'

const LISTS = ['connections', 'items', 'data', 'connected_accounts']

/**
 * Reads the entries of an export. The file holds a JSON list, an object around one, a single entry, or one entry per
 * line. Error messages never quote the file, because it holds secrets.
 *
 * @throws {CommandError}
 */
export function readExport(path: string): readonly unknown[] {
  const text = readText(path)
  try {
    return toEntries(JSON.parse(text))
  } catch {
    return text.split('\n').flatMap((line, index): unknown[] => {
      if (line.trim() === '') return []
      try {
        return [JSON.parse(line)]
      } catch {
        const message = `${path}: line ${index + 1} is not JSON. A file is JSON, or has JSON in each line.`
        throw new CommandError(EXIT.invalid, 'unreadable_file', message)
      }
    })
  }
}

/** Tells whether other users of this machine can read a file. */
export function isOpen(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
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
