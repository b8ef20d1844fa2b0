import type { Definition } from '@bulkhead/engine'
import { isSizeAllowed } from '@bulkhead/engine/document'
import { isEngineError } from '@bulkhead/engine/errors'
import { readPlainHead } from '#openapi/load-plain-openapi'
import { outlineText } from '#outline-text'
import { hasConnectorExtensions, type ImportOptions, prepareDocument } from './import-definition.ts'

const SECURITY = /\bsecurity["']?\s*:/g

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
  options: ImportOptions = {},
): Definition | undefined {
  if (!isSizeAllowed(bytes) || hasConnectorExtensions(bytes)) return undefined
  const outline = outlineText(bytes)
  if (outline === undefined || /\$ref["']?\s*:/.test(outline)) return undefined
  try {
    const { document, isPlain } = prepareDocument(outline, source, options)
    if (!isPlain) return undefined
    // Operations may require several keys at once, or one of them alone, and so change the auth options.
    const isWhole =
      count(outline, /\bapiKey\b/g) < 2 ||
      count(bytes.toString('latin1'), SECURITY) === count(outline, SECURITY)
    return isWhole ? readPlainHead(document, options).definition : undefined
  } catch (thrown) {
    // The whole document says what is wrong, and where.
    if (isEngineError(thrown)) return undefined
    throw thrown
  }
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
