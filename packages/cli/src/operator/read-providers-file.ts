import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { loadDocument, toJson } from '@bulkhead/engine/document'
import { EngineError } from '@bulkhead/engine/errors'
import { CommandError, EXIT } from '#command/command-error'

/** File that declares providers, with the secrets from the files that it names. */
export interface ProvidersFile {
  readonly file: Readonly<Record<string, unknown>>
  /** Secrets by their path in the file. */
  readonly secrets: Readonly<Record<string, string>>
}

/**
 * Reads a file that declares providers, and the secret files that it names. The server validates it. @throws
 * {CommandError}
 */
export async function readProvidersFile(path: string): Promise<ProvidersFile> {
  const file = parse(await readText(path), path)
  const { providers } = file
  const paths = (Array.isArray(providers) ? providers : []).flatMap((provider: unknown) => {
    const named = (provider as { client_secret_file?: unknown } | null)?.client_secret_file
    return typeof named === 'string' && named !== '' ? [named] : []
  })
  const secrets = await Promise.all(
    paths.map(async (named) => {
      const from = resolve(dirname(path), named)
      // Editors end a file with a line break, which does not belong to the secret.
      const secret = (await readText(from)).replace(/\r?\n$/, '')
      if (secret === '') throw new CommandError(EXIT.invalid, 'empty_file', `${from} is empty.`)
      return [named, secret] as const
    }),
  )
  return { file, secrets: Object.fromEntries(secrets) }
}

function parse(text: string, path: string): Readonly<Record<string, unknown>> {
  const failed = (message: string) => new CommandError(EXIT.invalid, 'document_invalid', message)
  try {
    const read: unknown = toJson(loadDocument(text, path).root)
    if (typeof read === 'object' && read !== null && !Array.isArray(read))
      return read as Record<string, unknown>
  } catch (error) {
    if (error instanceof EngineError) throw failed(error.message)
    throw error
  }
  throw failed(`${path} must be a mapping with providers, domains, or both.`)
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'permission denied' : code
    throw new CommandError(EXIT.failed, 'unreadable_file', `${path} cannot be read: ${why}.`)
  }
}
