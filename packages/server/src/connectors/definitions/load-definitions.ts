import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { CATALOG, documentPath } from '@bulkhead/catalog/catalog-index'
import { findClash } from '@bulkhead/catalog/find-clash'
import { type FoundDocument, findDocuments, readOverlay } from '@bulkhead/catalog/find-documents'
import { getMark, type Mark } from '@bulkhead/catalog/marks'
import { type Definition, loadDefinition } from '@bulkhead/engine'
import { EngineError } from '@bulkhead/engine/errors'
import { takesClient } from '@bulkhead/engine/oauth'
import { type ImportedDefinition, importDefinition } from '@bulkhead/import/import-definition'
import { loadOutline } from '@bulkhead/import/load-outline'
import { v5 as uuidv5 } from 'uuid'
import type { Log } from '#platform/log'

/** Returns the bytes of a file, until the next call. */
type FileReader = (path: string) => Buffer

/**
 * Namespace in which template ids are derived from definition ids. A template of the catalog shows its definition as a
 * form.
 */
const TEMPLATE_NAMESPACE = '6f2c1e64-0f0d-5c7e-9d55-6f1f3f6b9a10'

/** Definition that this server knows. */
export interface KnownDefinition {
  readonly definition_id: string
  readonly slug: string
  readonly display_name: string
  readonly version: string
  readonly template_id: string
  /** Whether the operator or an organization added it. If not, it is from the catalog. */
  readonly custom: boolean
  /** Whether an organization added it. */
  readonly is_own?: true
  /** Whether an organization can have an OAuth client of the service, with which owners authorize. */
  readonly takes_client: boolean
  /** Mark of the service; undefined if the document names none that the catalog has. */
  readonly mark: Mark | undefined
  /** URL of its icon; null if its document was removed. */
  readonly icon: string | null
  /**
   * Definition. From the catalog, it is read and compiled at the first access, which takes some tenths of a second for
   * a large one. An organization's definition must be {@link KnownDefinition.ready | ready} before.
   *
   * @throws WaitOutside if it is not ready, so that the transaction starts again when it is.
   */
  readonly definition: Definition
  /** Compiles the definition in another thread if necessary, and returns it. Absent if it is ready. */
  ready?(): KnownDefinition | Promise<KnownDefinition>
}

/** Returns a definition that is ready, immediately if there is nothing to wait for. */
export function getReady(known: KnownDefinition): KnownDefinition | Promise<KnownDefinition> {
  return known.ready === undefined ? known : known.ready()
}

/** Returns a definition that is ready. If it had to be waited for, the caller is authenticated again. */
export async function getReadyFor(
  known: KnownDefinition,
  caller: { readonly authenticateAgain: () => Promise<unknown> },
): Promise<KnownDefinition> {
  const ready = getReady(known)
  if (!(ready instanceof Promise)) return ready
  const waitedFor = await ready
  await caller.authenticateAgain()
  return waitedFor
}

/**
 * Types of connectors that this server or one organization knows. The definitions of an organization are visible to no
 * other one.
 */
export interface Definitions {
  /** Definitions sorted by display name. */
  readonly all: readonly KnownDefinition[]
  byId(definition_id: string): KnownDefinition | undefined
  /**
   * Returns the definition of a stored connector. If its document was removed, it has no entities, so that lists still
   * work.
   */
  ofConnector(definition_id: string): KnownDefinition
  byTemplate(template_id: string): KnownDefinition | undefined
  /** Finds a definition by display name or slug, case-insensitively. */
  byType(connector_type: string): KnownDefinition | undefined
}

/** Facts about a document with which it is listed and found. */
export interface DocumentFacts {
  readonly definition_id: string
  readonly slug: string
  readonly display_name: string
  readonly version: string
  readonly takes_client: boolean
}

