import { readFileSync } from 'node:fs'
import { CommandError, EXIT } from '#command/command-error'
import { collectDocuments } from './collect-documents.ts'
import { attemptPath } from './load-path.ts'

/** Texts of a document, as the API takes them. */
export interface SourceTexts {
  readonly document?: string
  readonly overlay?: string
  readonly source_url?: string
}

const MOST_BYTES = 32 * 1024 * 1024

/**
 * Reads a document from a URL, or from a file or folder with the overlay beside it.
 *
 * @param overlay Path of another overlay.
 * @throws {CommandError}
 */
export async function readSource(
  source: string | undefined,
  overlay: string | undefined,
  getSignal: () => AbortSignal,
): Promise<SourceTexts> {
  const given = overlay === undefined ? {} : { overlay: readText(overlay) }
  if (source === undefined) return given
  if (/^https?:\/\//i.test(source)) {
    return { document: await download(source, getSignal()), source_url: source, ...given }
  }
  const [found, another] = attemptPath(source, () => collectDocuments(source))
  if (found === undefined || another !== undefined) {
    const message = `${source} has several documents. Name one of them.`
    throw new CommandError(EXIT.failed, 'unreadable_file', message)
  }
  const beside = found.overlay === undefined ? {} : { overlay: readText(found.overlay) }
  return { document: readText(found.path), ...beside, ...given }
}

function readText(path: string): string {
  return attemptPath(path, () => readFileSync(path, 'utf8'))
}

/** @throws {CommandError} */
async function download(url: string, signal: AbortSignal): Promise<string> {
  const failed = (why: string) => new CommandError(EXIT.failed, 'unreadable_url', `${url}: ${why}`)
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    const response = await fetch(url, {
      signal,
      headers: { accept: 'application/json, application/yaml, */*' },
    })
    if (!response.ok) throw failed(`it answered ${response.status}`)
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length
      if (bytes > MOST_BYTES) throw failed('it is larger than 32 MiB')
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof CommandError || signal.aborted) throw error
    const { message, cause } = error as Error
    throw failed(cause instanceof Error ? cause.message : message)
  }
  return Buffer.concat(chunks).toString()
}
