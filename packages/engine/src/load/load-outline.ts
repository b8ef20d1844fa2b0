import { isSizeAllowed } from '#document/load-document'
import { outlineText } from '#document/outline-text'
import type { Definition } from '#model/definition'
import { isEngineError } from '#model/errors'
import { readPlainHead } from '#openapi-import/load-plain-openapi'
import { hasConnectorExtensions, type LoadOptions, prepareDocument } from './load-definition.ts'

/**
 * Reads what an OpenAPI document says about its API as a whole, without its operations. The definition has no entities.
 * Returns undefined if only loading the whole document can tell, for example because it is no OpenAPI document, refers
 * to its other parts, or is invalid.
 *
 * @param bytes The document in UTF-8. Decoding it would take longer than reading it.
 */
export function loadOutline(
  bytes: Buffer,
  source: string,
  options: LoadOptions = {},
): Definition | undefined {
  if (!isSizeAllowed(bytes) || hasConnectorExtensions(bytes)) return undefined
  const outline = outlineText(bytes)
  if (outline === undefined || /\$ref["']?\s*:/.test(outline)) return undefined
  try {
    const { document, isPlain } = prepareDocument(outline, source, options)
    return isPlain ? readPlainHead(document, options).definition : undefined
  } catch (thrown) {
    // The whole document says what is wrong, and where.
    if (isEngineError(thrown)) return undefined
    throw thrown
  }
}
