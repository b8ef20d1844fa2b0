import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize } from 'node:v8'
import type { FoundDocument } from '@bulkhead/catalog/find-documents'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Definition } from '@bulkhead/engine'
import { createCache } from '#platform/cache/create-cache'
import { WaitOutside } from '#platform/database/roles/begin-again'
import type { Log } from '#platform/log'
import {
  type DocumentFacts,
  emptyDefinition,
  type ForeignDocuments,
  type KnownDefinition,
  warnOfOmissions,
} from './load-definitions.ts'
import type { Compiler } from './own/compiler.ts'
import { LazyEntities } from './own/lazy-entities.ts'
import { packText } from './own/pack-text.ts'

interface Remembered {
  readonly seal: string
  readonly facts: DocumentFacts
}

type Shown = Omit<KnownDefinition, 'definition' | 'ready'>

interface Compiled {
  readonly known: KnownDefinition
  readonly bytes: number
  /** End of the time in which a document that cannot be used is not tried again, in milliseconds since 1970. */
  readonly untilMs: number
}

const FILE = 'connector-facts.json'
const COMPILED_BYTES = 256 * 1024 * 1024
/** Memory of a definition with all operations in use, as a multiple of its serialized size. */
const UNPACKED = 4
const RETRY_MS = 60_000
const UNUSABLE = 'The document of this definition cannot be used. The log of the server says why.'

interface Dependencies {
  /** Folder in which facts are stored. */
  readonly directory: string
  /** Version of the server. Another version may read documents differently. */
  readonly version: string
  readonly compiler: Compiler
  readonly log: Log
}

export function createForeignDocuments({
  directory,
  version,
  compiler,
  log,
}: Dependencies): ForeignDocuments {
  const remembered = readFacts(join(directory, FILE))
  const current = new Map<string, Remembered>()
  const compiled = createCache<Compiled>({
    name: 'foreign_definitions',
    key: 'path of the document',
    max: COMPILED_BYTES,
    sizeOf: ({ bytes }) => bytes,
    invalidatedBy: 'nothing',
  })
  const compiling = new Map<string, Promise<KnownDefinition>>()

  function compileOnce(document: FoundDocument, known: Shown): Promise<KnownDefinition> {
    const running = compiling.get(document.path)
    if (running !== undefined) return running
    const started = compile(document, known).finally(() => compiling.delete(document.path))
    compiling.set(document.path, started)
    return started
  }

  async function compile(document: FoundDocument, known: Shown): Promise<KnownDefinition> {
    const { path, overlay } = document
    const { packed } = await packText(await readFile(path, 'utf8'))
    const further = overlay === undefined ? null : (await packText(await readFile(overlay, 'utf8'))).packed
    const { definition_id, slug } = known
    const task = { document: packed, overlay: further, source_url: null, names: { definition_id, slug } }
    try {
      const { head, entities, left_out } = await compiler.compile('operator', { ...task, is_trusted: true })
      warnOfOmissions(log, document, left_out)
      const definition = { ...(deserialize(head) as Definition), entities: new LazyEntities(entities) }
      const bytes = entities.reduce((sum, { packed }) => sum + packed.length, head.length)
      return keep(path, { ...known, definition }, bytes * UNPACKED, Number.POSITIVE_INFINITY)
    } catch (error) {
      if (!(error instanceof BulkheadError) || error.code !== 'invalid_request') throw error
      log.error({ document: path, fault: error.message }, 'a document cannot be used')
      // Kept, so that it is not compiled for every call, and lists with its connectors still work.
      const definition = emptyDefinition(known, UNUSABLE)
      return keep(path, { ...known, definition }, UNUSABLE.length, Date.now() + RETRY_MS)
    }
  }

  function keep(path: string, known: KnownDefinition, bytes: number, untilMs: number): KnownDefinition {
    compiled.set(path, { known, bytes, untilMs })
    return known
  }

  function getCompiled(path: string): KnownDefinition | undefined {
    const found = compiled.get(path)
    return found !== undefined && found.untilMs > Date.now() ? found.known : undefined
  }

  return {
    get(document, read, rest) {
      const seal = `${version}\n${getSeal(document)}`
      const before = remembered.get(document.path)
      const facts = before?.seal === seal ? before.facts : read()
      current.set(document.path, { seal, facts })
      const shown = { ...facts, ...rest(facts) }
      return {
        ...shown,
        ready: () => getCompiled(document.path) ?? compileOnce(document, shown),
        get definition() {
          const ready = getCompiled(document.path)
          if (ready === undefined) throw new WaitOutside(() => compileOnce(document, shown))
          return ready.definition
        },
      }
    },
    save() {
      const isSame = [...current].every(([path, { seal }]) => remembered.get(path)?.seal === seal)
      if (isSame && current.size === remembered.size) return
      const path = join(directory, FILE)
      try {
        // Written by a rename, so that another process that starts reads the old or the new file, whole.
        writeFileSync(`${path}.${process.pid}`, JSON.stringify([...current]), { mode: 0o600 })
        renameSync(`${path}.${process.pid}`, path)
      } catch {
        // Without a writable folder, the server reads the documents again at its next start.
      }
    },
  }
}

/** Returns a string that changes when the files change, without reading their content. */
function getSeal({ path, overlay }: FoundDocument): string {
  const files = [path, ...(overlay === undefined ? [] : [overlay])].map((file) => {
    const { size, mtimeMs } = statSync(file)
    return `${file} ${size} ${mtimeMs}`
  })
  return files.join('\n')
}

function readFacts(path: string): ReadonlyMap<string, Remembered> {
  try {
    return new Map(JSON.parse(readFileSync(path, 'utf8')) as [string, Remembered][])
  } catch {
    return new Map()
  }
}
