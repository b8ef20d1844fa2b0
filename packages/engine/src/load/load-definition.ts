import { compileDefinition } from '#compile/compile-definition'
import { type ConnectorDocument, loadDocument } from '#document/load-document'
import type { Definition } from '#model/definition'
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
  /** OpenAPI Overlay 1.0 that corrects the document. */
  readonly overlay?: OverlayText | undefined
}

/** Result of loading a document. */
export interface LoadedDefinition {
  readonly definition: Definition
  /** Parts of a plain OpenAPI document that are not offered. */
  readonly left_out: readonly LeftOut[]
  /** Whether it is OpenAPI and no connector document. */
  readonly isPlain: boolean
}

/**
 * Loads the text of a connector document, or of an OpenAPI document without extensions.
 *
 * @param source Names the text in messages, such as its path.
 * @param options An overlay, and values that an OpenAPI document may lack.
 * @throws {EngineError} `document_invalid`.
 */
export function loadDefinition(text: string, source: string, options: LoadOptions = {}): LoadedDefinition {
  const { document, isPlain } = prepareDocument(text, source, options)
  if (isPlain) return { ...loadPlainOpenApi(document, options), isPlain }
  return { definition: compileDefinition(document), left_out: [], isPlain }
}

/** Document that is ready to compile. */
export interface PreparedDocument {
  readonly document: ConnectorDocument
  /** Whether it is OpenAPI and no connector document. An overlay does not change that. */
  readonly isPlain: boolean
  /** Messages about actions of the overlay that select nothing. */
  readonly unused: readonly string[]
}

/**
 * Parses a document, applies its overlay and upgrades Swagger 2.0.
 *
 * @throws {EngineError} `document_invalid`.
 */
export function prepareDocument(
  text: string,
  source: string,
  { overlay }: Pick<LoadOptions, 'overlay'>,
): PreparedDocument {
  const written = loadDocument(text, source)
  const isPlain = isWithoutExtensions(written, text)
  const { document, unused } =
    overlay === undefined ? { document: written, unused: [] } : applyOverlay(written, overlay)
  return { document: isPlain ? upgradeSwagger(document) : document, isPlain, unused }
}

/** Whether a document is OpenAPI alone. Someone who began to write a connector document wants to hear about that. */
function isWithoutExtensions(document: ConnectorDocument, text: string): boolean {
  return isPlainOpenApi(document) && !/["']?x-airbyte-(entity|action|connector-name)\b/.test(text)
}
