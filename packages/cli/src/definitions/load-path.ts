import { readFileSync } from 'node:fs'
import { readOverlay } from '@bulkhead/catalog/find-documents'
import type { Definition } from '@bulkhead/engine'
import { EngineError } from '@bulkhead/engine/errors'
import { importDefinition } from '@bulkhead/import/import-definition'
import { CommandError, EXIT } from '#command/command-error'
import type { Collected } from './collect-documents.ts'

const NO_FILE = 'there is no such file or folder'

interface Answers {
  /** Whether operations of an OpenAPI document include their responses. */
  readonly with_answers?: boolean
}

/**
 * Loads a document with the overlay beside it.
 *
 * @throws {CommandError}
 */
export function loadPath({ path, slug, overlay }: Collected, answers: Answers = {}): Definition {
  return attemptPath(path, () => {
    const options = { overlay: readOverlay(overlay), ...(slug !== undefined && { slug }), ...answers }
    return importDefinition(readFileSync(path, 'utf8'), path, options).definition
  })
}

/**
 * Runs work on a path, and converts its errors to those of a command.
 *
 * @throws {CommandError}
 */
export function attemptPath<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const hint = `See all problems: bulkhead definitions check ${path}`
    if (error instanceof EngineError)
      throw new CommandError(EXIT.failed, error.code, `${path}: ${error.message}`, hint)
    const { code, message } = error as NodeJS.ErrnoException
    const missing = /^https?:\/\//i.test(path) ? 'this command reads a file or a folder, not a URL' : NO_FILE
    const why = code === 'ENOENT' ? missing : message
    throw new CommandError(EXIT.failed, 'unreadable_file', `${path}: ${why}`)
  }
}
