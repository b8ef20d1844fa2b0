import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readOverlay } from '@bulkhead/catalog/find-documents'
import { loadDefinition } from '@bulkhead/engine'
import { augmentSdk } from '@bulkhead/engine/declare'
import { EngineError } from '@bulkhead/engine/errors'
import type { Call } from '#command/command'
import { CommandError, EXIT, UsageError } from '#command/command-error'
import { type Collected, collectDocuments } from '#definitions/collect-documents'
import { write } from '#output/print'

/** Writes the declarations of documents: one to standard output, several into a folder. */
export async function generateTypes({ args, flags, terminal }: Pick<Call, 'args' | 'flags' | 'terminal'>) {
  const documents = args.flatMap((path) => attempt(path, () => collectDocuments(path)))
  const folder = flags.output as string | undefined
  const [first, ...others] = documents
  if (first === undefined) throw new UsageError('There is no document there.')
  if (folder === undefined) {
    if (others.length > 0) {
      const message = `There are ${documents.length} documents, each of which becomes a file of its own.`
      throw new UsageError(message, 'Name a folder for them: --output <folder>')
    }
    return write(terminal.stdout, declare(first).code)
  }
  // All of them, or nothing: a half of the declarations would look whole.
  const declared = documents.map(declare)
  const twice = declared.find(({ slug }, index) => declared.findIndex((one) => one.slug === slug) !== index)
  if (twice !== undefined) throw new UsageError(`Two of the documents have the name ${twice.slug}.`)
  mkdirSync(folder, { recursive: true })
  for (const { slug, code } of declared) {
    const file = join(folder, `${slug}.d.ts`)
    writeFileSync(file, code)
    terminal.stderr.write(`${file}\n`)
  }
}

function declare({ path, slug, overlay }: Collected): { readonly slug: string; readonly code: string } {
  return attempt(path, () => {
    const { definition } = loadDefinition(readFileSync(path, 'utf8'), path, {
      overlay: readOverlay(overlay),
      ...(slug !== undefined && { slug }),
    })
    if (!/^[\w.-]+$/.test(definition.slug)) throw new Error(`${definition.slug} cannot be a file name.`)
    return { slug: definition.slug, code: augmentSdk(definition) }
  })
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const hint = `See all that is wrong: bulkhead definitions check ${path}`
    if (error instanceof EngineError)
      throw new CommandError(EXIT.failed, error.code, `${path}: ${error.message}`, hint)
    const { code, message } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file or folder' : message
    throw new CommandError(EXIT.failed, 'unreadable_file', `${path}: ${why}`)
  }
}