/** Documents of the operator that were not written for connectors. They are compiled at their first use. */
export interface ForeignDocuments {
  /** Returns the definition of a document. If its facts are not stored, reads them from the document. */
  get(document: FoundDocument, read: () => DocumentFacts, rest: Rest): KnownDefinition
  /** Stores the facts for the next start. If they cannot be stored, each start reads all documents. */
  save(): void
}

type Rest = (facts: DocumentFacts) => Pick<KnownDefinition, 'template_id' | 'custom' | 'mark' | 'icon'>

/**
 * Loads the index of the catalog and the operator's own documents. If a document of the operator cannot be used, its
 * error is logged and the document is skipped. If a catalog document cannot be used, that is our defect, and the error
 * is thrown at its first use.
 *
 * @param publicUrl Base URL of the icons.
 * @param foreign Compiles OpenAPI documents and GraphQL schemas at their first use. Default: at once.
 */
export function loadDefinitions(
  directory: string | undefined,
  log: Log,
  publicUrl = '',
  foreign?: ForeignDocuments,
): Definitions {
  const known = CATALOG.map((entry) => ofCatalog(entry, publicUrl))
  const readBytes = createFileReader()
  for (const document of customDocuments(directory)) {
    try {
      const { loaded, left_out } = ofOperator(document, publicUrl, readBytes, foreign)
      assertNew(known, loaded)
      known.push(loaded)
      warnOfOmissions(log, document, left_out)
    } catch (error) {
      log.error({ document: document.path, fault: getFault(error) }, 'a connector document was skipped')
    }
  }
  foreign?.save()
  return indexDefinitions(known)
}

function ofCatalog(entry: (typeof CATALOG)[number], publicUrl: string): KnownDefinition {
  const load = () => {
    const url = documentPath(entry)
    return loadDefinition(readFileSync(url, 'utf8'), url.pathname).definition
  }
  let definition: Definition | undefined
  return {
    ...entry,
    template_id: getTemplateId(entry),
    custom: false,
    mark: getMark(entry.mark ?? undefined),
    icon: getIcon(entry, publicUrl),
    get definition() {
      definition ??= load()
      return definition
    },
  }
}

function ofOperator(
  document: FoundDocument,
  publicUrl: string,
  readBytes: FileReader,
  foreign: ForeignDocuments | undefined,
): { readonly loaded: KnownDefinition; readonly left_out: number } {
  if (foreign !== undefined && isForeign(document)) {
    const loaded = foreign.get(
      document,
      () => toFacts(readOutline(document, readBytes) ?? read(document).definition),
      (facts) => ({
        template_id: getTemplateId(facts),
        custom: true,
        // The mark belongs to the service, so a document of somebody else does not show it.
        mark: undefined,
        icon: getIcon(facts, publicUrl),
      }),
    )
    return { loaded, left_out: 0 }
  }
  const { definition, left_out } = read(document)
  const loaded = {
    ...toFacts(definition),
    template_id: getTemplateId(definition),
    custom: true,
    mark: getMark(definition.mark),
    icon: getIcon(definition, publicUrl),
    definition,
  }
  return { loaded, left_out: left_out.length }
}

/** Tells by its name whether a document was not written for connectors. */
function isForeign({ path }: FoundDocument): boolean {
  return !basename(path).startsWith('connector.')
}

function read({ path, folder, overlay }: FoundDocument): ImportedDefinition {
  return importDefinition(readFileSync(path, 'utf8'), path, { slug: folder, overlay: readOverlay(overlay) })
}

function readOutline(
  { path, folder, overlay }: FoundDocument,
  readBytes: FileReader,
): Definition | undefined {
  return loadOutline(readBytes(path), path, { slug: folder, overlay: readOverlay(overlay) })
}

function toFacts(definition: Definition): DocumentFacts {
  const { definition_id, slug, display_name, version } = definition
  return { definition_id, slug, display_name, version, takes_client: takesClient(definition) }
}

