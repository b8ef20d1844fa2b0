import { compileDefinition } from '#compile/compile-definition'
import { type ConnectorDocument, loadDocument } from '#document/load-document'
import { readIntrospection } from '#graphql-import/read-introspection'
import { isSdl, readSdl } from '#graphql-import/read-sdl'
import { type ImportOptions, toOpenApi } from '#graphql-import/to-openapi'
import type { Definition } from '#model/definition'
import { assertNoPage, assertOpenApi } from '#openapi-import/foreign-document'
import {
  isPlainOpenApi,
  type LeftOut,
  loadPlainOpenApi,
  type PlainOptions,
} from '#openapi-import/load-plain-openapi'
import { upgradeSwagger } from '#openapi-import/upgrade-swagger'
import { applyOverlay } from '#overlay/apply-overlay'
import type { OverlayText } from '#overlay/read-overlay'

/** Options of loading a document. */
export interface LoadOptions extends PlainOptions {
  /**
   * OpenAPI Overlay 1.0 that corrects the document. For a GraphQL schema, it corrects the OpenAPI document made from
   * it.
   */
  readonly overlay?: OverlayText | undefined
}

/** Result of loading a document. */
export interface LoadedDefinition {
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
export function loadDefinition(text: string, source: string, options: LoadOptions = {}): LoadedDefinition {
  const { document, isPlain, left_out } = prepareDocument(text, source, options)
  if (isPlain) {
    const loaded = loadPlainOpenApi(document, options)
    return { ...loaded, left_out: [...left_out, ...loaded.left_out], isPlain }
  }
  return { definition: compileDefinition(document), left_out: [], isPlain }
}

/** Document that is ready to compile. */
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
  { overlay, address, slug }: Pick<LoadOptions, 'overlay' | 'address' | 'slug'>,
): PreparedDocument {
  const { document: written, left_out, isGraphql } = readText(text, source, { address, slug })
  if (!isGraphql) assertOpenApi(written, text)
  const isPlain = isGraphql || isWithoutExtensions(written, text)
  const { document, unused } =
    overlay === undefined ? { document: written, unused: [] } : applyOverlay(written, overlay)
  return { document: isPlain ? upgradeSwagger(document) : document, isPlain, unused, left_out }
}

function readText(text: string, source: string, options: ImportOptions) {
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
