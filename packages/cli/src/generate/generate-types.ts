import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { augmentSdk } from '@bulkhead/engine/declare'
import type { Call } from '#command/command'
import { UsageError } from '#command/command-error'
import { type Collected, collectDocuments } from '#definitions/collect-documents'
import { attemptPath, loadPath } from '#definitions/load-path'
import { write } from '#output/print'

/** Writes the type declarations of documents: of one document to standard output, of several into a folder. */
export async function generateTypes({ args, flags, terminal }: Pick<Call, 'args' | 'flags' | 'terminal'>) {
  const documents = args.flatMap((path) => attemptPath(path, () => collectDocuments(path)))
  const folder = flags.output as string | undefined
  const [first, ...others] = documents
  if (first === undefined) throw new UsageError('No document was found there.')
  if (folder === undefined) {
    if (others.length > 0) {
      const message = `There are ${documents.length} documents, each of which becomes its own file.`
      throw new UsageError(message, 'Name a folder for them: --output <folder>')
    }
    return write(terminal.stdout, declare(first).code)
  }
  // All documents must succeed before anything is written: partial declarations would look complete.
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

function declare(document: Collected): { readonly slug: string; readonly code: string } {
  const definition = loadPath(document)
  return attemptPath(document.path, () => {
    if (!/^[\w.-]+$/.test(definition.slug)) throw new Error(`${definition.slug} cannot be a file name.`)
    return { slug: definition.slug, code: augmentSdk(definition) }
  })
}