/** Logs the number of parts of a document that cannot be offered. */
export function warnOfOmissions(log: Log, { path }: FoundDocument, left_out: number): void {
  if (left_out === 0) return
  const message = 'part of a document cannot be offered; see: bulkhead definitions check'
  log.warn({ document: path, left_out }, message)
}

/** @throws Error if a name or id would refer to two definitions. */
function assertNew(known: readonly KnownDefinition[], added: KnownDefinition): void {
  const clash = findClash(known, added)
  if (clash !== undefined) throw new Error(`${clash.message} already.`)
}

/** Indexes definitions for look-up. */
export function indexDefinitions(known: readonly KnownDefinition[]): Definitions {
  const all = known.toSorted((a, b) => a.display_name.localeCompare(b.display_name, 'en'))
  const byId = new Map(all.map((entry) => [entry.definition_id.toLowerCase(), entry]))
  const byTemplate = new Map(all.map((entry) => [entry.template_id, entry]))
  const byType = new Map(
    all.flatMap((entry) =>
      [entry.display_name, entry.slug].map((name) => [name.toLowerCase(), entry] as const),
    ),
  )
  return {
    all,
    byId: (definition_id) => byId.get(definition_id.toLowerCase()),
    ofConnector: (definition_id) => byId.get(definition_id) ?? absentDefinition(definition_id),
    byTemplate: (template_id) => byTemplate.get(template_id.toLowerCase()),
    byType: (connector_type) => byType.get(connector_type.toLowerCase()),
  }
}

function customDocuments(directory: string | undefined): readonly FoundDocument[] {
  if (directory === undefined) return []
  const folder = resolve(directory)
  if (!existsSync(folder)) throw new Error(`BULKHEAD_CONNECTORS_DIR: there is no directory ${folder}.`)
  return findDocuments(folder)
}

function absentDefinition(definition_id: string): KnownDefinition {
  const facts = {
    ...{ definition_id, slug: 'not-installed', display_name: 'Definition not installed', version: '0.0.0' },
    takes_client: false,
  }
  return {
    ...facts,
    template_id: getTemplateId(facts),
    custom: true,
    mark: undefined,
    icon: null,
    definition: emptyDefinition(facts, 'The document of this connector no longer exists.'),
  }
}

/** Creates the definition of a document that cannot be used. It has no operations. */
export function emptyDefinition(
  { definition_id, slug, display_name, version }: DocumentFacts,
  description: string,
): Definition {
  return {
    ...{ definition_id, slug, display_name, version, description },
    title: display_name,
    documentation_urls: [],
    base_url: '',
    settings: [],
    scoping: [],
    ignored_settings: new Set(),
    auth_options: [],
    entities: new Map(),
    example_questions: { direct: [], context_store_search: [], unsupported: [] },
    warnings: [],
  }
}

/** Returns the icon's URL, served by `http/pages/serve-icons.ts`. */
function getIcon({ slug }: Pick<Definition, 'slug'>, publicUrl: string): string {
  return `${publicUrl}/icons/${encodeURIComponent(slug)}.svg`
}

export function getTemplateId({ definition_id }: Pick<Definition, 'definition_id'>): string {
  return uuidv5(definition_id, TEMPLATE_NAMESPACE)
}

function getFault(error: unknown): unknown {
  return error instanceof EngineError ? { message: error.message, details: error.details } : String(error)
}

/**
 * Creates a function that reads files one after the other into the same memory. Reading each into new memory takes twice
 * as long.
 */
function createFileReader(): FileReader {
  let memory = Buffer.alloc(0)
  return (path) => {
    const file = openSync(path, 'r')
    try {
      const { size } = fstatSync(file)
      if (size > memory.length) memory = Buffer.allocUnsafeSlow(size)
      let read = 0
      // Some file systems return less than was asked for.
      for (let more = 1; more > 0 && read < size; read += more)
        more = readSync(file, memory, read, size - read, read)
      return memory.subarray(0, read)
    } finally {
      closeSync(file)
    }
  }
}
