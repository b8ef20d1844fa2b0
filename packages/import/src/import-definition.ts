import type { Definition } from '@bulkhead/engine'
import {
  type ConnectorDocument,
  compileDefinition,
  getMember,
  invalid,
  loadDocument,
  toText,
} from '@bulkhead/engine/document'
import { readIntrospection } from '#graphql/read-introspection'
import { isSdl, readSdl } from '#graphql/read-sdl'
import { type SchemaOptions, toOpenApi } from '#graphql/to-openapi'
import {
  isPlainOpenApi,
  type LeftOut,
  loadPlainOpenApi,
  type PlainOptions,
} from '#openapi/load-plain-openapi'
import { upgradeSwagger } from '#openapi/upgrade-swagger'
import { applyOverlay } from '#overlay/apply-overlay'
import type { OverlayText } from '#overlay/read-overlay'

const PAGE =
  'a page of a website. Give the address of the document itself, such as one that ends in openapi.json'
const POSTMAN = 'a collection of Postman. Export its API as OpenAPI'

/** Options of loading a document. */
export interface ImportOptions extends PlainOptions {
  /**
   * OpenAPI Overlay 1.0 that corrects the document. For a GraphQL schema, it corrects the OpenAPI document made from
   * it.
   */
  readonly overlay?: OverlayText | undefined
}

/** Result of loading a document. */
export interface ImportedDefinition {
  readonly definition: Definition
  /** Parts of a plain OpenAPI document that are not offered. */
  readonly left_out: readonly LeftOut[]
  /** Whether the document is plain OpenAPI and not a connector document. */
  readonly isPlain: boolean
}

/**
 * Loads a connector document, an OpenAPI document without extensions, or a GraphQL schema.
 *
 * @param source Name of the document in messages, such as its path.
 * @param options An overlay, and values that an OpenAPI document may lack.
 * @throws {EngineError} `document_invalid`.
 */
export function importDefinition(
  text: string,
  source: string,
  options: ImportOptions = {},
): ImportedDefinition {
  const { document, isPlain, left_out } = prepareDocument(text, source, options)
  if (isPlain) {
    const loaded = loadPlainOpenApi(document, options)
    return { ...loaded, left_out: [...left_out, ...loaded.left_out], isPlain }
  }
  return { definition: compileDefinition(document), left_out: [], isPlain }
}

export interface PreparedDocument {
  readonly document: ConnectorDocument
  /** Whether the document is plain OpenAPI and not a connector document. An overlay does not change that. */
  readonly isPlain: boolean
  /** Messages about overlay actions that select nothing. */
  readonly unused: readonly string[]
  /** Parts of a GraphQL schema that are not offered. */
  readonly left_out: readonly LeftOut[]
}

/**
 * Parses a document, converts a GraphQL schema to OpenAPI, applies the overlay and upgrades Swagger 2.0.
 *
 * @throws {EngineError} `document_invalid`.
 */
export function prepareDocument(
  text: string,
  source: string,
  { overlay, address, slug }: Pick<ImportOptions, 'overlay' | 'address' | 'slug'>,
): PreparedDocument {
  const { document: written, left_out, isGraphql } = readText(text, source, { address, slug })
  if (!isGraphql) assertOpenApi(written, text)
  const isPlain = isGraphql || isWithoutExtensions(written, text)
  const { document, unused } =
    overlay === undefined ? { document: written, unused: [] } : applyOverlay(written, overlay)
  return { document: isPlain ? upgradeSwagger(document) : document, isPlain, unused, left_out }
}

function readText(text: string, source: string, options: SchemaOptions) {
  if (isSdl(text)) return { ...toOpenApi(readSdl(text, source), source, options), isGraphql: true }
  assertNoPage(text, source)
  const document = loadDocument(text, source)
  const schema = readIntrospection(document.root)
  if (schema !== undefined) return { ...toOpenApi(schema, source, options), isGraphql: true }
  return { document, left_out: [], isGraphql: false }
}

/**
 * Returns whether a document is plain OpenAPI. An incomplete connector document does not count, so that its author sees
 * the problems of a connector document.
 */
function isWithoutExtensions(document: ConnectorDocument, text: string): boolean {
  return isPlainOpenApi(document) && !hasConnectorExtensions(text)
}

/** Returns whether a text uses extensions that only connector documents have. */
export function hasConnectorExtensions(text: string | Buffer): boolean {
  return text.includes('x-airbyte-') && /x-airbyte-(entity|action|connector-name)\b/.test(text.toString())
}

/**
 * Refuses a page of a website and XML, which are easily taken for a document, before they are parsed as YAML.
 *
 * @throws {EngineError} `document_invalid`.
 */
function assertNoPage(text: string, source: string): void {
  const [start = ''] = /^[\ufeff\s]*<[^>]{0,40}/.exec(text) ?? []
  if (start === '') return
  throw refused(source, /<(!doctype html|html|head|body)\b/i.test(start) ? PAGE : 'XML')
}

/**
 * Refuses a document that is neither OpenAPI nor a connector document. A connector document that is incomplete passes,
 * so that its author sees its problems.
 *
 * @throws {EngineError} `document_invalid`.
 */
function assertOpenApi({ root, source }: ConnectorDocument, text: string): void {
  if (text.includes('x-airbyte-')) return
  if (text.trim() === '') throw invalid(source, [{ line: 1, column: 1, message: 'is empty' }])
  if (root.kind !== 'mapping') throw refused(source, 'text without a structure')
  if ((getMember(root, 'openapi') ?? getMember(root, 'swagger')) !== undefined) return
  if (getMember(root, 'asyncapi') !== undefined) throw refused(source, 'AsyncAPI, which describes messages')
  const schema = toText(getMember(getMember(root, 'info'), 'schema')) ?? ''
  const isPostman = getMember(root, 'item') !== undefined || schema.includes('getpostman.com')
  if (isPostman && getMember(root, 'info') !== undefined) throw refused(source, POSTMAN)
  const message = 'is no OpenAPI document; it has neither openapi nor swagger at its top'
  throw invalid(source, [{ line: 1, column: 1, message }])
}

function refused(source: string, what: string) {
  return invalid(source, [{ line: 1, column: 1, message: `is no OpenAPI document; it is ${what}` }])
}
