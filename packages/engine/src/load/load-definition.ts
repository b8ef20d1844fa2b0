import { compileDefinition } from '#compile/compile-definition'
import { type ConnectorDocument, loadDocument } from '#document/load-document'
import type { Definition } from '#model/definition'
import {
  isPlainOpenApi,
  type LeftOut,
  loadPlainOpenApi,
  type PlainOptions,
} from '#openapi-import/load-plain-openapi'

/** Result of loading a document. */
export interface LoadedDefinition {
  readonly definition: Definition
  /** Parts of a plain OpenAPI document that are not offered. */
  readonly left_out: readonly LeftOut[]
}

/**
 * Loads the text of a connector document, or of an OpenAPI document without extensions.
 *
 * @param source Names the text in messages, such as its path.
 * @param options For the latter: what it does not say itself.
 * @throws {EngineError} `document_invalid`.
 */
export function loadDefinition(text: string, source: string, options: PlainOptions = {}): LoadedDefinition {
  const document = loadDocument(text, source)
  if (isWithoutExtensions(document, text)) return loadPlainOpenApi(document, options)
  return { definition: compileDefinition(document), left_out: [] }
}

/** Whether a document is OpenAPI alone. Someone who began to write a connector document wants to hear about that. */
export function isWithoutExtensions(document: ConnectorDocument, text: string): boolean {
  return isPlainOpenApi(document) && !/["']?x-airbyte-(entity|action|connector-name)\b/.test(text)
}
