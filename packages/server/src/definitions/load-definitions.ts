import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { catalogDocuments } from '@bulkhead/catalog/catalog'
import { compileDefinition } from '@bulkhead/engine/compile-definition'
import type { Definition } from '@bulkhead/engine/definition'
import { EngineError } from '@bulkhead/engine/errors'
import { loadDocument } from '@bulkhead/engine/load-document'
import { v5 as uuidv5 } from 'uuid'
import type { Log } from '#log'

/** Template ids are made from definition ids: a template of the catalog is its definition, seen by a form. */
const TEMPLATE_NAMESPACE = '6f2c1e64-0f0d-5c7e-9d55-6f1f3f6b9a10'

/** A definition this server knows. */
export interface KnownDefinition {
  readonly definition: Definition
  readonly template_id: string
  /** Loaded from the operator's directory and not from the catalog. */
  readonly custom: boolean
}

/** The types of connector this server knows. The same for every organization: nothing here is secret. */
export interface Definitions {
  /** In the order of their display names. */
  readonly all: readonly KnownDefinition[]
  byId(definition_id: string): KnownDefinition | undefined
  /** Of a stored connector: one without entities when its document was taken away, so that lists still work. */
  ofConnector(definition_id: string): KnownDefinition
  byTemplate(template_id: string): KnownDefinition | undefined
  /** By display name or slug, in any letter case. */
  byType(connector_type: string): KnownDefinition | undefined
}

/**
 * Loads the catalog and, beside it, the operator's own documents. A document of the operator that cannot be
 * used is logged with its fault and skipped; one of the catalog is our defect, and thrown.
 */
export function loadDefinitions(directory: string | undefined, log: Log): Definitions {
  const known = catalogDocuments().map(({ url }) => load(url, false))
  for (const { url } of customDocuments(directory)) {
    try {
      const loaded = load(url, true)
      const clash = known.find(
        ({ definition }) =>
          definition.definition_id === loaded.definition.definition_id ||
          definition.slug === loaded.definition.slug,
      )
      if (clash !== undefined)
        throw new Error(`${clash.definition.slug} has the same definition id or name already.`)
      known.push(loaded)
    } catch (error) {
      log.error({ document: url.pathname, fault: faultOf(error) }, 'a connector document was skipped')
    }
  }
  return indexDefinitions(known)
}

/** Indexes definitions for look-up. */
export function indexDefinitions(known: readonly KnownDefinition[]): Definitions {
  const all = known.toSorted((a, b) =>
    a.definition.display_name.localeCompare(b.definition.display_name, 'en'),
  )
  const byId = new Map(all.map((entry) => [entry.definition.definition_id.toLowerCase(), entry]))
  const byTemplate = new Map(all.map((entry) => [entry.template_id, entry]))
  const byType = new Map(
    all.flatMap((entry) =>
      [entry.definition.display_name, entry.definition.slug].map(
        (name) => [name.toLowerCase(), entry] as const,
      ),
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

function customDocuments(directory: string | undefined) {
  if (directory === undefined) return []
  const folder = resolve(directory)
  if (!existsSync(folder)) throw new Error(`BULKHEAD_CONNECTORS_DIR: there is no directory ${folder}.`)
  return catalogDocuments(pathToFileURL(`${folder}/`))
}

function absentDefinition(definition_id: string): KnownDefinition {
  const definition: Definition = {
    definition_id,
    slug: 'not-installed',
    title: 'Definition not installed',
    display_name: 'Definition not installed',
    version: '0.0.0',
    description: 'The connector document of this connector is no longer there.',
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
  return { definition, custom: true, template_id: templateIdOf(definition) }
}

function templateIdOf({ definition_id }: Definition): string {
  return uuidv5(definition_id, TEMPLATE_NAMESPACE)
}

function load(url: URL, custom: boolean): KnownDefinition {
  const definition = compileDefinition(loadDocument(readFileSync(url, 'utf8'), url.pathname))
  return { definition, custom, template_id: templateIdOf(definition) }
}

function faultOf(error: unknown): unknown {
  return error instanceof EngineError ? { message: error.message, details: error.details } : String(error)
}
